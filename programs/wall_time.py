"""The time rule: wall time in the stop's city is the truth, instants are derived from it.

Officers write the date and the clock times that hold in the city. Here they become instants (aware
datetimes in UTC), with clock changes handled as Python's `datetime.fold` and RFC 5545 (3.3.5) do:
a time that happens twice means the first; a time that never happens is refused.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from common.formats import clock, day_name
from common.models import FIRST_YEAR, LAST_YEAR
from common.time_zones import validate_zone

#: The first and last day a meeting can be on.
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)

#: An end before the start means the next day only within this span of wall time.
PAST_MIDNIGHT_LIMIT = timedelta(hours=12)


class TimeThatNeverHappens(ValidationError):
    """A wall time skipped by a clock change. `next_valid`: the next wall time that exists (naive)."""

    def __init__(self, wall: datetime, zone: str, next_valid: datetime) -> None:
        self.next_valid = next_valid
        super().__init__(
            gettext(
                "%(time)s does not exist in %(zone)s on %(date)s: the clock jumps forward. "
                "Next valid time: %(next)s"
            ),
            code="time_never_happens",
            params={
                "time": clock(wall.time()),
                "zone": zone,
                "date": day_name(wall.date()),
                "next": clock(next_valid.time())
                if next_valid.date() == wall.date()
                else f"{clock(next_valid.time())}, {day_name(next_valid.date())}",
            },
        )


def exists(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether the naive wall time is ever shown by clocks in the zone."""
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    return instant.astimezone(zone).replace(tzinfo=None) == wall


def is_ambiguous(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks in the zone show the naive wall time twice."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and exists(wall, zone)


def next_valid(wall: datetime, zone: ZoneInfo) -> datetime:
    """The earliest wall time not before `wall` that exists: the moment after the jump."""
    if exists(wall, zone):
        return wall
    # PEP 495: in a gap, fold=1 lands before the jump and fold=0 after it. Close in on the jump itself.
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return change_between(before, after, zone).astimezone(zone).replace(tzinfo=None)


def offset_at(moment: datetime, zone: ZoneInfo) -> timedelta:
    """How far the zone's clocks are ahead of UTC at an aware moment."""
    return moment.astimezone(zone).utcoffset() or timedelta()


def change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second at which the zone no longer has the offset that it had at `before`.

    Both are moments in UTC, with exactly one change of the offset between them.
    """
    old, second = offset_at(before, zone), timedelta(seconds=1)
    before, after = before.replace(microsecond=0), after.replace(microsecond=0)
    while after - before > second:
        middle = before + (after - before) // 2 // second * second
        if offset_at(middle, zone) == old:
            before = middle
        else:
            after = middle
    return after


def instant(day: date, at: time, zone_name: str) -> datetime:
    """The instant (UTC) at which clocks in the zone first show this wall time.

    Raises TimeThatNeverHappens when a clock change skips it, and ValidationError for an unknown zone or a
    day at the very end of the calendar.
    """
    validate_zone(zone_name)
    zone = ZoneInfo(zone_name)
    wall = datetime.combine(day, at)
    try:
        if not exists(wall, zone):
            raise TimeThatNeverHappens(wall, zone_name, next_valid(wall, zone))
        return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    except OverflowError as error:
        raise ValidationError(gettext("This day is out of range."), code="day_out_of_range") from error


@dataclass(frozen=True)
class Span:
    """From when to when, as instants in UTC; None where the time is not known."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None


def end_day(day: date, start: time, end: time) -> date:
    """The day on which a meeting ends: the same, or the next when it runs past midnight.

    Raises ValidationError when the end is not after the start and not within 12 hours past midnight.
    """
    if end > start:
        return day
    lasts = datetime.combine(date(2000, 1, 2), end) - datetime.combine(date(2000, 1, 1), start)
    if end < start and lasts <= PAST_MIDNIGHT_LIMIT and day < date.max:
        return day + timedelta(days=1)
    raise ValidationError(
        gettext(
            "The meeting would end (%(end)s) before it starts (%(start)s). "
            "An end past midnight may be at most 12 hours after the start."
        ),
        code="end_before_start",
        params={"start": clock(start), "end": clock(end)},
    )


def span(day: date | None, start: time | None, end: time | None, zone_name: str | None) -> Span:
    """The instants of a meeting from its wall times in the zone of its city.

    Without a date, a start or a zone there is none. Raises ValidationError, with the field as the key,
    when a wall time never happens or the end is not after the start.
    """
    if day is None or start is None or not zone_name:
        return Span()
    try:
        starts_at = instant(day, start, zone_name)
    except ValidationError as error:
        raise ValidationError({"start_time": error}) from error
    if end is None:
        return Span(starts_at)
    try:
        ends_at = instant(end_day(day, start, end), end, zone_name)
    except ValidationError as error:
        raise ValidationError({"end_time": error}) from error
    return Span(starts_at, ends_at)


def notes(day: date | None, start: time | None, end: time | None, zone_name: str | None) -> list[str]:
    """What an officer should know of times that happen twice: the first is taken.

    Empty for times that `span` refuses, whose error says enough.
    """
    try:
        starts_at = span(day, start, end, zone_name).starts_at
    except ValidationError:
        return []
    if day is None or start is None or not zone_name or starts_at is None:
        return []
    zone = ZoneInfo(zone_name)
    walls = [datetime.combine(day, start)]
    if end is not None:
        walls.append(datetime.combine(end_day(day, start, end), end))
    return [
        gettext(
            "%(time)s happens twice on %(date)s in %(zone)s because the clock is set back; "
            "the first is meant."
        )
        % {"time": clock(wall.time()), "date": day_name(wall.date()), "zone": zone_name}
        for wall in walls
        if is_ambiguous(wall, zone)
    ]
