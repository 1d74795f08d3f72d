"""The rules of a time zone for the days of one calendar (RFC 5545, 3.6.5).

Not `icalendar.Timezone.from_tzid` (7.3): it dates the change to summer time by the clock after the jump,
where the standard asks for the clock before it, so the hour after is read wrongly; and its steps of 64 days
step over a change that is soon taken back, such as Morocco's in Ramadan.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from programs.wall_time import change_between, offset_at

DAY = timedelta(days=1)
YEAR = timedelta(days=366)
SECOND = timedelta(seconds=1)


def can_be_said(tzid: str, day: date) -> bool:
    """Whether calendar programs can follow the zone's clock around this day.

    Offsets with seconds, which some zones had until 1972, are rounded or refused by many.
    """
    zone = ZoneInfo(tzid)
    offsets = (offset_at(datetime.combine(day + DAY * n, time(), UTC), zone) for n in (-1, 0, 1, 2))
    return not any(offset % timedelta(minutes=1) for offset in offsets)


@lru_cache(maxsize=256)
def vtimezone(tzid: str, first: date, last: date) -> Timezone:
    """The zone (IANA) with each change of its clocks from a year before `first` to two days after `last`.

    The year shows summer and winter time, without which some programs refuse the zone. Shared by calendars:
    not to be changed.
    """
    zone = ZoneInfo(tzid)
    start = datetime.combine(first - YEAR, time(), UTC)
    changes = list(_changes(zone, start, datetime.combine(last + 2 * DAY, time(), UTC)))
    if not changes or changes[0].date() >= first - DAY:
        changes.insert(0, start)
    component = Timezone()
    component.add("TZID", tzid)
    for change in changes:
        before, local = offset_at(change - SECOND, zone), change.astimezone(zone)
        rule = TimezoneDaylight() if local.dst() else TimezoneStandard()
        # By the clock as it was until then. A rule for each change, because ical.js, and with it Thunderbird,
        # reads one RDATE of many and forgets DTSTART beside it.
        rule.DTSTART = (change + before).replace(tzinfo=None)
        rule.TZOFFSETFROM, rule.TZOFFSETTO = before, offset_at(change, zone)
        rule.add("TZNAME", local.tzname() or tzid)
        component.add_component(rule)
    return component


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The first second of each new offset, by looking at every day and closing in."""
    moment, offset = start, offset_at(start, zone)
    while moment < end:
        before, after = moment, moment + DAY
        next_offset = offset_at(after, zone)
        moment = after
        if next_offset == offset:
            continue
        yield change_between(before, after, zone)
        offset = next_offset
