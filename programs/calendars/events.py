"""Meetings as the entries of a calendar (RFC 5545, 3.6.1). Nobody is named as an attendee."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext
from icalendar import Event, is_utc, vCalAddress
from icalendar.prop.conference import Conference

from common.links import Absolute
from programs import itinerary
from programs.calendars.vtimezone import can_be_said
from programs.models import Change, Meeting, Program
from programs.wall_time import is_ambiguous

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def meeting_events(meetings: Iterable[Meeting], absolute: Absolute) -> list[Event]:
    """The meetings whose date may be told. They come from `public.reading.meetings_for_calendars`."""
    return [
        meeting_event(meeting, absolute(meeting.get_absolute_url()))
        for meeting in meetings
        if meeting.date and meeting.day_is_public
    ]


def meeting_event(
    meeting: Meeting, url: str, *, join_url: str = "", join_details: str = "", private: bool = False
) -> Event:
    """One meeting that has a date.

    `join_url`, `join_details` and `private` (which counts revisions that the public is not told) are for its
    participants' own calendars.
    """
    title, shown = plain(meeting.title), itinerary.entry(meeting, private=True)
    entry = _entry(
        meeting.uid,
        meeting.sequence + (meeting.private_sequence if private else 0),
        getattr(meeting, "changed_at", meeting.updated_at),
        gettext("Cancelled: %(title)s") % {"title": title} if meeting.is_cancelled else title,
        meeting.status.upper(),
    )
    city = meeting.stop.city if meeting.stop else None
    if shown.starts:
        _put_times(entry, shown.starts.at, shown.ends.at if shown.ends else None)
    elif meeting.date:
        _put_day(entry, meeting.date)
    entry.description = _text(
        "programs/calendar_event.txt",
        {"meeting": meeting, "entry": shown, "join_url": join_url, "join_details": join_details},
    )
    room = plain(meeting.location)
    if meeting.format == Program.Format.VIRTUAL:
        entry.location = room or gettext("Online")
    else:
        entry.location = ", ".join(filter(None, [room, str(city or "")])) or None
    entry.categories = [meeting.get_kind_display(), meeting.get_format_display()]
    entry.url = url
    if shown.starts is None or meeting.is_cancelled:
        entry.add("TRANSP", "TRANSPARENT")
    if join_url:
        entry.conferences = [Conference(join_url, feature=["VIDEO"], label=title)]
    return entry


def removal_events(
    removals: Iterable[Change], is_mine: Callable[[dict[str, Any]], bool], *, private: bool = False
) -> list[Event]:
    """Meetings that were removed: that they are cancelled, and nothing else that was not on the clock.

    `removals` come from `public.news.removals`; `is_mine` says of a tombstone whether it is for this
    calendar. `private`: for participants, whose calendars count revisions that the public is not told.
    """
    events: dict[UUID, Event] = {}
    for change in removals:
        tombstone = change.tombstone
        if change.meeting_uid in events or not tombstone.get("date") or not is_mine(tombstone):
            continue
        if change.program.shows_months_only and not tombstone.get("show_day"):
            continue
        sequence = change.sequence + (tombstone.get("private_sequence", 0) if private else 0)
        entry = _entry(change.meeting_uid, sequence, change.at, gettext("Cancelled"), "CANCELLED")
        if tombstone["starts_at"]:
            zone = ZoneInfo(tombstone["zone"])
            starts, ends = (
                datetime.fromisoformat(tombstone[name]).astimezone(zone) if tombstone[name] else None
                for name in ("starts_at", "ends_at")
            )
            if starts:
                _put_times(entry, starts, ends)
        else:
            _put_day(entry, date.fromisoformat(tombstone["date"]))
        entry.add("TRANSP", "TRANSPARENT")
        events[change.meeting_uid] = entry
    return list(events.values())


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
    And icalendar writes the wall time of zones that show UTC now, such as Africa/Conakry, as if in UTC, which
    many of them did not show once.
    """
    zone = starts.tzinfo
    walls = [moment.replace(tzinfo=None) for moment in (starts, ends) if moment]
    if (
        not isinstance(zone, ZoneInfo)
        or is_utc(zone)
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


def _text(template: str, context: dict[str, Any]) -> str:
    """A template of plain text, without empty lines."""
    lines = map(plain, render_to_string(template, context).splitlines())
    return "\n".join(line for line in lines if line)


def plain(text: str) -> str:
    """The text on one line, without the control characters that RFC 5545 (3.1) forbids."""
    return " ".join(_CONTROLS.sub(" ", text).split())
