"""Evaluations: what a hero thought of a meeting."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

#: The most characters of a comment: a page of a phone, not an essay.
COMMENT_LIMIT = 2000


class Evaluation(models.Model):
    """A hero's rating of one meeting, with a comment if there is more to say."""

    class Rating(models.IntegerChoices):
        NOT_USEFUL = 1, _("1: not useful")
        LITTLE = 2, _("2: of little use")
        USEFUL = 3, _("3: useful")
        VERY_USEFUL = 4, _("4: very useful")
        EXCELLENT = 5, _("5: excellent")

    hero = models.ForeignKey(
        "participants.Hero", on_delete=models.CASCADE, related_name="evaluations", verbose_name=_("hero")
    )
    meeting = models.ForeignKey(
        "programs.Meeting", on_delete=models.CASCADE, related_name="evaluations", verbose_name=_("meeting")
    )
    rating = models.PositiveSmallIntegerField(
        _("rating"), choices=Rating.choices, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    comment = models.CharField(_("comment"), max_length=COMMENT_LIMIT, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.UniqueConstraint(fields=["hero", "meeting"], name="evaluation_one_per_hero_and_meeting"),
            models.CheckConstraint(
                condition=Q(rating__gte=1, rating__lte=5), name="evaluation_rating_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hero}, {self.meeting}: {self.rating}"
