"""How clocks really went, found by asking for offsets only: a second opinion on the rules under test."""

from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from common.time_zones import zone_names

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
ZONES = sorted(zone_names())


def zones_that_differ() -> list[str]:
    """One name for each set of rules: of aliases, whose files are the same, the first."""
    rules = resources.files("tzdata.zoneinfo")
    by_rules = {rules.joinpath(name).read_bytes(): name for name in reversed(ZONES)}
    return sorted(by_rules.values())


class Change(NamedTuple):
    """A change of a zone's clocks: the first second (UTC, naive) of the new offset, and both offsets."""

    at: datetime
    old: timedelta
    new: timedelta


def offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    """The offset from UTC at a naive UTC moment."""
    ahead = moment.replace(tzinfo=UTC).astimezone(zone).utcoffset()
    assert ahead is not None
    return ahead


@cache
def changes(name: str, first_year: int = 1940, last_year: int = 2100) -> list[Change]:
    """All changes of the zone's clocks in these years, by looking at every week and closing in."""
    zone, week = ZoneInfo(name), timedelta(days=7)
    turns = []
    moment = datetime(first_year, 1, 1)
    while moment.year <= last_year:
        old = offset(moment, zone)
        if offset(moment + week, zone) != old:
            before, after = moment, moment + week
            while after - before > SECOND:
                middle = before + ((after - before) // 2 // SECOND) * SECOND
                if offset(middle, zone) == old:
                    before = middle
                else:
                    after = middle
            turns.append(Change(after, old, offset(after, zone)))
        moment += week
    return turns


def moments_shown(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    """Every instant (UTC) at which clocks in the zone show this wall time, earliest first."""
    near = {offset(wall + hours * HOUR, zone) for hours in range(-30, 31)}
    near |= {offset(wall + minutes * timedelta(minutes=10), zone) for minutes in range(-30, 31)}
    moments = sorted({wall - gap for gap in near})
    return [moment.replace(tzinfo=UTC) for moment in moments if moment + offset(moment, zone) == wall]


def first_shown_from(wall: datetime, zone: ZoneInfo) -> datetime:
    """The earliest wall time not before `wall` that clocks show, found by trying each minute, then second."""
    tried = wall
    while not moments_shown(tried, zone):
        tried += timedelta(minutes=1)
    while tried > wall and moments_shown(tried - SECOND, zone):
        tried -= SECOND
    return tried


@st.composite
def zones_and_walls(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and a wall time of 1940 to 2100, as often as not near a change of its clocks."""
    name = draw(st.sampled_from(ZONES))
    near = draw(st.sampled_from([None, *changes(name)])) if draw(st.booleans()) else None
    if near is None:
        day = draw(st.datetimes(datetime(1940, 1, 1), datetime(2100, 12, 31, 23, 59, 59)))
        return name, day.replace(microsecond=0)
    return name, near.at + near.old + draw(st.integers(-3 * 3600, 3 * 3600)) * SECOND
