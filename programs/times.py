"""Keeping the derived instants of stored meetings true to their wall times."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from programs.wall_time import Span, span

if TYPE_CHECKING:
    from programs.models import City, Meeting, Stop

#: The first and last day a meeting can be on. The program began in 1940; another century is a typing error.
FIRST_DAY = date(1940, 1, 1)
LAST_DAY = date(2100, 12, 31)


def rederive(*, city: "City | None" = None, stop: "Stop | None" = None) -> int:
    """Work out `starts_at` and `ends_at` anew, of all meetings or those in one city or at one stop.

    Wall times stay as they are. Returns how many meetings changed. All or nothing: raises ValidationError
    naming the meeting when a wall time never happens.
    """
    changed = []
    for meeting in _timed(city=city, stop=stop):
        fresh = _fresh_span(meeting, meeting.zone_name)
        if (meeting.starts_at, meeting.ends_at) != (fresh.starts_at, fresh.ends_at):
            meeting.starts_at, meeting.ends_at = fresh.starts_at, fresh.ends_at
            changed.append(meeting)
    if changed:
        type(changed[0]).objects.bulk_update(changed, ["starts_at", "ends_at"], batch_size=500)
    return len(changed)


def check_meetings_in_zone(place: "City | Stop", zone_name: str) -> None:
    """Raise ValidationError, naming the meeting, when a wall time here does not exist in the zone."""
    from programs.models import City

    meetings = _timed(city=place) if isinstance(place, City) else _timed(stop=place)
    for meeting in meetings:
        _fresh_span(meeting, zone_name)


def _timed(*, city: "City | None" = None, stop: "Stop | None" = None) -> Iterable["Meeting"]:
    from programs.models import Meeting

    timed = Q(start_time__isnull=False) | Q(starts_at__isnull=False)
    meetings = Meeting.objects.filter(timed).select_related("stop__city")
    if city is not None:
        meetings = meetings.filter(stop__city=city)
    if stop is not None:
        meetings = meetings.filter(stop=stop)
    return meetings


def _fresh_span(meeting: "Meeting", zone_name: str | None) -> Span:
    try:
        return span(meeting.date, meeting.start_time, meeting.end_time, zone_name)
    except ValidationError as error:
        raise ValidationError(
            _("Meeting “%(title)s”: %(reason)s"),
            params={"title": meeting.title, "reason": " ".join(error.messages)},
        ) from error
