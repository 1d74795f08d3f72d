"""The itinerary: a program's meetings by stop and day, in the city's time or in a reader's zone.

Pure functions and values; nothing here asks the database. Stops come in the officer's order, never in an
order taken from dates. Times come from the wall times, so a page is right even before a stored instant is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from common.formats import clock, day_name
from common.time_zones import zone_place
from common.utc_days import today
from participants.public_profile import PublicProfile

if TYPE_CHECKING:
    from participants.models import Organization
    from programs.models import Meeting, Stop


@dataclass(frozen=True)
class Moment:
    """A time as shown: on the clock of one place."""

    at: datetime  #: aware, in the zone of the place
    place: str  #: such as "Minneapolis"

    @property
    def clock(self) -> str:
        """The time of day in the reader's language, such as "10:00 a.m."."""
        return clock(self.at.time())

    @property
    def zone(self) -> str:
        """The zone's short name, such as "CDT", or its distance from UTC, such as "UTC+5:45"."""
        return zone_abbreviation(self.at)

    @property
    def iso(self) -> str:
        """For machines (RFC 3339, with the offset); in UTC where the offset has seconds, as none may."""
        offset = self.at.utcoffset()
        exact = offset is not None and offset.total_seconds() % 60 == 0
        return self.at.isoformat() if exact else self.at.astimezone(UTC).isoformat()

    @property
    def word(self) -> str:
        """ "midnight" or "noon", for the two times that "a.m." and "p.m." leave in doubt; else empty."""
        return {time(0): gettext("midnight"), time(12): gettext("noon")}.get(self.at.time(), "")


@dataclass(frozen=True)
class Entry:
    """A meeting on the itinerary, with the people and organizations that may be shown."""

    meeting: "Meeting"
    day: date | None
    city_day: date | None
    starts: Moment | None = None
    ends: Moment | None = None
    heroes: Sequence[PublicProfile] = ()
    organizations: Sequence["Organization"] = ()

    @property
    def day_differs(self) -> bool:
        """Whether the city has another date at the start than the zone shown."""
        return self.day != self.city_day

    @property
    def is_over(self) -> bool:
        """Whether its day has passed (in UTC, as pages turn): what is missing will not be announced."""
        return self.city_day is not None and self.city_day < today()

    @property
    def ends_another_day(self) -> bool:
        """Whether it runs past midnight in the zone shown."""
        return bool(self.starts and self.ends and self.starts.at.date() != self.ends.at.date())


@dataclass
class Day:
    """A day with its meetings: those with a time in order, then those whose time is to be announced."""

    date: date
    entries: list[Entry] = field(default_factory=list)
    untimed: list[Entry] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Such as "Tuesday, August 3, 2021"."""
        return day_name(self.date)


@dataclass
class Leg:
    """What happens at one stop; `stop` is None for national sessions."""

    stop: "Stop | None"
    days: list[Day] = field(default_factory=list)
    undated: list[Entry] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Such as "Minneapolis"."""
        return self.stop.city.name if self.stop else gettext("National sessions")

    @property
    def anchor(self) -> str:
        """The id of its part of a page."""
        return f"stop-{self.stop.city.slug if self.stop else 'national'}"

    @property
    def count(self) -> int:
        """How many meetings it has, with and without a time or a date."""
        return sum(len(day.entries) + len(day.untimed) for day in self.days) + len(self.undated)


@dataclass
class Itinerary:
    """All legs in order. `zone` is the zone shown; None means each city's own."""

    legs: list[Leg]
    zone: str | None = None

    @property
    def count(self) -> int:
        """How many meetings all legs have together."""
        return sum(leg.count for leg in self.legs)


def zone_abbreviation(at: datetime) -> str:
    """The short name of an aware time's zone, or its distance from UTC where it has no name in letters."""
    name = at.tzname() or ""
    if name.isalpha():
        return name
    minutes = round((at.utcoffset() or timedelta()).total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02d}' if rest else ''}"


def entry(meeting: "Meeting", zone: str | None = None, *, private: bool = False) -> Entry:
    """A meeting as an entry, in its city's time or in `zone` (IANA); without a day where none may be told.

    `private` is for those who take part, who are told in any case.

    Profiles of heroes come from the prefetched `public_heroes`; see `public.reading.meetings`.
    """
    heroes = (
        [] if meeting.whole_group else [hero.public_profile for hero in getattr(meeting, "public_heroes", [])]
    )
    organizations = list(meeting.organizations.all())
    if not (private or meeting.day_is_public):
        return Entry(meeting, None, None, heroes=heroes, organizations=organizations)
    moments = meeting.span
    if moments.starts_at is None or meeting.stop is None:
        return Entry(meeting, meeting.date, meeting.date, heroes=heroes, organizations=organizations)
    city = meeting.stop.city
    shown_in, place = ZoneInfo(zone or city.time_zone), zone_place(zone) if zone else city.name
    starts = Moment(moments.starts_at.astimezone(shown_in), place)
    ends = Moment(moments.ends_at.astimezone(shown_in), place) if moments.ends_at else None
    return Entry(meeting, starts.at.date(), meeting.date, starts, ends, heroes, organizations)


def days(entries: Iterable[Entry]) -> tuple[list[Day], list[Entry]]:
    """Entries by day in the zone shown, and those without a date."""
    by_day: dict[date, Day] = {}
    undated = []
    for each in entries:
        if each.day is None:
            undated.append(each)
            continue
        day = by_day.setdefault(each.day, Day(each.day))
        (day.entries if each.starts else day.untimed).append(each)
    for day in by_day.values():
        day.entries.sort(key=lambda each: (each.starts.at if each.starts else None, each.meeting.pk))
    return [by_day[when] for when in sorted(by_day)], undated


def build(stops: Sequence["Stop"], meetings: Iterable["Meeting"], zone: str | None = None) -> Itinerary:
    """The itinerary of a program: its stops in their order, national sessions first.

    Stops without meetings stay, because the visit itself is news; national sessions appear if there are any.
    """
    by_stop: dict[int | None, list[Entry]] = {}
    for meeting in meetings:
        by_stop.setdefault(meeting.stop_id, []).append(entry(meeting, zone))
    legs = [Leg(None, *days(by_stop[None]))] if None in by_stop else []
    legs += [Leg(stop, *days(by_stop.get(stop.pk, []))) for stop in stops]
    return Itinerary(legs, zone)
