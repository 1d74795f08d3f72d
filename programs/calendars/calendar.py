"""An itinerary as a calendar for the programs people use (iCalendar: RFC 5545, RFC 7986).

A calendar is a function of the data: DTSTAMP is when the meeting last changed and not when it was asked for,
so its bytes and with them the ETag stay the same until something changes. Meetings without a date are not in
a calendar, which says how many there are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext, ngettext
from icalendar import Calendar, Event, vDuration, vText, vUri

from programs.calendars.events import plain
from programs.calendars.vtimezone import vtimezone
from programs.models import Meeting
from programs.wall_time import FIRST_DAY

#: How often subscribers should look again; sooner costs them and us little (an answer 304).
REFRESH = timedelta(hours=6)
#: Names this software, whatever the site is called (RFC 5545, 3.7.3).
PRODUCT = "-//ivlp//itineraries//EN"


@dataclass(frozen=True)
class Heading:
    """What a calendar says about itself. Addresses are absolute; `page` is where readers find the same."""

    name: str
    description: str
    address: str
    page: str
    changed_at: datetime | None = None  #: said of an empty calendar; else the latest of its entries is


def build(heading: Heading, events: Iterable[Event]) -> bytes:
    """The calendar in its wire form."""
    name = plain(heading.name)
    about = "\n".join(filter(None, map(plain, heading.description.splitlines())))
    calendar = Calendar.new(prodid=PRODUCT, calscale="GREGORIAN", method="PUBLISH", url=heading.page)
    # A calendar may have an identifier (RFC 7986, 5.3), but vdirsyncer takes it for that of every event in
    # it, and keeps one.
    del calendar["UID"]
    # The names before RFC 7986 too, which most programs still read; as text, so that commas are escaped.
    for key, value in (
        ("NAME", name),
        ("X-WR-CALNAME", name),
        ("DESCRIPTION", about),
        ("X-WR-CALDESC", about),
    ):
        if value:
            calendar.add(key, vText(value))
    calendar.add("SOURCE", vUri(heading.address), parameters={"VALUE": "URI"})
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    events = list(events)
    changed_at = max((event.LAST_MODIFIED for event in events), default=heading.changed_at)
    if changed_at:
        calendar.LAST_MODIFIED = changed_at
    for zone, days in sorted(_days_by_zone(events).items()):
        calendar.add_component(vtimezone(zone, min(days), max(days)))
    for event in events:
        calendar.add_component(event)
    if not events:
        # A calendar holds at least one component (RFC 5545, 3.6), and a zone announces nothing.
        calendar.add_component(vtimezone("Etc/UTC", FIRST_DAY, FIRST_DAY))
    return calendar.to_ical()


def _days_by_zone(events: Iterable[Event]) -> dict[str, set[date]]:
    days: dict[str, set[date]] = {}
    for event in events:
        for name in ("DTSTART", "DTEND"):
            value = event.get(name)
            if value is not None and "TZID" in value.params:
                days.setdefault(value.params["TZID"], set()).add(value.dt.date())
    return days


def description(about: str, meetings: Sequence[Meeting], *, is_fictional: bool = False) -> str:
    """`about`, what is left out for want of a date, and whether it is invented."""
    undated = sum(meeting.date is None or not meeting.day_is_public for meeting in meetings)
    parts = [about]
    if undated:
        parts.append(
            ngettext(
                "%(count)d meeting without a public date is not in this calendar.",
                "%(count)d meetings without a public date are not in this calendar.",
                undated,
            )
            % {"count": undated}
        )
    if is_fictional or any(meeting.program.is_fictional for meeting in meetings):
        parts.append(gettext("Contains a fictional program: its people and meetings are invented."))
    return " ".join(filter(None, parts))
