"""Takeaways: what was learned."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participants.models import Hero
from programs.models.approval import Approvable
from programs.publishing import public_program


class TakeawayQuerySet(models.QuerySet["Takeaway"]):
    def public(self) -> Self:
        """Approved takeaways of public programs; one of a hero's only while that hero is public."""
        return self.filter(
            public_program("program__"),
            Q(hero__isnull=True) | Q(hero__in=Hero.objects.appearing().values("pk")),
            status=Takeaway.Status.APPROVED,
        )


class Takeaway(Approvable):
    """A best practice, a lesson or a follow-up from a program, in our words."""

    class Kind(models.TextChoices):
        BEST_PRACTICE = "best_practice", _("Best practice")
        LESSON_LEARNED = "lesson_learned", _("Lesson learned")
        FOLLOW_UP = "follow_up", _("Follow-up")

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

    objects = TakeawayQuerySet.as_manager()

    class Meta(Approvable.Meta):
        verbose_name = _("takeaway")
        verbose_name_plural = _("takeaways")
        ordering = ["program", "kind", "pk"]
