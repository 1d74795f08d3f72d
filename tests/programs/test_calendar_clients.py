"""Calendars as two parsers that share no code understand them: the same instants, whatever the clocks did."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from participants.models import Organization
from programs.calendars.calendar import Heading, build
from programs.calendars.events import meeting_events, plain
from programs.calendars.vtimezone import vtimezone
from programs.models import City, Meeting, Program, Stop
from tests.support import clocks
from tests.support.calendar_clients import Read, by_ical_js, by_icalendar, well_formed
from tests.support.examples import examples

Walls = list[tuple[datetime, time | None]]


def meeting_at(number: int, zone: str, wall: datetime, end: time | None) -> Meeting | None:
    """A meeting in memory, in a city on this clock; None where the clock never shows such times."""
    program = Program(pk=1, title="Any", slug="any", starts_on=date(2021, 1, 1), ends_on=date(2021, 1, 1))
    city = City(pk=1, name="Any", slug="any", time_zone=zone)
    meeting = Meeting(
        pk=number,
        uid=UUID(int=number),
        program=program,
        stop=Stop(pk=1, program=program, city=city, position=1),
        title=f"Meeting {number}",
        date=wall.date(),
        start_time=wall.time(),
        end_time=end,
        updated_at=datetime(2021, 1, 1, tzinfo=UTC),
    )
    meeting._prefetched_objects_cache = {"organizations": Organization.objects.none()}
    try:
        return meeting if meeting.span.starts_at else None
    except ValidationError:
        return None


def calendar_of(meetings: list[Meeting]) -> bytes:
    heading = Heading("Any", "", "https://x.gov/a.ics", "https://x.gov/")
    return build(heading, meeting_events(meetings, "https://x.gov{}".format))


def spans(meetings: list[Meeting]) -> list[tuple[str, datetime | None, datetime | None]]:
    return [(str(meeting.uid), meeting.span.starts_at, meeting.span.ends_at) for meeting in meetings]


def times(events: list[Read]) -> list[tuple[str, Any, Any]]:
    return [(event.uid, event.start, event.end) for event in events]


@st.composite
def days_of_one_zone(draw: st.DrawFn) -> tuple[str, Walls]:
    """A zone, and a few wall times there of one decade, most of them near a change of its clocks."""
    zone = draw(st.sampled_from(clocks.ZONES))
    decade = draw(st.integers(194, 209)) * 10
    turns = [
        change.at + change.old for change in clocks.changes(zone) if decade <= change.at.year < decade + 10
    ]
    walls: Walls = []
    for _ in range(draw(st.integers(1, 5))):
        if turns and draw(st.integers(0, 3)):
            wall = draw(st.sampled_from(turns)) + timedelta(minutes=draw(st.integers(-240, 240)))
        else:
            first, last = datetime(decade, 1, 1), datetime(decade + 9, 12, 31)
            wall = draw(st.datetimes(first, last)).replace(second=0, microsecond=0)
        end = draw(st.none() | st.integers(1, 600))
        walls.append((wall, (wall + timedelta(minutes=end)).time() if end else None))
    return zone, walls


# The hour after the jump, which icalendar's own zones get wrong; Morocco, whose clocks jump back soon; a
# zone at 44½ minutes; two that changed sides of the date line.
@example([("America/Chicago", [(datetime(2021, 3, 14, 3, 30), None), (datetime(2021, 11, 7, 1), time(2))])])
@example([("Africa/Casablanca", [(datetime(2022, 3, 28, 12), None), (datetime(2022, 12, 1, 12), None)])])
@example([("Africa/Monrovia", [(datetime(1971, 5, 1, 12), time(13)), (datetime(1973, 5, 1, 12), time(13))])])
@example([("Pacific/Apia", [(datetime(2011, 12, 29, 23), time(1)), (datetime(2011, 12, 31, 1), None)])])
@given(st.lists(days_of_one_zone(), min_size=1, max_size=12))
@settings(max_examples=examples(25))
def test_the_instants_in_a_calendar_are_those_of_the_meetings(drawn: list[tuple[str, Walls]]) -> None:
    texts, expected = [], []
    for zone, walls in drawn:
        tried = [meeting_at(number, zone, *wall) for number, wall in enumerate(walls, start=1)]
        meetings = [meeting for meeting in tried if meeting]
        texts.append(calendar_of(meetings))
        expected.append(spans(meetings))
        well_formed(texts[-1])
    assert [times(by_icalendar(text)) for text in texts] == expected
    assert [times(events) for events in by_ical_js(texts)] == expected


@pytest.mark.parametrize("noon", [datetime(year, month, 15, 12) for year in (1949, 2021) for month in (1, 7)])
def test_every_zone_is_read_right_in_winter_and_summer(noon: datetime) -> None:
    """Also those that icalendar takes for UTC, as Africa/Conakry, which was an hour behind until 1960."""
    tried = [meeting_at(number, zone, noon, time(13)) for number, zone in enumerate(clocks.ZONES, start=1)]
    meetings = [meeting for meeting in tried if meeting]
    assert len(meetings) == len(clocks.ZONES)
    (events,) = by_ical_js([calendar_of(meetings)])
    read = zip(clocks.ZONES, times(events), spans(meetings), strict=True)
    assert {zone: shown for zone, shown, meant in read if shown != meant} == {}


@pytest.mark.parametrize(
    ("zone", "read"),
    [
        (
            "America/Chicago",
            {"2021-01-15T12:00": "2021-01-15T18:00Z", "2023-07-15T12:00": "2023-07-15T17:00Z"},
        ),
        ("Europe/Tirane", {"2021-01-15T12:00": "2021-01-15T11:00Z", "2021-07-15T12:00": "2021-07-15T10:00Z"}),
        (
            "Australia/Sydney",
            {"2021-01-15T12:00": "2021-01-15T01:00Z", "2021-07-15T12:00": "2021-07-15T02:00Z"},
        ),
        (
            "America/Phoenix",
            {"2021-01-15T12:00": "2021-01-15T19:00Z", "2021-07-15T12:00": "2021-07-15T19:00Z"},
        ),
        # Moved its clocks once, between the two.
        (
            "Asia/Pyongyang",
            {"2015-08-14T12:00": "2015-08-14T03:00Z", "2015-08-15T12:00": "2015-08-15T03:30Z"},
        ),
        # An hour and a half after a change in the evening, which is the next day in UTC.
        ("America/Nuuk", {"2022-03-26T20:00": "2022-03-26T23:00Z", "2022-03-26T23:30": "2022-03-27T01:30Z"}),
    ],
)
def test_meetings_of_winter_and_summer_are_read_by_the_clocks_of_each(
    zone: str, read: dict[str, str]
) -> None:
    walls = map(datetime.fromisoformat, read)
    tried = [meeting_at(number, zone, wall, None) for number, wall in enumerate(walls, start=1)]
    text = calendar_of([meeting for meeting in tried if meeting])
    for events in (by_icalendar(text), *by_ical_js([text])):
        assert [event.start for event in events] == [datetime.fromisoformat(at) for at in read.values()]


@pytest.mark.parametrize("zone", ["America/Chicago", "Europe/Tirane", "Australia/Sydney", "America/Santiago"])
def test_a_calendar_of_any_day_knows_summer_and_winter_time(zone: str) -> None:
    """Else some calendar programs refuse the zone."""
    for day in (date(year, month, 15) for year in range(2020, 2027) for month in range(1, 13)):
        component = vtimezone(zone, day, day)
        assert (bool(component.standard), bool(component.daylight)) == (True, True), day


@pytest.mark.django_db
def test_both_samples_are_read_alike_by_both_parsers(client: Client) -> None:
    call_command("load_sample", verbosity=0)
    for program in Program.objects.all():
        urls = [f"/programs/{program.slug}/calendar.ics"]
        urls += [f"/programs/{program.slug}/{stop.city.slug}.ics" for stop in program.stops.all()]
        texts = [client.get(url).content for url in urls]
        for text in texts:
            well_formed(text)
        ours = [by_icalendar(text) for text in texts]
        assert by_ical_js(texts) == ours
        dated = [meeting for meeting in program.meetings.public() if meeting.date]
        assert len(ours[0]) == len(dated) > 0
        assert {event.uid for event in ours[0]} == {str(meeting.uid) for meeting in dated}
        assert sum(map(len, ours[1:])) == len([meeting for meeting in dated if meeting.stop_id])
        by_uid = {event.uid: event for event in ours[0]}
        for meeting in dated:
            event = by_uid[str(meeting.uid)]
            assert event.start == (meeting.span.starts_at or meeting.date)
            assert event.end == (
                meeting.span.ends_at if meeting.span.starts_at else event.start + timedelta(days=1)
            )
            assert event.status == meeting.status.upper()
            assert event.sequence == meeting.sequence


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200)


@given(title=WORDS, location=WORDS)
@example(title="Día; one, two\\n\r\nATTENDEE:mailto:x@y.z\x07", location='"quoted"\t:;,\\')
@example(title="指宿" * 60, location="مرحبا " * 20)
@settings(max_examples=examples(25))
def test_whatever_officers_write_is_read_as_text(title: str, location: str) -> None:
    meeting = meeting_at(1, "America/Chicago", datetime(2021, 8, 3, 10), None)
    assert meeting is not None
    meeting.title, meeting.location, meeting.format = title, location, "virtual"
    text = calendar_of([meeting])
    well_formed(text)
    (event,), ((other,),) = by_icalendar(text), by_ical_js([text])
    assert event == other
    assert event.summary == plain(title)
    assert event.location == (plain(location) or "Online")
