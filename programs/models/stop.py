"""Stops: a program's visit to a city, real or virtual."""

from collections.abc import Iterable
from itertools import count
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.models import LongText, Recorded
from programs.models.meeting import Meeting
from programs.models.program import Program
from programs.models.recording import recorded_together
from programs.publishing import public_program

#: The highest position that an officer may give. Above it stops wait while they change places.
LAST_POSITION = 999


class StopQuerySet(models.QuerySet["Stop"]):
    def public(self) -> Self:
        """Stops whose program is public: a stop has no publication of its own."""
        return self.filter(public_program("program__"))


class Stop(Recorded):
    """One city on a program's itinerary. The order is the officer's; it never follows from dates."""

    program = models.ForeignKey(
        "programs.Program", on_delete=models.CASCADE, related_name="stops", verbose_name=_("program")
    )
    city = models.ForeignKey(
        "programs.City", on_delete=models.PROTECT, related_name="stops", verbose_name=_("city")
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("1 is the first stop."))
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    host = models.ForeignKey(
        "participants.Organization",
        on_delete=models.PROTECT,
        related_name="stops_hosted",
        null=True,
        blank=True,
        verbose_name=_("host"),
        help_text=_("The Community-Based Member."),
    )
    summary = LongText(_("summary"), help_text=_("Markdown."))

    objects = StopQuerySet.as_manager()

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        ordering = ["program", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "city"],
                name="stop_city_once_per_program",
                violation_error_message=_("This program already stops in this city."),
            ),
            models.UniqueConstraint(
                fields=["program", "position"],
                name="stop_position_unique_per_program",
                violation_error_message=_("Another stop of this program has this position."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="stop_ends_after_start",
                violation_error_message=_("The last day is before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city} ({self.program})"

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day is before the first day.")})
        self._refuse_to_leave_meetings_behind()
        if self.pk and self.city_id:
            try:
                Meeting.objects.filter(stop=self).check_zone(self.city.time_zone)
            except ValidationError as error:
                raise ValidationError({"city": error}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; when the city changed, the meetings here keep their wall time and get new instants.

        Raises ValidationError if a wall time does not exist there, or if the stop went to another program.
        """
        self._refuse_to_leave_meetings_behind()
        here = Meeting.objects.filter(stop=self.pk) if self.pk else Meeting.objects.none()
        with recorded_together(here):
            super().save(*args, **kwargs)
            here.rederive()

    @classmethod
    def reorder(cls, program: Program, ids: Iterable[int]) -> None:
        """Give the stops of a program the positions 1, 2, 3 … in the order of `ids`, their keys.

        All or nothing, in four queries. Raises ValueError unless `ids` are the keys of all stops of the
        program, each once.
        """
        keys = list(ids)
        stops = cls.objects.filter(program=program).order_by("pk")
        with transaction.atomic():
            if sorted(keys) != list(stops.select_for_update().values_list("pk", flat=True)):
                raise ValueError(f"These are not the keys of all stops of {program}, each once: {keys}")
            cls.vacate_positions(program, keys)
            _place(keys, count(1))

    @classmethod
    def vacate_positions(cls, program: Program, ids: Iterable[int]) -> None:
        """Move stops of a program (`ids`, their keys) to free positions above LAST_POSITION.

        That comes before giving them new positions: databases check row by row that a position is unique,
        so two stops cannot change places in one step. All or nothing, in two queries.
        """
        keys = list(ids)
        with transaction.atomic(savepoint=False):
            stops = cls.objects.filter(program=program).select_for_update()
            taken = set(stops.values_list("position", flat=True))
            above = count(max(LAST_POSITION, len(keys)) + 1)
            _place(keys, (position for position in above if position not in taken))

    def _refuse_to_leave_meetings_behind(self) -> None:
        """A stop stays with the program of its meetings, whose pages would else tell of another one."""
        if self.pk and self.meetings.exclude(program=self.program_id).exists():
            raise ValidationError(
                {"program": _("The meetings at this stop belong to another program. Move them first.")}
            )


def _place(keys: Iterable[int], positions: Iterable[int]) -> None:
    """Write the positions of the stops with these keys, in one query."""
    stops = [Stop(pk=key, position=position) for key, position in zip(keys, positions, strict=False)]
    Stop.objects.bulk_update(stops, ["position"])
