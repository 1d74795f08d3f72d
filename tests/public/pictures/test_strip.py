"""The month strip of the program page."""

import re
from datetime import date, time, timedelta
from typing import Any
from urllib.parse import urldefrag

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from programs import itinerary
from programs.models import Program, Stop
from public import reading
from public.pictures.month_strip import MONTHS, WEEKS, Cell, Strip, month_strip
from tests.factories import CityFactory, PublicMeetingFactory, PublicProgramFactory, StopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stop() -> Stop:
    new_stop: Stop = StopFactory(program=PublicProgramFactory(slug="bridges"))
    return new_stop


def strip(program: Program, zone: str | None = None) -> Strip | None:
    stops = list(Stop.objects.filter(program=program).select_related("city").order_by("position"))
    return month_strip(program, itinerary.build(stops, reading.meetings().filter(program=program), zone))


def days(made: Strip | None) -> dict[date, Cell]:
    """The days that lead somewhere."""
    assert made is not None
    cells = [cell for week in made.weeks for cell in week] + list(made.months)
    return {cell.date: cell for cell in cells if cell.tally.anchor}


def meet(stop: Stop, on: date | None, **facts: Any) -> None:
    if on is None:
        facts |= {"start_time": None, "end_time": None}
    PublicMeetingFactory(stop=stop, date=on, **facts)


def test_days_with_meetings_lead_to_their_place(stop: Stop) -> None:
    meet(stop, date(2021, 8, 3))
    meet(stop, date(2021, 8, 3), start_time=time(14), end_time=None)
    meet(stop, date(2021, 8, 5))
    cells = days(strip(stop.program))
    assert [(day.day, cell.tally.held) for day, cell in cells.items()] == [(3, 2), (5, 1)]
    assert cells[date(2021, 8, 3)].tally.anchor == "stop-minneapolis-2021-08-03"
    assert cells[date(2021, 8, 3)].name == "Tuesday, August 3, 2021"
    assert cells[date(2021, 8, 3)].tally.marks == "••"


def test_every_link_of_the_strip_has_its_place_on_the_page(client: Client, stop: Stop) -> None:
    other = StopFactory(
        program=stop.program, city=CityFactory(name="Miami", state="FL", time_zone="America/New_York")
    )
    meet(stop, date(2021, 8, 3))
    meet(stop, date(2021, 8, 13), start_time=time(23), end_time=None)
    meet(other, date(2021, 8, 3))
    meet(other, date(2021, 8, 9), start_time=None, end_time=None)
    PublicMeetingFactory(
        stop=None, program=stop.program, date=date(2021, 8, 10), start_time=None, end_time=None
    )
    for query in ("", "?tz=Asia/Tokyo", "?tz=Pacific/Honolulu"):
        text = client.get(f"/programs/bridges/{query}").content.decode()
        links = [urldefrag(link).fragment for link in re.findall(r'class="strip__day" href="([^"]+)"', text)]
        assert len(links) == len(set(links)) >= 4
        for link in links:
            assert f'id="{link}"' in text


def test_it_is_a_table_of_whole_weeks_of_the_programs_days(stop: Stop) -> None:
    meet(stop, date(2021, 8, 3))
    made = strip(stop.program)
    assert made is not None
    assert [week[0].date for week in made.weeks] == [
        date(2021, 7, 18) + timedelta(days=7 * number) for number in range(4)
    ]
    cells = [cell for week in made.weeks for cell in week]
    within = [cell.date for cell in cells if cell.within]
    assert (within[0], within[-1]) == (date(2021, 7, 19), date(2021, 8, 13))
    assert [cell.date for cell in cells if cell.names_month] == [date(2021, 7, 18), date(2021, 8, 1)]


def test_weeks_start_on_monday_in_french(stop: Stop) -> None:
    meet(stop, date(2021, 8, 3))
    with translation.override("fr"):
        made = strip(stop.program)
        assert made is not None
        assert [cell.month for week in made.weeks for cell in week if cell.names_month] == ["juil.", "août"]
    assert {week[0].date.weekday() for week in made.weeks} == {0}


def test_the_day_is_that_of_the_zone_shown_even_past_the_programs_end(stop: Stop) -> None:
    meet(stop, date(2021, 8, 14), start_time=time(22), end_time=None)
    assert list(days(strip(stop.program))) == [date(2021, 8, 14)]
    cells = days(strip(stop.program, "Asia/Tokyo"))
    assert list(cells) == [date(2021, 8, 15)]
    assert cells[date(2021, 8, 15)].tally.anchor == "stop-minneapolis-2021-08-15"
    assert not cells[date(2021, 8, 15)].within


def test_two_cities_on_a_day_are_both_named_and_the_first_is_led_to(client: Client, stop: Stop) -> None:
    other = StopFactory(
        program=stop.program, city=CityFactory(name="Miami", state="FL", time_zone="America/New_York")
    )
    meet(other, date(2021, 8, 3))
    meet(stop, date(2021, 8, 3))
    tally = days(strip(stop.program))[date(2021, 8, 3)].tally
    assert (tally.held, tally.cities, tally.anchor) == (
        2,
        ["Minneapolis", "Miami"],
        "stop-minneapolis-2021-08-03",
    )
    text = " ".join(client.get("/programs/bridges/").content.decode().split())
    assert "Tuesday, August 3, 2021: 2 meetings (Minneapolis and Miami)" in text


def test_cancelled_meetings_are_said_apart(client: Client, stop: Stop) -> None:
    meet(stop, date(2021, 8, 3), status="cancelled")
    meet(stop, date(2021, 8, 4))
    meet(stop, date(2021, 8, 4), status="cancelled")
    cells = days(strip(stop.program))
    assert [(cell.tally.held, cell.tally.cancelled, cell.tally.marks) for cell in cells.values()] == [
        (0, 1, "◦"),
        (1, 1, "•"),
    ]
    text = " ".join(client.get("/programs/bridges/").content.decode().split())
    assert "Tuesday, August 3, 2021: 1 cancelled meeting (Minneapolis)" in text
    assert "Wednesday, August 4, 2021: 1 meeting, 1 cancelled meeting (Minneapolis)" in text


def test_the_zone_shown_is_named(client: Client, stop: Stop) -> None:
    meet(stop, date(2021, 8, 3))
    assert "as they fall in Tokyo" in client.get("/programs/bridges/?tz=Asia/Tokyo").content.decode()
    assert "as they fall in" not in client.get("/programs/bridges/").content.decode()


def test_there_is_none_without_dates(client: Client, stop: Stop) -> None:
    assert strip(stop.program) is None
    meet(stop, None)
    assert strip(stop.program) is None
    assert "strip" not in client.get("/programs/bridges/").content.decode()


def test_there_is_none_where_only_months_are_public(client: Client, stop: Stop) -> None:
    stop.program.date_precision = Program.DatePrecision.MONTH
    stop.program.save()
    meet(stop, date(2021, 8, 3))
    assert strip(stop.program) is None


def test_a_meeting_that_is_not_public_marks_no_day(stop: Stop) -> None:
    meet(stop, date(2021, 8, 3))
    meet(stop, date(2021, 8, 5), is_public=False)
    meet(stop, date(2021, 8, 6), status="tentative")
    assert list(days(strip(stop.program))) == [date(2021, 8, 3)]


def test_a_long_program_of_a_few_days_shows_only_their_weeks(stop: Stop) -> None:
    Program.objects.filter(pk=stop.program.pk).update(ends_on=date(2022, 7, 18))
    stop.program.refresh_from_db()
    meet(stop, date(2021, 8, 3))
    meet(stop, date(2021, 8, 12))
    made = strip(stop.program)
    assert made is not None
    assert len(made.weeks) == 2


def test_a_year_is_told_by_months(client: Client, stop: Stop) -> None:
    Program.objects.filter(pk=stop.program.pk).update(ends_on=date(2022, 7, 18))
    stop.program.refresh_from_db()
    for number in range(0, 360, 10):
        meet(stop, date(2021, 7, 19) + timedelta(days=number))
    made = strip(stop.program)
    assert made is not None
    assert not made.weeks
    assert len(made.months) == 13
    assert made.months[0].tally.anchor == "stop-minneapolis-2021-07-19"
    assert made.months[1].tally.held == 3
    text = " ".join(client.get("/programs/bridges/").content.decode().split())
    assert "August 2021 <span" in text
    assert "3 meetings (Minneapolis)" in text


@pytest.mark.parametrize("weeks", [WEEKS, WEEKS + 1])
def test_weeks_give_way_to_months_when_there_are_too_many(stop: Stop, weeks: int) -> None:
    sunday = date(2021, 7, 18)
    end = sunday + timedelta(days=7 * weeks - 1)
    Program.objects.filter(pk=stop.program.pk).update(starts_on=sunday, ends_on=end)
    stop.program.refresh_from_db()
    meet(stop, sunday)
    meet(stop, end)
    made = strip(stop.program)
    assert made is not None
    assert len(made.weeks) == (weeks if weeks <= WEEKS else 0)
    assert bool(made.months) == (weeks > WEEKS)


def test_decades_do_not_make_it_endless(stop: Stop) -> None:
    Program.objects.filter(pk=stop.program.pk).update(ends_on=date(2051, 7, 18))
    stop.program.refresh_from_db()
    for year in (2021, 2031, 2051):
        meet(stop, date(year, 7, 19))
    made = strip(stop.program)
    assert made is not None
    assert [cell.date.year for cell in made.months] == [2021, 2031, 2051]
    assert len(made.months) <= MONTHS


def test_it_asks_nothing_of_the_database(
    stop: Stop, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meet(stop, date(2021, 8, 3))
    stops = list(Stop.objects.select_related("city"))
    built = itinerary.build(stops, list(reading.meetings()))
    with django_assert_num_queries(0):
        assert month_strip(stop.program, built)
