"""A hero's own calendar: the public entries with links to join, and never the address it came from."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar, Event

from attendance import links
from attendance.models import ItineraryLink
from programs.calendars.events import meeting_event
from programs.models import Meeting
from tests.factories import HeroFactory, MeetingFactory
from tests.support.attendance_people import BEFORE, Guest, invited

pytestmark = pytest.mark.django_db


def fetched(guest: Guest, query: str = "") -> tuple[bytes, Calendar, dict[str, Event]]:
    response = Client().get(f"{guest.page}calendar.ics{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert not calendar.errors
    return response.content, calendar, {str(each["UID"]): each for each in calendar.walk("VEVENT")}


def test_a_meeting_is_in_it_with_its_link_and_the_same_identifier_as_in_public() -> None:
    guest = invited(join_url="https://meet.example/room?pwd=1", join_details="Passcode: 4711")
    _raw, calendar, events = fetched(guest)
    (event,) = events.values()
    assert str(calendar["NAME"]) == "Itinerary of Imelda Prueba"
    assert str(event["UID"]) == str(guest.meeting.uid) == str(meeting_event(guest.meeting, "")["UID"])
    assert event.decoded("DTSTART").astimezone(UTC) == datetime(2021, 8, 3, 15, tzinfo=UTC)
    assert event["DTSTART"].params["TZID"] == "America/Chicago"
    assert str(event["URL"]) == "https://meet.example/room?pwd=1"
    assert str(event["CONFERENCE"]) == "https://meet.example/room?pwd=1"
    assert "https://meet.example/room?pwd=1" in str(event["DESCRIPTION"])
    assert "Passcode: 4711" in str(event["DESCRIPTION"])
    assert str(event["STATUS"]) == "TENTATIVE"
    # A large client shows whatever is marked private as "Busy", to its owner too.
    assert "CLASS" not in event
    assert str(event["SEQUENCE"]) == str(guest.meeting.sequence)


def test_the_key_is_not_in_it() -> None:
    guest = invited(join_url="https://meet.example/room")
    raw, calendar, _events = fetched(guest)
    unfolded = raw.replace(b"\r\n ", b"").decode()
    assert guest.token not in unfolded
    assert "/my/" not in unfolded
    assert "SOURCE" not in calendar


def test_a_renewed_link_is_the_same_calendar_to_a_calendar_program() -> None:
    guest = invited()
    first = fetched(guest)[0]
    _link, guest.token = links.issue(guest.hero, by=None)
    assert fetched(guest)[0] == first


def test_only_ones_own_dated_meetings_are_in_it() -> None:
    guest = invited()
    MeetingFactory(stop=guest.stop, title="For others", whole_group=False, heroes=[HeroFactory()])
    MeetingFactory(stop=guest.stop, title="Some day", date=None, start_time=None, end_time=None)
    on_a_day = MeetingFactory(stop=guest.stop, start_time=None, end_time=None)
    _raw, _calendar, events = fetched(guest)
    assert set(events) == {str(guest.meeting.uid), str(on_a_day.uid)}
    assert events[str(on_a_day.uid)].decoded("DTSTART") == date(2021, 8, 3)


def test_a_cancelled_meeting_says_so_and_has_no_link() -> None:
    guest = invited(join_url="https://meet.example/room", join_details="Passcode: 4711")
    guest.meeting.status = Meeting.Status.CANCELLED
    guest.meeting.save()
    raw, _calendar, events = fetched(guest)
    assert str(events[str(guest.meeting.uid)]["STATUS"]) == "CANCELLED"
    assert b"meet.example" not in raw
    assert b"4711" not in raw


def test_a_deleted_meeting_is_told_to_those_who_were_in_it_and_nobody_else() -> None:
    guest, other = invited(), HeroFactory()
    guest.program.heroes.add(other)
    theirs = MeetingFactory(stop=guest.stop, whole_group=False, heroes=[other])
    uid = str(guest.meeting.uid)
    guest.meeting.delete()
    theirs.delete()
    _raw, _calendar, events = fetched(guest)
    assert set(events) == {uid}
    assert str(events[uid]["STATUS"]) == "CANCELLED"


def test_what_changes_in_the_admin_is_news_to_the_hero() -> None:
    guest = invited()
    other = MeetingFactory(stop=guest.stop, title="Taken off")
    ItineraryLink.objects.update(last_opened_at=BEFORE)
    with time_machine.travel(BEFORE + timedelta(hours=2), tick=False):
        guest.meeting.date = date(2021, 8, 5)
        guest.meeting.save()
        MeetingFactory(stop=guest.stop, title="A new one")
        other.delete()
    with time_machine.travel(BEFORE + timedelta(hours=3), tick=False):
        page = " ".join(Client().get(guest.page).content.decode().split())
    top = page[page.index('id="news"') : page.index('id="itinerary"')]
    assert f'<strong>Moved:</strong> <a href="#meeting-{guest.meeting.uid}">' in top
    assert "A new one</a>" in top
    assert "<strong>Removed:</strong> a meeting, Tuesday, August 3, 2021, Minneapolis" in top
    assert "Taken off" not in top


def test_fetching_it_is_no_visit_and_its_page_leads_to_it() -> None:
    guest = invited()
    fetched(guest)
    guest.link.refresh_from_db()
    assert guest.link.last_opened_at is None
    page = Client().get(guest.page).content.decode()
    assert f'href="webcal://testserver{guest.page}calendar.ics"' in page
    assert f'href="{guest.page}calendar.ics"' in page


def test_an_empty_itinerary_is_still_a_calendar() -> None:
    guest = invited()
    guest.program.heroes.clear()
    _raw, calendar, events = fetched(guest)
    assert not events
    assert calendar.name == "VCALENDAR"
