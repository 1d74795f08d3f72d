"""Itineraries as calendars for the programs people use (iCalendar: RFC 5545, RFC 7986).

A calendar is a function of the data: DTSTAMP is when the meeting last changed and not when it was asked for,
so its bytes and with them the ETag stay the same until something changes. Nobody is named as an attendee.
Meetings without a date are not in a calendar, which says how many there are.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event, vCalAddress, vDuration, vText, vUri
from icalendar.prop.conference import Conference

from programs import itinerary
from programs.models import Change, Meeting, Program
from programs.vtimezone import can_be_said, vtimezone
from programs.wall_time import FIRST_DAY, is_ambiguous

#: How often subscribers should look again; sooner costs them and us little (an answer 304).
REFRESH = timedelta(hours=6)
#: Names this software, whatever the site is called (RFC 5545, 3.7.3).
PRODUCT = "-//ivlp//itineraries//EN"

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")

#: Completes an address of this site, as `request.build_absolute_uri` does.
Absolute = Callable[[str], str]


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
    name, about = _plain(heading.name), _plain(heading.description)
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


# --- Entries -------------------------------------------------------------------------------------


def events(meetings: Iterable[Meeting], absolute: Absolute) -> list[Event]:
    """The meetings that have a date. They come from `programs.reading.meetings_for_calendars`."""
    return [event(meeting, absolute(meeting.get_absolute_url())) for meeting in meetings if meeting.date]


def event(
    meeting: Meeting, url: str, *, join_url: str = "", join_details: str = "", changed_at: Any = None
) -> Event:
    """One meeting that has a date. `join_url` and `join_details` are for its participants' own calendars."""
    title, shown = _plain(meeting.title), itinerary.entry(meeting)
    found = _entry(
        meeting.uid,
        meeting.sequence,
        changed_at or getattr(meeting, "changed_at", meeting.updated_at),
        _("Cancelled: %(title)s") % {"title": title} if meeting.is_cancelled else title,
        meeting.status.upper(),
    )
    city = meeting.stop.city if meeting.stop else None
    if shown.starts:
        _put_times(found, shown.starts.at, shown.ends.at if shown.ends else None)
    elif meeting.date:
        _put_day(found, meeting.date)
    found.description = _text(
        "programs/calendar_event.txt",
        {"meeting": meeting, "entry": shown, "join_url": join_url, "join_details": join_details},
    )
    room = _plain(meeting.location)
    if meeting.format == Program.Format.VIRTUAL:
        found.location = room or _("Online")
    else:
        found.location = ", ".join(filter(None, [room, str(city or "")])) or None
    found.categories = [meeting.get_kind_display(), meeting.get_format_display()]
    found.url = url
    if shown.starts is None or meeting.is_cancelled:
        found.add("TRANSP", "TRANSPARENT")
    if join_url:
        found.conferences = [Conference(join_url, feature=["VIDEO"], label=title)]
    return found


def tombstones(removals: Iterable[Change], is_mine: Callable[[dict[str, Any]], bool]) -> list[Event]:
    """Meetings that were removed: that they are cancelled, and nothing else that was not on the clock.

    `removals` come from `programs.news.removals`; `is_mine` says of a tombstone whether it is for this
    calendar.
    """
    found: dict[UUID, Event] = {}
    for change in removals:
        grave = change.tombstone
        if change.meeting_uid in found or not grave.get("date") or not is_mine(grave):
            continue
        entry = _entry(change.meeting_uid, change.sequence, change.at, _("Cancelled"), "CANCELLED")
        if grave["starts_at"]:
            zone = ZoneInfo(grave["zone"])
            starts, ends = (
                datetime.fromisoformat(grave[name]).astimezone(zone) if grave[name] else None
                for name in ("starts_at", "ends_at")
            )
            if starts:
                _put_times(entry, starts, ends)
        else:
            _put_day(entry, date.fromisoformat(grave["date"]))
        entry.add("TRANSP", "TRANSPARENT")
        found[change.meeting_uid] = entry
    return list(found.values())


def _entry(uid: UUID, sequence: int, changed_at: datetime, summary: str, status: str) -> Event:
    entry = Event.new(uid=str(uid), stamp=changed_at, last_modified=changed_at, summary=summary)
    entry.add("SEQUENCE", sequence)
    entry.add("STATUS", status)
    if settings.SITE["contact_email"]:
        # Who publishes; RFC 5546 (3.2.1) wants one with METHOD:PUBLISH.
        publisher = vCalAddress(f"mailto:{settings.SITE['contact_email']}")
        publisher.params["CN"] = settings.SITE["name"]
        entry.add("ORGANIZER", publisher)
    return entry


def _put_times(entry: Event, starts: datetime, ends: datetime | None) -> None:
    """Wall time with the name of its zone; in UTC where calendar programs cannot follow that clock.

    They cannot where a time happens twice: RFC 5545 (3.3.5) means the first, and ical.js takes the second.
    """
    zone = starts.tzinfo
    walls = [moment.replace(tzinfo=None) for moment in (starts, ends) if moment]
    if (
        not isinstance(zone, ZoneInfo)
        or not can_be_said(zone.key, starts.date())
        or any(is_ambiguous(wall, zone) for wall in walls)
    ):
        starts, ends = starts.astimezone(UTC), ends.astimezone(UTC) if ends else None
    entry.add("DTSTART", starts)
    if ends:
        entry.add("DTEND", ends)


def _put_day(entry: Event, day: date) -> None:
    entry.add("DTSTART", day)
    entry.add("DTEND", day + timedelta(days=1))


# --- What calendars say of themselves ------------------------------------------------------------


def description(about: str, meetings: Sequence[Meeting], *, is_fictional: bool = False) -> str:
    """`about`, what is left out for want of a date, and whether it is invented."""
    undated = sum(meeting.date is None for meeting in meetings)
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
        parts.append(_("Contains a fictional program: its people and meetings are invented."))
    return " ".join(filter(None, parts))


def _text(template: str, context: dict[str, Any]) -> str:
    """A template of plain text, without empty lines."""
    lines = map(_plain, render_to_string(template, context).splitlines())
    return "\n".join(line for line in lines if line)


def _plain(text: str) -> str:
    """The text on one line, without the control characters that RFC 5545 (3.1) forbids."""
    return " ".join(_CONTROLS.sub(" ", text).split())
