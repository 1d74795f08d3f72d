"""Calendars: what they hold, what they tell subscribers, and what they keep to themselves."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from programs.models import Meeting, Program
from tests.factories import (
    CityFactory,
    HeroFactory,
    MeetingFactory,
    OrganizationFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    StopFactory,
    named_hero,
)
from tests.support.calendar_clients import Read, by_icalendar, well_formed

pytestmark = pytest.mark.django_db

WHOLE = "/programs/bridge-builders/calendar.ics"


@pytest.fixture
def meeting() -> Meeting:
    program = PublicProgramFactory(title="Bridge builders", slug="bridge-builders", summary="Eight, leaders.")
    roundtable: Meeting = PublicMeetingFactory(title="Roundtable", stop=StopFactory(program=program))
    return roundtable


def save(meeting: Meeting, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.save()


def raw(client: Client, url: str = WHOLE) -> bytes:
    response = client.get(url)
    assert response.status_code == 200, url
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    well_formed(response.content)
    return bytes(response.content)


def events(client: Client, url: str = WHOLE) -> list[Read]:
    return by_icalendar(raw(client, url))


def titles(client: Client, url: str = WHOLE) -> list[str]:
    return [event.summary for event in events(client, url)]


# --- The calendar itself -------------------------------------------------------------------------


def test_the_calendar_says_what_it_is_and_when_to_look_again(client: Client, meeting: Meeting) -> None:
    response = client.get(WHOLE)
    assert response["Content-Disposition"] == 'attachment; filename="bridge-builders.ics"'
    lines = re.sub(rb"\r\n ", b"", raw(client)).decode().split("\r\n")
    for line in (
        "VERSION:2.0",
        "METHOD:PUBLISH",
        "CALSCALE:GREGORIAN",
        "NAME:Bridge builders",
        "X-WR-CALNAME:Bridge builders",
        "DESCRIPTION:Eight\\, leaders.",
        "X-WR-CALDESC:Eight\\, leaders.",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        "SOURCE;VALUE=URI:http://testserver/programs/bridge-builders/calendar.ics",
        "URL:http://testserver/programs/bridge-builders/",
    ):
        assert lines.count(line) == 1, line
    assert sum(line.startswith("PRODID:") for line in lines) == 1


def test_a_meeting_is_an_event_in_the_time_of_its_city(client: Client, meeting: Meeting) -> None:
    save(
        meeting,
        kind="roundtable",
        format="hybrid",
        location="Room 2",
        summary="They **met**.",
        interpretation="es",
    )
    meeting.organizations.add(OrganizationFactory(name="Coalition, North"))
    (event,) = Calendar.from_ical(raw(client)).events
    assert event["DTSTART"].to_ical() == b"20210803T100000"
    assert event["DTSTART"].params["TZID"] == event["DTEND"].params["TZID"] == "America/Chicago"
    assert str(event.uid) == str(meeting.uid)
    assert event["CATEGORIES"].to_ical() == b"Roundtable,Hybrid"
    assert event["LOCATION"] == "Room 2, Minneapolis, Minnesota"
    assert event["URL"] == f"http://testserver{meeting.get_absolute_url()}"
    assert event["DESCRIPTION"].split("\n") == [
        "Tuesday, August 3, 2021, 10:00 a.m. CDT (Minneapolis) until 11:30 a.m. CDT",
        "They met.",
        "With: Coalition, North",
        "Interpretation: Spanish",
        "Program: Bridge builders",
    ]
    assert "TRANSP" not in event


def test_a_zone_takes_few_bytes(client: Client, meeting: Meeting) -> None:
    for number in range(20):
        PublicMeetingFactory(stop=meeting.stop, date=date(2021, 7, 19) + timedelta(days=number))
    (zone,) = Calendar.from_ical(raw(client)).timezones
    assert len(zone.to_ical()) < 450


def test_a_date_without_a_time_takes_a_day_and_blocks_none(client: Client, meeting: Meeting) -> None:
    save(meeting, start_time=None, end_time=None)
    text = raw(client)
    assert b"DTSTART;VALUE=DATE:20210803\r\nDTEND;VALUE=DATE:20210804\r\n" in text
    assert b"TRANSP:TRANSPARENT" in text
    assert "Time not public" in events(client)[0].description


def test_meetings_without_a_date_are_left_out_and_counted(client: Client, meeting: Meeting) -> None:
    for _ in range(2):
        PublicMeetingFactory(stop=meeting.stop, date=None, start_time=None, end_time=None)
    assert titles(client) == ["Roundtable"]
    about = str(Calendar.from_ical(raw(client))["DESCRIPTION"])
    assert about == "Eight, leaders. 2 meetings without a public date are not in this calendar."


def test_a_calendar_without_events_is_still_a_calendar(client: Client) -> None:
    PublicProgramFactory(slug="bridge-builders")
    assert events(client) == []
    assert raw(client) == raw(client)


def test_a_fictional_program_says_so_in_the_calendar_and_in_each_event(
    client: Client, meeting: Meeting
) -> None:
    Program.objects.update(is_fictional=True)
    assert "fictional program" in str(Calendar.from_ical(raw(client))["DESCRIPTION"])
    assert "are invented" in events(client)[0].description


# --- What subscribers are told -------------------------------------------------------------------


def test_a_move_raises_the_sequence_once_and_keeps_the_identifier(client: Client, meeting: Meeting) -> None:
    save(meeting, date=date(2021, 8, 4), status_note="Moved.")
    save(meeting)
    (event,) = events(client)
    assert (event.uid, event.sequence) == (str(meeting.uid), 1)
    assert event.start == datetime(2021, 8, 4, 15, tzinfo=UTC)
    assert event.description.startswith("Moved.")


def test_a_cancelled_meeting_keeps_its_identifier_and_says_so(client: Client, meeting: Meeting) -> None:
    save(meeting, status="cancelled", status_note="Storm.")
    (event,) = events(client)
    assert (event.uid, event.status, event.sequence) == (str(meeting.uid), "CANCELLED", 1)
    assert event.summary == "Cancelled: Roundtable"
    assert event.description.startswith("Cancelled: Storm.")
    save(meeting, status="confirmed")
    (event,) = events(client)
    assert (event.uid, event.status, event.sequence) == (str(meeting.uid), "CONFIRMED", 2)


def test_saving_without_a_change_changes_no_byte(client: Client, meeting: Meeting) -> None:
    before = raw(client)
    with time_machine.travel(datetime(2031, 1, 1, tzinfo=UTC), tick=False):
        save(meeting)
        save(meeting, internal_notes="Call back.")
        assert raw(client) == before
        save(meeting, title="Round table")
        assert b"LAST-MODIFIED:20310101T000000Z" in raw(client)


@pytest.mark.django_db(transaction=True)
def test_a_second_fetch_without_a_change_is_a_304_on_the_same_etag(client: Client, meeting: Meeting) -> None:
    first = client.get(WHOLE)
    again = client.get(WHOLE, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["ETag"], again.content) == (304, first["ETag"], b"")
    Program.objects.update(project_number="P-7")
    internal = client.get(WHOLE, headers={"If-None-Match": first["ETag"]})
    assert internal.status_code == 304
    save(meeting, start_time=time(9))
    changed = client.get(WHOLE, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


@pytest.mark.parametrize("how", ["not public", "tentative", "embargo", "deleted"])
def test_a_removed_meeting_is_told_as_cancelled_for_ninety_days_without_its_title(
    client: Client, meeting: Meeting, how: str
) -> None:
    PublicMeetingFactory(stop=meeting.stop, title="Other")
    save(meeting, location="Secret room", summary="Secret talk", status_note="Secret note")
    removed_at = datetime(2021, 7, 20, 15, tzinfo=UTC)
    with time_machine.travel(removed_at, tick=False):
        {
            "not public": lambda: save(meeting, is_public=False),
            "tentative": lambda: save(meeting, status="tentative"),
            "embargo": lambda: save(meeting, public_from=removed_at + timedelta(days=365)),
            "deleted": meeting.delete,
        }[how]()
        for url in (WHOLE, "/programs/bridge-builders/minneapolis.ics"):
            removal = next(event for event in events(client, url) if event.uid == str(meeting.uid))
            assert (removal.summary, removal.status, removal.sequence) == ("Cancelled", "CANCELLED", 2)
            assert removal.start == datetime(2021, 8, 3, 15, tzinfo=UTC)
            assert removal.description == removal.location == ""
            for secret in (b"Roundtable", b"Secret"):
                assert secret not in raw(client, url)
        one = f"/programs/bridge-builders/meetings/{meeting.uid}.ics"
        assert client.get(one).status_code == 404
    for moment, told in (
        (datetime(2021, 10, 18, 23, 59, tzinfo=UTC), True),
        (datetime(2021, 10, 19, tzinfo=UTC), False),
    ):
        with time_machine.travel(moment, tick=False):
            assert ("Cancelled" in titles(client)) == told


def test_a_meeting_back_in_public_view_is_no_longer_cancelled(client: Client, meeting: Meeting) -> None:
    save(meeting, is_public=False)
    save(meeting, is_public=True)
    (event,) = events(client)
    assert (event.summary, event.status, event.sequence) == ("Roundtable", "CONFIRMED", 2)


def test_what_was_never_public_leaves_no_trace(client: Client, meeting: Meeting) -> None:
    hidden = MeetingFactory(stop=meeting.stop, title="Hidden")
    hidden.delete()
    assert titles(client) == ["Roundtable"]


# --- Which calendar holds what -------------------------------------------------------------------


def test_a_city_has_the_meetings_of_its_stop_only(client: Client, meeting: Meeting) -> None:
    miami = StopFactory(program=meeting.program, city=CityFactory(name="Miami", state="FL"))
    PublicMeetingFactory(stop=miami, title="Task force")
    PublicMeetingFactory(stop=StopFactory(city=miami.city), title="Of another program")
    assert titles(client, "/programs/bridge-builders/miami.ics") == ["Task force"]
    assert titles(client, "/programs/bridge-builders/minneapolis.ics") == ["Roundtable"]
    assert client.get("/programs/bridge-builders/chicago.ics").status_code == 404


def test_a_hero_has_their_own_meetings_and_their_own_removals(client: Client, meeting: Meeting) -> None:
    hero, other = (named_hero(meeting.program, name=name) for name in ("Imelda", "Shoichi"))
    alone = PublicMeetingFactory(stop=meeting.stop, title="Alone", whole_group=False, heroes=[hero])
    url, other_url = (f"/heroes/{each.slug}/calendar.ics" for each in (hero, other))
    assert sorted(titles(client, url)) == ["Alone", "Roundtable"]
    assert titles(client, other_url) == ["Roundtable"]
    alone.delete()
    assert sorted(titles(client, url)) == ["Cancelled", "Roundtable"]
    assert titles(client, other_url) == ["Roundtable"]
    meeting.delete()
    assert titles(client, other_url) == ["Cancelled"]


def test_nobody_is_named_in_a_calendar_but_the_hero_whose_it_is(client: Client, meeting: Meeting) -> None:
    hero = named_hero(meeting.program, name="Imelda Poole")
    save(meeting, whole_group=False)
    meeting.heroes.add(hero)
    assert b"Poole" not in raw(client)
    assert b"ATTENDEE" not in raw(client)
    assert b"NAME:Imelda Poole" in raw(client, f"/heroes/{hero.slug}/calendar.ics")


def test_an_anonymous_hero_is_a_country_and_a_withheld_one_has_no_calendar(
    client: Client, meeting: Meeting
) -> None:
    anonymous = HeroFactory(name="Secret Person", country="AL", public_identity="anonymous")
    withheld = HeroFactory(name="Hidden Person")
    meeting.program.heroes.add(anonymous, withheld)
    text = raw(client, f"/heroes/{anonymous.slug}/calendar.ics")
    assert b"NAME:A participant from Albania" in text
    assert b"Secret" not in text
    assert client.get(f"/heroes/{withheld.slug}/calendar.ics").status_code == 404


def test_one_meeting_can_be_put_into_ones_own_calendar(client: Client, meeting: Meeting) -> None:
    assert titles(client, f"/programs/bridge-builders/meetings/{meeting.uid}.ics") == ["Roundtable"]
    elsewhere = PublicProgramFactory(slug="elsewhere")
    assert client.get(f"/programs/{elsewhere.slug}/meetings/{meeting.uid}.ics").status_code == 404
    save(meeting, date=None, start_time=None, end_time=None)
    assert client.get(f"/programs/bridge-builders/meetings/{meeting.uid}.ics").status_code == 404


def test_a_search_has_what_the_page_of_the_search_finds(client: Client, meeting: Meeting) -> None:
    PublicMeetingFactory(stop=meeting.stop, title="Dinner")
    MeetingFactory(stop=meeting.stop, title="Round of secrets")
    assert titles(client, "/search.ics?q=round") == ["Roundtable"]
    assert b"SOURCE;VALUE=URI:http://testserver/search.ics?q=round\r\n" in raw(client, "/search.ics?q=round")
    assert events(client, "/search.ics?q=nothing") == []
    assert titles(client, "/search.ics?q=round&year=2021") == ["Roundtable"]
    for empty in ("", "?q=", "?q=%20", "?q=%00"):
        assert client.get(f"/search.ics{empty}").status_code == 404


@pytest.mark.parametrize("status", ["draft", "in_clearance"])
def test_calendars_of_what_is_not_public_are_not_found(client: Client, meeting: Meeting, status: str) -> None:
    hero = named_hero(meeting.program)
    Program.objects.update(status=status)
    for url in (
        WHOLE,
        "/programs/bridge-builders/minneapolis.ics",
        f"/programs/bridge-builders/meetings/{meeting.uid}.ics",
        f"/heroes/{hero.slug}/calendar.ics",
    ):
        assert client.get(url).status_code == 404
    assert events(client, "/search.ics?q=round") == []


def test_calendars_of_many_meetings_cost_as_many_queries_as_of_few(client: Client, meeting: Meeting) -> None:
    hero = named_hero(meeting.program)
    urls = [WHOLE, "/programs/bridge-builders/minneapolis.ics", f"/heroes/{hero.slug}/calendar.ics"]
    urls += ["/search.ics?q=round", "/programs/bridge-builders/"]

    def add(count: int) -> None:
        organization = OrganizationFactory()
        for number in range(count):
            each = PublicMeetingFactory(
                stop=meeting.stop, title=f"Round {number}", organizations=[organization]
            )
            if number % 3 == 0:
                each.delete()

    def queries() -> list[int]:
        counts = []
        for url in urls:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            counts.append(len(captured))
        return counts

    add(3)
    few = queries()
    add(60)
    assert queries() == few
    assert max(few[:3]) <= 6


# --- Links ---------------------------------------------------------------------------------------


def test_pages_offer_to_subscribe_and_to_download(client: Client, meeting: Meeting) -> None:
    hero = named_hero(meeting.program)
    for page, calendar in (
        ("/programs/bridge-builders/", WHOLE),
        ("/programs/bridge-builders/", "/programs/bridge-builders/minneapolis.ics"),
        (f"/heroes/{hero.slug}/", f"/heroes/{hero.slug}/calendar.ics"),
        ("/search/?q=round", "/search.ics?q=round"),
    ):
        text = client.get(page).content.decode()
        assert f'href="webcal://testserver{calendar}"' in text
        assert f'href="{calendar}" download' in text
    text = client.get(meeting.get_absolute_url()).content.decode()
    assert f'href="/programs/bridge-builders/meetings/{meeting.uid}.ics" download' in text
    assert "webcal:" not in text


def test_what_officers_pasted_keeps_its_lines_in_a_calendar(client: Client, meeting: Meeting) -> None:
    save(meeting, summary="They met:\r\n\r\n•\tjudges\u2028•\tpolice\r\n\r\nSee https://www.state.gov/.")
    Program.objects.update(summary="Eight leaders.\nTwo cities.")
    calendar = Calendar.from_ical(raw(client))
    (event,) = calendar.events
    lines = ["They met:", "• judges", "• police", "See https://www.state.gov/."]
    assert event["DESCRIPTION"].split("\n")[1:5] == lines
    assert calendar["DESCRIPTION"] == "Eight leaders.\nTwo cities."
