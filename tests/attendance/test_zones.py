"""In any zone the private itinerary names the very instants of the meetings, under the right days."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from icalendar import Calendar

from attendance.links import issue
from attendance.plan import plan_of, planned
from programs.models import City, Meeting, Program, Stop
from programs.wall_time import day_name, exists
from tests.factories import HeroFactory, ProgramFactory
from tests.support.clocks import ZONES, zones_and_walls, zones_that_differ
from tests.support.examples import examples
from tests.support.read_itinerary import read

NOW = datetime(2021, 8, 2, 12, tzinfo=UTC)


def in_memory(zone: str, wall: datetime, minutes: int) -> Meeting:
    """A meeting in a city with this zone, not stored."""
    city = City(pk=1, name="Somewhere", slug="somewhere", time_zone=zone)
    stop = Stop(pk=1, program=Program(pk=1), city=city, position=1)
    ends = wall + timedelta(minutes=minutes)
    unsaved = Meeting(
        pk=1, program=stop.program, stop=stop, date=wall.date(), start_time=wall.time(), end_time=ends.time()
    )
    unsaved._prefetched_objects_cache = {"organizations": []}
    return unsaved


@given(
    place=zones_and_walls(), home=st.one_of(st.none(), st.sampled_from(ZONES)), minutes=st.integers(1, 700)
)
def test_the_itinerary_names_the_instants_of_the_meeting_in_every_zone(
    place: tuple[str, datetime], home: str | None, minutes: int
) -> None:
    zone, wall = place
    there = ZoneInfo(zone)
    if not exists(wall, there) or not exists(wall + timedelta(minutes=minutes), there):
        return
    meeting = in_memory(zone, wall, minutes)
    try:
        span = meeting.span
    except ValidationError:  # an end more than 12 hours past midnight is refused when it is entered
        return
    if span.starts_at is None or span.ends_at is None or span.ends_at <= span.starts_at:
        return

    item = planned(meeting, zone=home, now=NOW)

    assert item.entry.starts is not None
    assert item.entry.ends is not None
    # As UTC: Python holds no wall time that happens twice equal to one of another zone (PEP 495).
    named = [moment.at.astimezone(UTC) for moment in (item.entry.starts, item.entry.ends)]
    assert named == [span.starts_at, span.ends_at]
    assert item.entry.day == span.starts_at.astimezone(ZoneInfo(home or zone)).date()
    if home not in (None, zone):
        assert item.in_city is not None
        assert item.in_city.starts is not None
        assert item.in_city.starts.at.replace(tzinfo=None) == wall
    # Answers end when evaluations have not yet begun, and the two never overlap.
    for moment in (span.starts_at - timedelta(seconds=1), span.starts_at, span.ends_at):
        at = planned(meeting, zone=home, now=moment)
        assert at.may_answer == (moment < span.starts_at)
        assert at.may_evaluate == (moment >= span.ends_at)


@st.composite
def programs(draw: st.DrawFn) -> list[tuple[str, list[tuple[date, time]]]]:
    """Cities' zones, each with wall times of some meetings in the year 2021."""
    days = st.dates(date(2021, 1, 1), date(2021, 12, 31))
    times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
    zones = draw(st.lists(st.sampled_from(zones_that_differ()), min_size=1, max_size=3, unique=True))
    return [(zone, draw(st.lists(st.tuples(days, times), min_size=1, max_size=4))) for zone in zones]


class TestThePage(TestCase):
    """The page itself, read as a browser would."""

    @settings(max_examples=examples(40))
    @given(
        plan=programs(), home=st.sampled_from(zones_that_differ()), asked=st.sampled_from(["", "city", "UTC"])
    )
    def test_every_meeting_stands_under_the_day_of_the_zone_shown_with_its_instant(
        self, plan: list[tuple[str, list[tuple[date, time]]]], home: str, asked: str
    ) -> None:
        hero, program = HeroFactory(time_zone=home), ProgramFactory()
        program.heroes.add(hero)
        spans = {}
        for position, (zone, walls) in enumerate(plan, 1):
            city, _made = City.objects.get_or_create(name=zone, state="MN", defaults={"time_zone": zone})
            stop = Stop.objects.create(program=program, city=city, position=position)
            for day, at in walls:
                if exists(datetime.combine(day, at), ZoneInfo(zone)):
                    meeting = Meeting.objects.create(
                        program=program, stop=stop, title="M", date=day, start_time=at
                    )
                    spans[str(meeting.uid)] = (meeting.span.starts_at, zone)
        _link, token = issue(hero, by=None)

        response = Client().get(f"/my/{token}/", {"tz": asked} if asked else {})

        shown = read(response.content.decode(), heading="h3")
        assert set(shown) == set(spans)
        for uid, (instant, zone) in spans.items():
            zone_shown = {"": home, "city": zone}.get(asked, asked)
            heading, moments = shown[uid]
            assert {moment.astimezone(UTC) for moment in moments} == {instant}
            assert heading == day_name(instant.astimezone(ZoneInfo(zone_shown)).date())
            assert moments[0].utcoffset() == instant.astimezone(ZoneInfo(zone_shown)).utcoffset()
        calendar = Calendar.from_ical(Client().get(f"/my/{token}/calendar.ics").content)
        assert {
            str(event["UID"]): event.decoded("DTSTART").astimezone(UTC) for event in calendar.walk("VEVENT")
        } == {uid: instant for uid, (instant, _zone) in spans.items()}
        items = plan_of(hero, zone=home, now=NOW).programs
        for part in items:
            assert all(first.date < second.date for first, second in pairwise(part.days))


def test_zones_of_the_test_are_many() -> None:
    assert len(zones_that_differ()) > 300
