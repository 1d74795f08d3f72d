"""Takeaways: what was learned."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import LongText, Recorded
from participants.models import Hero
from programs.publishing import public_program


class TakeawayQuerySet(models.QuerySet["Takeaway"]):
    """Named filters of takeaways."""

    def public(self) -> Self:
        """Approved takeaways of public programs; one of a hero's only while that hero is public."""
        return self.filter(
            public_program("program__"),
            Q(hero__isnull=True) | Q(hero__in=Hero.objects.appearing().values("pk")),
            status=Takeaway.Status.APPROVED,
        )


class Takeaway(Recorded):
    """A best practice, a lesson or a follow-up from a program, in our words."""

    class Kind(models.TextChoices):
        BEST_PRACTICE = "best_practice", _("Best practice")
        LESSON_LEARNED = "lesson_learned", _("Lesson learned")
        FOLLOW_UP = "follow_up", _("Follow-up")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")

    program = models.ForeignKey(
        "programs.Program", on_delete=models.CASCADE, related_name="takeaways", verbose_name=_("program")
    )
    meeting = models.ForeignKey(
        "programs.Meeting",
        on_delete=models.SET_NULL,
        related_name="takeaways",
        null=True,
        blank=True,
        verbose_name=_("meeting"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.BEST_PRACTICE)
    text = LongText(_("text"), blank=False, max_length=2000)
    hero = models.ForeignKey(
        "participants.Hero",
        on_delete=models.PROTECT,
        related_name="takeaways",
        null=True,
        blank=True,
        verbose_name=_("hero"),
    )
    organization = models.ForeignKey(
        "participants.Organization",
        on_delete=models.PROTECT,
        related_name="takeaways",
        null=True,
        blank=True,
        verbose_name=_("organization"),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)

    objects = TakeawayQuerySet.as_manager()

    class Meta:
        verbose_name = _("takeaway")
        verbose_name_plural = _("takeaways")
        ordering = ["program", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "approved"]), name="takeaway_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:59]}…"

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        if self.meeting and self.program_id and self.meeting.program_id != self.program_id:
            errors["meeting"] = _("This meeting belongs to another program.")
        if errors:
            raise ValidationError(errors)
