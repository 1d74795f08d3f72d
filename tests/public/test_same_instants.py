"""Page, API, calendars and private itinerary are made by different code, and name the very same instants."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from attendance.links import issue
from common.formats import day_name
from programs.models import City, Meeting, Program, Stop
from tests.factories import PublicProgramFactory, named_hero
from tests.support import clocks
from tests.support.calendar_clients import by_icalendar
from tests.support.examples import examples
from tests.support.read_itinerary import read

#: Cities' zones, each with the wall times of some meetings and how many minutes each takes (None: open).
Plan = list[tuple[str, list[tuple[datetime, int | None]]]]
Spans = dict[str, tuple[datetime, datetime | None]]
FIRST, LAST = datetime(2005, 1, 1), datetime(2037, 12, 31, 23, 59)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """One to three cities with meetings of any hour, as often as not near a change of the city's clocks."""
    plan: Plan = []
    for zone in draw(st.lists(st.sampled_from(clocks.ZONES), min_size=1, max_size=3, unique=True)):
        turns = [turn.at + turn.old for turn in clocks.changes(zone) if FIRST <= turn.at < LAST]
        any_hour = st.datetimes(FIRST, LAST)
        near_turn = st.builds(
            lambda turn, minutes: turn + timedelta(minutes=minutes),
            st.sampled_from(turns or [FIRST]),
            st.integers(-240, 240),
        )
        walls = st.one_of(any_hour, near_turn).map(lambda wall: wall.replace(second=0, microsecond=0))
        meetings = st.lists(st.tuples(walls, st.none() | st.integers(1, 700)), min_size=1, max_size=3)
        plan.append((zone, draw(meetings)))
    return plan


class TestOneItinerary(TestCase):
    """One random program, read in every way it can be read."""

    @settings(max_examples=examples(15))
    @given(plan=plans(), reader=st.sampled_from(clocks.ZONES))
    def test_every_reading_names_the_same_instants_under_the_right_days(
        self, plan: Plan, reader: str
    ) -> None:
        program: Program = PublicProgramFactory()
        hero = named_hero(program, time_zone=reader)
        spans, zones = entered(program, plan)
        client, address = Client(), program.get_absolute_url()

        listed = client.get("/api/v1/meetings", {"program": program.slug, "limit": 100}).json()
        assert listed["count"] == len(spans)
        assert {
            each["uid"]: (moment(each["starts"]), moment(each["ends"])) for each in listed["items"]
        } == spans

        _link, token = issue(hero, by=None)
        calendars = [
            f"{address}calendar.ics",
            f"/heroes/{hero.slug}/calendar.ics",
            f"/my/{token}/calendar.ics",
        ]
        for calendar in calendars:
            events = by_icalendar(client.get(calendar).content)
            assert {event.uid: (event.start, event.end) for event in events} == spans, calendar

        for page, heading in ((address, "h4"), (f"/my/{token}/", "h3"), (f"/heroes/{hero.slug}/", "h3")):
            for asked in (reader, "UTC"):
                shown = read(client.get(page, {"tz": asked}).content.decode(), heading)
                assert set(shown) == set(spans), page
                for uid, (starts_at, ends_at) in spans.items():
                    day, moments = shown[uid]
                    assert day == day_name(starts_at.astimezone(ZoneInfo(asked)).date()), page
                    assert {each.astimezone(UTC) for each in moments} == {starts_at, ends_at} - {None}, page
        in_city_time = read(client.get(address).content.decode(), "h4")
        for uid, (starts_at, _ends_at) in spans.items():
            there = starts_at.astimezone(ZoneInfo(zones[uid]))
            assert in_city_time[uid][0] == day_name(there.date())
            assert in_city_time[uid][1][0].utcoffset() == there.utcoffset()


def entered(program: Program, plan: Plan) -> tuple[Spans, dict[str, str]]:
    """Instants and city's zone of each meeting that the rules let in; starts also by a second opinion."""
    spans: Spans = {}
    zones = {}
    for position, (zone, walls) in enumerate(plan, 1):
        city, _made = City.objects.get_or_create(name=zone, state="MN", defaults={"time_zone": zone})
        stop = Stop.objects.create(program=program, city=city, position=position)
        for wall, minutes in walls:
            end = (wall + timedelta(minutes=minutes)).time() if minutes else None
            meeting = Meeting(program=program, stop=stop, title="M", date=wall.date(), start_time=wall.time())
            meeting.end_time, meeting.is_public, meeting.status = end, True, Meeting.Status.CONFIRMED
            try:
                meeting.full_clean()
            except ValidationError:  # a time that clocks never show, or an end too late
                continue
            meeting.save()
            assert meeting.starts_at == clocks.moments_shown(wall, ZoneInfo(zone))[0]
            spans[str(meeting.uid)] = (meeting.starts_at, meeting.ends_at)
            zones[str(meeting.uid)] = zone
    return spans, zones


def moment(told: dict[str, Any] | None) -> datetime | None:
    """An instant of the API."""
    return datetime.fromisoformat(told["instant"]) if told else None
