"""The month strip: the days of a program at a glance, those with meetings leading to their place on the page.

Weeks for as long as that is short; a longer program is told by months. Made from the itinerary that the page
shows, so the days are those of the zone shown, and no query is asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from babel.dates import format_date
from django.utils.formats import get_format

from common.formats import day_name, locale
from programs.itinerary import Day, Itinerary, Leg

if TYPE_CHECKING:
    from programs.models import Program

#: More weeks than this are told by months, and of more months than this only those with meetings.
WEEKS, MONTHS = 9, 24


@dataclass
class Tally:
    """What happens in a day or a month: meetings that are on, those cancelled, in which cities, and where
    on the page the first of them is."""

    held: int = 0
    cancelled: int = 0
    cities: list[str] = field(default_factory=list)
    anchor: str = ""  #: an id on the page; empty when there is no meeting

    def add(self, leg: Leg, day: Day) -> None:
        """Count the meetings that a leg of the itinerary has on a day, and name its city."""
        entries = [*day.entries, *day.untimed]
        cancelled = sum(entry.meeting.is_cancelled for entry in entries)
        self.held += len(entries) - cancelled
        self.cancelled += cancelled
        self.anchor = self.anchor or anchor(leg, day.date)
        if leg.stop and leg.stop.city.name not in self.cities:
            self.cities.append(leg.stop.city.name)

    @property
    def marks(self) -> str:
        """A mark for each meeting that is on, up to four; an empty one where all are cancelled."""
        return "•" * min(self.held, 4) or "◦"

    @property
    def is_cancelled(self) -> bool:
        """Whether all that was planned is cancelled."""
        return self.cancelled > 0 and not self.held

    @property
    def is_mixed(self) -> bool:
        """Whether some meetings are on and others cancelled."""
        return self.cancelled > 0 and self.held > 0


@dataclass(frozen=True)
class Cell:
    """A day of the strip, or a month, dated with its first day."""

    date: date
    within: bool  #: of the program's own days
    names_month: bool  #: whether the month is said with the number
    tally: Tally

    @property
    def name(self) -> str:
        """Such as "Tuesday, August 3, 2021"."""
        return day_name(self.date)

    @property
    def month(self) -> str:
        """Such as "Aug" or "août"."""
        return format_date(self.date, "LLL", locale=locale())


@dataclass(frozen=True)
class Strip:
    """The days by weeks, or else the months."""

    weeks: Sequence[Sequence[Cell]] = ()
    months: Sequence[Cell] = ()  #: dated with the first of each month


def anchor(leg: Leg, day: date) -> str:
    """The id that the program page gives to a day of a leg."""
    return f"{leg.anchor}-{day.isoformat()}"


def month_strip(program: "Program", itinerary: Itinerary) -> Strip | None:
    """The strip of a program, or None: only months of it are public, or no meeting has a date."""
    days = [(leg, day) for leg in itinerary.legs for day in leg.days]
    if program.shows_months_only or not days:
        return None
    first, last = min(day.date for _leg, day in days), max(day.date for _leg, day in days)
    # All of the program's days, and any that the zone shown moved past its ends; else the days with meetings.
    for start, end in (
        (_week_start(min(program.starts_on, first)), _week_start(max(program.ends_on, last))),
        (_week_start(first), _week_start(last)),
    ):
        if (end - start).days // 7 < WEEKS:
            return Strip(weeks=_weeks(program, days, start=start, end=end))
    return Strip(months=_months(days))


def _week_start(day: date) -> date:
    """The first day of its week, which is Sunday or Monday by the reader's language."""
    sunday_is_zero = (day.weekday() + 1) % 7
    return day - timedelta(days=(sunday_is_zero - int(get_format("FIRST_DAY_OF_WEEK"))) % 7)


def _weeks(
    program: "Program", days: Sequence[tuple[Leg, Day]], *, start: date, end: date
) -> list[list[Cell]]:
    tallies: dict[date, Tally] = {}
    for leg, day in days:
        tallies.setdefault(day.date, Tally()).add(leg, day)

    def cell(when: date) -> Cell:
        within = program.starts_on <= when <= program.ends_on
        return Cell(when, within, when == start or when.day == 1, tallies.get(when, Tally()))

    return [
        [cell(start + timedelta(days=7 * week + day)) for day in range(7)]
        for week in range((end - start).days // 7 + 1)
    ]


def _months(days: Sequence[tuple[Leg, Day]]) -> list[Cell]:
    """The months from the first meeting to the last."""
    tallies: dict[date, Tally] = {}
    # In order of dates, so that a month leads to its first day.
    for leg, day in sorted(days, key=lambda pair: pair[1].date):
        tallies.setdefault(day.date.replace(day=1), Tally()).add(leg, day)
    months = list(_each_month(min(tallies), max(tallies)))
    shown = months if len(months) <= MONTHS else sorted(tallies)
    return [Cell(month, True, True, tallies.get(month, Tally())) for month in shown]


def _each_month(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)
