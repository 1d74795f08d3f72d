"""The ledger of consent. Rows are added and revoked, never edited or deleted."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from participants import consent


class LedgerIsAppendOnly(ValidationError):
    """Someone tried to edit or delete a row of the ledger."""


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Rows of the ledger: those in force on a day; bulk edits are refused as single ones are."""

    def in_force(self, on: date | None = None) -> Self:
        """Rows that hold on a day (default: today, UTC). The same rule as `consent.is_in_force`."""
        day = on or consent.today()
        return self.filter(
            Q(given_on__lte=day),
            Q(expires_on__isnull=True) | Q(expires_on__gte=day),
            Q(revoked_on__isnull=True) | Q(revoked_on__gt=day),
        )

    def update(self, **changes: Any) -> int:
        """Only a first revocation is let through; rows that are revoked already stay as they are.

        Returns how many rows were revoked. Raises LedgerIsAppendOnly for any other change.
        """
        if set(changes) != {"revoked_on"} or changes["revoked_on"] is None:
            raise LedgerIsAppendOnly(_("Consents are never edited. Revoke this one and record a new one."))
        return self.filter(revoked_on__isnull=True)._write(changes)

    def _write(self, changes: dict[str, Any]) -> int:
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Always raises LedgerIsAppendOnly: a consent ends by being revoked, and its row stays as proof."""
        raise LedgerIsAppendOnly(_("Consents are never deleted. Revoke them instead."))


class Consent(models.Model):
    """One statement of consent by one hero for one scope. Private."""

    class Scope(models.TextChoices):
        IDENTITY = "identity", _("Identity (name, role, organization, country)")
        BIOGRAPHY = "biography", _("Biography")
        PHOTO = "photo", _("Photo")
        QUOTES = "quotes", _("Quotes")

    class Basis(models.TextChoices):
        SIGNED_RELEASE = "signed_release", _("Signed release")
        PUBLIC_RECORD = "public_record", _("Public record")

    hero = models.ForeignKey(
        "participants.Hero", on_delete=models.PROTECT, related_name="consents", verbose_name=_("hero")
    )
    scope = models.CharField(_("scope"), max_length=10, choices=Scope.choices)
    basis = models.CharField(_("basis"), max_length=20, choices=Basis.choices)
    reference = models.CharField(
        _("reference"),
        max_length=500,
        help_text=_("Where the release is kept, or the public source. Never the document itself."),
    )
    given_on = models.DateField(_("given on"), default=consent.today)
    expires_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("The last day it holds, in UTC.")
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_on", "-pk"]
        indexes = [models.Index(fields=["hero", "scope"], name="consent_hero_scope")]  # HeroQuerySet.public
        constraints = [
            models.CheckConstraint(
                condition=~Q(scope="photo", basis="public_record"),
                name="consent_photo_needs_signed_release",
                violation_error_message=_(
                    "A public record never covers a photo: a signed release is needed."
                ),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("given_on")),
                name="consent_expires_after_given",
                violation_error_message=_("The last day is before the day the consent was given."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("given_on")),
                name="consent_revoked_after_given",
                violation_error_message=_("The consent was revoked before it was given."),
            ),
            models.CheckConstraint(
                condition=Q(scope__in=["identity", "biography", "photo", "quotes"]),
                name="consent_scope_known",
            ),
            models.CheckConstraint(
                condition=Q(basis__in=["signed_release", "public_record"]), name="consent_basis_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scope_display()}, {self.given_on}"

    def clean(self) -> None:
        if self.scope == self.Scope.PHOTO and self.basis == self.Basis.PUBLIC_RECORD:
            raise ValidationError(
                {"basis": _("A public record never covers a photo: a signed release is needed.")}
            )
        if self.expires_on and self.given_on and self.expires_on < self.given_on:
            raise ValidationError({"expires_on": _("The last day is before the day the consent was given.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            self._refuse_edits()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always raises LedgerIsAppendOnly, as for many rows at once."""
        raise LedgerIsAppendOnly(_("Consents are never deleted. Revoke them instead."))

    def holds(self, on: date | None = None) -> bool:
        """Whether this consent is in force on a day (default: today, UTC)."""
        return consent.is_in_force(
            given_on=self.given_on,
            expires_on=self.expires_on,
            revoked_on=self.revoked_on,
            on=on or consent.today(),
        )

    def revoke(self, on: date | None = None) -> None:
        """Revoke from a day on (default: today, UTC); takes effect at the next request, everywhere.

        A second revocation can only bring one forward that is still to come.
        """
        # A consent recorded for a later day ends on the day it would have begun.
        day = max(on or consent.today(), self.given_on)
        if self.revoked_on is None or day < self.revoked_on > consent.today():
            self.revoked_on = day
            self.save(update_fields=["revoked_on"])

    def _refuse_edits(self) -> None:
        """Only a revocation may change a row that is in the ledger, and only one to come may change again."""
        fixed = ["hero_id", "scope", "basis", "reference", "given_on", "expires_on", "recorded_by_id"]
        fixed += ["recorded_at"]
        before = Consent.objects.filter(pk=self.pk).values(*fixed, "revoked_on").first()
        if before is None:
            return
        edited = any(before[name] != getattr(self, name) for name in fixed)
        stood, stands = before["revoked_on"], self.revoked_on
        forward = stood and stood > consent.today() and stands and stands <= stood
        if edited or (stood and stood != stands and not forward):
            raise LedgerIsAppendOnly(_("Consents are never edited. Revoke this one and record a new one."))
