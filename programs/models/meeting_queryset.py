"""Which meetings to read, and what is done with many of them at once."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import F, Q

from programs.models.program import Program
from programs.models.recording import record_removal
from programs.publishing import public_meeting

if TYPE_CHECKING:
    from programs.models.meeting import Meeting


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Which meetings: the public ones, a hero's, those whose times are to be worked out anew."""

    def public(self, now: datetime | None = None) -> Self:
        """Meetings the public may see at a moment (default: now)."""
        return self.filter(public_meeting(now=now))

    def in_order(self) -> Self:
        """By day, then time; those without a date last, then those entered first."""
        return self.order_by(
            F("date").asc(nulls_last=True),
            F("starts_at").asc(nulls_last=True),
            F("start_time").asc(nulls_last=True),
            "pk",
        )

    def with_public_day(self) -> Self:
        """Those whose day readers may know (see `Meeting.day_is_public`); for conditions on dates."""
        return self.exclude(show_day=False, program__date_precision="month")

    def of_hero(self, hero: models.Model) -> Self:
        """Meetings a hero takes part in: alone, with some, or with the whole group."""
        whole_group = Q(whole_group=True, program__in=Program.objects.filter(heroes=hero.pk))
        with_hero = self.model.heroes.through.objects.filter(hero=hero.pk)
        chosen = Q(whole_group=False, pk__in=with_hero.values("meeting"))
        return self.filter(whole_group | chosen)

    def next_turn(self, now: datetime) -> datetime | None:
        """The next moment after `now` at which an embargo passes, so that pages change without a write.

        One query.
        """
        later = self.filter(public_from__gt=now).order_by("public_from")
        return later.values_list("public_from", flat=True).first()

    def rederive(self) -> int:
        """Work out `starts_at` and `ends_at` anew from the wall times, which stay as they are.

        Returns how many meetings changed. All or nothing: raises ValidationError naming the meeting when a
        wall time never happens.
        """
        changed: list[Meeting] = []
        for meeting in self._timed():
            fresh = meeting.span_in(meeting.zone_name)
            if (meeting.starts_at, meeting.ends_at) != (fresh.starts_at, fresh.ends_at):
                meeting.starts_at, meeting.ends_at = fresh.starts_at, fresh.ends_at
                changed.append(meeting)
        if changed:
            self.model.objects.bulk_update(changed, ["starts_at", "ends_at"], batch_size=500)
        return len(changed)

    def check_zone(self, zone_name: str) -> None:
        """Raise ValidationError, naming the meeting, when a wall time does not exist in the zone (IANA)."""
        for meeting in self._timed():
            meeting.span_in(zone_name)

    def _timed(self) -> Self:
        return self.filter(Q(start_time__isnull=False) | Q(starts_at__isnull=False)).select_related(
            "stop__city"
        )

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete them, and record it for those who follow the itinerary."""
        with transaction.atomic():
            record_removal(self.all())
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]
