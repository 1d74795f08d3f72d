"""Dates of programs and stops, in words and for machines, as exact as may be shown."""

from datetime import date
from typing import TYPE_CHECKING

from common import formats

if TYPE_CHECKING:
    from programs.models import Program, Stop


def program_dates(program: "Program") -> str:
    """Such as "July 19 to August 13, 2021"; where only months are public, "July to August 2021"."""
    return _span(program.starts_on, program.ends_on, months_only=program.shows_months_only)


def stop_dates(stop: "Stop", program: "Program") -> str:
    """The dates of a stop, no more exact than its program's; empty if unknown."""
    first, last = stop.starts_on or stop.ends_on, stop.ends_on or stop.starts_on
    if first is None or last is None:
        return ""
    return _span(first, last, months_only=program.shows_months_only)


def public_iso(day: date, program: "Program") -> str:
    """A day of a program or its stop (ISO 8601): "2021-07-19", or "2021-07" where only months are public."""
    return day.strftime("%Y-%m") if program.shows_months_only else day.isoformat()


def _span(first: date, last: date, *, months_only: bool) -> str:
    return formats.months(first, last) if months_only else formats.days(first, last)
