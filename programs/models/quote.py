"""Quotes: what was said, and whether it may be shown."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.models import LongText
from participants.models import Hero
from programs.models.approval import Approvable
from programs.publishing import public_program


class QuoteQuerySet(models.QuerySet["Quote"]):
    def public(self) -> Self:
        """Approved quotes of public programs whose speaker may be quoted.

        A named speaker needs a consent for quotes in force; an anonymous one is named by country only.
        """
        return self.filter(
            public_program("program__"),
            Q(hero__isnull=True) | Q(hero__in=Hero.objects.quotable().values("pk")),
            status=Quote.Status.APPROVED,
        )


class Quote(Approvable):
    """Something said. A paraphrase is never set in quotation marks."""

    class Kind(models.TextChoices):
        VERBATIM = "verbatim", _("Verbatim")
        FRAGMENT = "fragment", _("Fragment")
        PARAPHRASE = "paraphrase", _("Paraphrase")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.VERBATIM)
    original_text = LongText(_("text in the original language"), max_length=2000)
    original_language = models.CharField(
        _("original language"), max_length=12, blank=True, help_text=_("ISO 639.")
    )
    hero = models.ForeignKey(
        "participants.Hero",
        on_delete=models.PROTECT,
        related_name="quotes",
        null=True,
        blank=True,
        verbose_name=_("hero"),
    )
    organization = models.ForeignKey(
        "participants.Organization",
        on_delete=models.PROTECT,
        related_name="quotes",
        null=True,
        blank=True,
        verbose_name=_("organization"),
    )
    program = models.ForeignKey(
        "programs.Program", on_delete=models.CASCADE, related_name="quotes", verbose_name=_("program")
    )
    meeting = models.ForeignKey(
        "programs.Meeting",
        on_delete=models.SET_NULL,
        related_name="quotes",
        null=True,
        blank=True,
        verbose_name=_("meeting"),
    )
    context = models.CharField(
        _("context"), max_length=300, blank=True, help_text=_("Public: when and where said.")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(
        _("approved at"), null=True, blank=True, help_text=_("Set when approved, if left empty.")
    )
    featured = models.BooleanField(_("featured"), default=False)
    source = models.ForeignKey(
        "programs.Source",
        on_delete=models.PROTECT,
        related_name="quotes",
        null=True,
        blank=True,
        verbose_name=_("source"),
        help_text=_("Required to approve."),
    )

    private_fields = frozenset({"approved_by", "approved_at"})

    objects = QuoteQuerySet.as_manager()

    class Meta(Approvable.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["-featured", "pk"]
        constraints = [
            *Approvable.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="quote_approved_needs_approver",
                violation_error_message=_("An approved quote needs the person who approved it."),
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(source__isnull=False),
                name="quote_approved_needs_source",
                violation_error_message=_("An approved quote needs a source."),
            ),
        ]

    @property
    def in_marks(self) -> bool:
        """Whether the text may stand in quotation marks."""
        return self.kind != self.Kind.PARAPHRASE

    def clean(self) -> None:
        super().clean()
        self._complete()

    def _missing_for_approval(self) -> dict[str, Any]:
        missing: dict[str, Any] = {}
        if self.status == self.Status.APPROVED:
            if not self.approved_by_id:
                missing["approved_by"] = _("An approved quote needs the person who approved it.")
            if not self.source_id:
                missing["source"] = _("An approved quote needs a source.")
        return missing

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._complete()
        super().save(*args, **kwargs)

    def _complete(self) -> None:
        if self.status == self.Status.APPROVED and self.approved_by_id and self.approved_at is None:
            self.approved_at = timezone.now()

    def get_absolute_url(self) -> str:
        return f"{reverse('quotes')}#quote-{self.pk}"
