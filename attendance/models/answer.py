"""Answers: whether a hero will come to a meeting."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Answer(models.Model):
    """A hero's latest word on one meeting, and the time of the meeting it was given for."""

    class Choice(models.TextChoices):
        CONFIRMED = "confirmed", _("Comes")
        DECLINED = "declined", _("Does not come")

    hero = models.ForeignKey(
        "participants.Hero", on_delete=models.CASCADE, related_name="answers", verbose_name=_("hero")
    )
    meeting = models.ForeignKey(
        "programs.Meeting", on_delete=models.CASCADE, related_name="answers", verbose_name=_("meeting")
    )
    choice = models.CharField(_("answer"), max_length=10, choices=Choice.choices)
    answered_at = models.DateTimeField(_("answered"), auto_now=True)
    # A "yes" to Tuesday at ten says nothing about Thursday at three: a meeting that moves is asked again.
    for_date = models.DateField(_("for the day"), null=True, editable=False)
    for_starts_at = models.DateTimeField(_("for the time"), null=True, editable=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["hero", "meeting"], name="answer_one_per_hero_and_meeting"),
            models.CheckConstraint(
                condition=Q(choice__in=["confirmed", "declined"]), name="answer_choice_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hero}, {self.meeting}: {self.get_choice_display()}"

    @property
    def comes(self) -> bool:
        """Whether the hero said yes."""
        return self.choice == self.Choice.CONFIRMED

    def holds(self, *, day: date | None, starts_at: datetime | None) -> bool:
        """Whether it was given for a meeting at this time."""
        return (self.for_date, self.for_starts_at) == (day, starts_at)
