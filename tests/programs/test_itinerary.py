"""The itinerary: stops in the officer's order, days in the zone shown, every time with its zone."""

import itertools
import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.time_zones import zone_names
from participants.models import Organization
from programs import itinerary
from programs.models import City, Meeting, Program, Stop
from programs.wall_time import exists

numbers = itertools.count(1)


def stop(position: int, zone: str = "America/Chicago", name: str = "Minneapolis") -> Stop:
    city = City(pk=position, name=name, slug=name.lower(), time_zone=zone)
    return Stop(pk=position, program=Program(pk=1), city=city, position=position)


def meeting(at: Stop | None, day: date | None, start: time | None = None, end: time | None = None) -> Meeting:
    unsaved = Meeting(
        pk=next(numbers),
        program=Program(pk=1),
        stop=at,
        date=day,
        start_time=start,
        end_time=end,
        title="Meeting",
    )
    # As if prefetched, so that the rules of time are tested without a database.
    unsaved._prefetched_objects_cache = {"organizations": Organization.objects.none()}
    return unsaved


def test_a_meeting_at_ten_in_minneapolis_is_at_eleven_in_new_york_and_the_next_day_in_tokyo() -> None:
    minneapolis = stop(1)
    ten = meeting(minneapolis, date(2021, 8, 3), time(10), time(11, 30))

    here = itinerary.entry(ten)
    assert (here.starts.clock, here.starts.zone, here.starts.place) == ("10:00 a.m.", "CDT", "Minneapolis")
    assert here.ends.clock == "11:30 a.m."

    new_york = itinerary.entry(ten, "America/New_York")
    assert (new_york.starts.clock, new_york.starts.zone) == ("11:00 a.m.", "EDT")
    assert not new_york.day_differs

    tokyo = itinerary.entry(ten, "Asia/Tokyo")
    assert tokyo.day == date(2021, 8, 4)
    assert tokyo.city_day == date(2021, 8, 3)
    assert tokyo.day_differs
    assert (tokyo.starts.zone, tokyo.starts.word) == ("JST", "midnight")


def test_stops_keep_the_officers_order_whatever_their_dates() -> None:
    first, second = stop(1), stop(2, "America/New_York", "Miami")
    later = meeting(first, date(2021, 8, 20), time(9))
    earlier = meeting(second, date(2021, 7, 20), time(9))

    legs = itinerary.build([first, second], [later, earlier]).legs

    assert [leg.stop.city.name for leg in legs] == ["Minneapolis", "Miami"]


def test_national_sessions_come_first_and_only_if_there_are_any() -> None:
    minneapolis = stop(1)
    assert [leg.stop for leg in itinerary.build([minneapolis], []).legs] == [minneapolis]
    legs = itinerary.build([minneapolis], [meeting(None, date(2021, 8, 5))]).legs
    assert [leg.stop for leg in legs] == [None, minneapolis]


def test_meetings_without_a_time_or_a_date_stand_in_groups_of_their_own() -> None:
    minneapolis = stop(1)
    timed = meeting(minneapolis, date(2021, 8, 3), time(10))
    untimed = meeting(minneapolis, date(2021, 8, 3))
    undated = meeting(minneapolis, None)

    (leg,) = itinerary.build([minneapolis], [undated, untimed, timed]).legs

    (day,) = leg.days
    assert [entry.meeting for entry in day.entries] == [timed]
    assert [entry.meeting for entry in day.untimed] == [untimed]
    assert [entry.meeting for entry in leg.undated] == [undated]
    assert leg.count == 3


def test_a_meeting_past_midnight_says_that_it_ends_another_day() -> None:
    late = itinerary.entry(meeting(stop(1), date(2021, 8, 3), time(22), time(1)))
    assert late.ends_another_day
    assert not itinerary.entry(meeting(stop(1), date(2021, 8, 3), time(10), time(11))).ends_another_day


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/Chicago", "CDT"),
        ("Asia/Kolkata", "IST"),
        ("Asia/Kathmandu", "UTC+5:45"),
        ("America/Sao_Paulo", "UTC−3"),
        ("UTC", "UTC"),
        ("Etc/GMT+5", "UTC−5"),
    ],
)
def test_a_zone_without_a_name_in_letters_is_named_by_its_distance_from_utc(zone: str, name: str) -> None:
    assert itinerary.zone_abbreviation(datetime(2021, 8, 3, 12, tzinfo=ZoneInfo(zone))) == name


@given(
    city_zone=st.sampled_from(sorted(zone_names())),
    shown=st.sampled_from(sorted(zone_names())),
    wall=st.datetimes(datetime(1970, 1, 1), datetime(2090, 1, 1)),
)
def test_in_any_zone_the_instant_is_the_same_and_the_heading_is_that_zones_day(
    city_zone: str, shown: str, wall: datetime
) -> None:
    wall = wall.replace(second=0, microsecond=0)
    if not exists(wall, ZoneInfo(city_zone)):
        wall += timedelta(days=2)
    if not exists(wall, ZoneInfo(city_zone)):
        return
    there = meeting(stop(1, city_zone), wall.date(), wall.time())

    (leg,) = itinerary.build([there.stop], [there], shown).legs
    (day,) = leg.days
    (entry,) = day.entries

    assert entry.starts.at.astimezone(UTC) == itinerary.entry(there).starts.at.astimezone(UTC)
    assert day.date == entry.starts.at.date() == entry.starts.at.astimezone(ZoneInfo(shown)).date()
    assert itinerary.entry(there).starts.at.replace(tzinfo=None) == wall


@given(
    walls=st.lists(
        st.tuples(st.dates(date(2021, 7, 1), date(2021, 8, 31)), st.times()), min_size=1, max_size=30
    ),
    shown=st.one_of(st.none(), st.sampled_from(sorted(zone_names()))),
)
def test_every_meeting_stands_once_under_its_day_in_the_order_of_time(
    walls: list[tuple[date, time]], shown: str | None
) -> None:
    here = stop(1)
    meetings = [meeting(here, day, at.replace(second=0, microsecond=0)) for day, at in walls]
    (leg,) = itinerary.build([here], meetings, shown).legs
    listed = [entry for day in leg.days for entry in day.entries]
    assert sorted(entry.meeting.pk for entry in listed) == sorted(each.pk for each in meetings)
    assert [day.date for day in leg.days] == sorted({entry.starts.at.date() for entry in listed})
    starts = [entry.starts.at for entry in listed]
    assert starts == sorted(starts)


@given(
    zone=st.sampled_from(sorted(zone_names())),
    moment=st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)
def test_a_time_for_machines_never_has_seconds_in_its_offset(zone: str, moment: datetime) -> None:
    at = moment.replace(microsecond=0).astimezone(ZoneInfo(zone))
    written = itinerary.Moment(at, "Monrovia").iso
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", written)
    assert datetime.fromisoformat(written) == at
