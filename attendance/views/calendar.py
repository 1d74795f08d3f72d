"""A hero's own calendar: all their dated meetings, with the links to join."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from attendance.news import removals_of
from attendance.plan import meetings_of
from attendance.views.access import opened
from programs.calendars.calendar import Heading, build, description
from programs.calendars.events import meeting_event, removal_events
from programs.models import Meeting


@require_safe
def itinerary_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """To subscribe to. Fetching it is no visit: calendar programs ask day and night.

    The secret address is not in it, so a calendar that is passed on does not pass on the key.
    """
    hero = opened(token).hero
    meetings = list(meetings_of(hero))
    site = request.build_absolute_uri(reverse("home"))
    heading = Heading(
        name=gettext("Itinerary of %(name)s") % {"name": hero.full_name},
        description=description(gettext("Private. Links to join are for you alone."), meetings),
        address=site,
        page=site,
        changed_at=hero.created_at,
    )
    events = [private_event(meeting) for meeting in meetings if meeting.date]
    events += removal_events(removals_of(hero), lambda tombstone: True, private=True)
    return HttpResponse(
        without_address(build(heading, events)),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="itinerary.ics"'},
    )


def private_event(meeting: Meeting) -> Event:
    """The entry that the public calendar has (or would have), with the link to join."""
    joins = not meeting.is_cancelled
    join_url = meeting.join_url if joins else ""
    event = meeting_event(
        meeting,
        join_url,
        join_url=join_url,
        join_details=meeting.join_details if joins else "",
        private=True,
    )
    if not join_url:
        event.pop("URL", None)
    return event


def without_address(calendar: bytes) -> bytes:
    """The calendar without saying where it comes from."""
    read = Calendar.from_ical(calendar)
    for name in ("SOURCE", "URL"):
        read.pop(name, None)
    return bytes(read.to_ical())
