"""Every time zone is found by its place, its country and its name."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import translation

from common.formats import country_name
from common.time_zones import modern_name, zone_countries, zone_names, zone_place
from public.time_zones.directory import GIVEN_BY_BROWSERS, places, renamed
from tests.factories import CityFactory, PublicMeetingFactory, PublicProgramFactory, StopFactory


def test_every_zone_is_there_under_its_name_of_today() -> None:
    offered = {zone for zone, _place, _country in places([])}
    assert {modern_name(name) for name in zone_names()} == offered
    assert offered <= zone_names()


@pytest.mark.parametrize(
    ("zone", "place", "country"),
    [
        ("Asia/Kathmandu", "Kathmandu", "Nepal"),
        ("Asia/Kathmandu", "Katmandu", "Nepal"),
        ("Asia/Kolkata", "Calcutta", "India"),
        ("America/New_York", "New York", "United States of America"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "Argentina"),
        ("UTC", "UTC", ""),
        ("Africa/Asmara", "Asmera", "Eritrea"),
        ("Africa/Bamako", "Timbuktu", "Mali"),
        ("Pacific/Chuuk", "Truk", "Micronesia"),
        ("Etc/GMT-5", "GMT+5", ""),
        ("Etc/GMT-5", "UTC+5", ""),
        ("Etc/GMT+3", "UTC-3", ""),
        ("Asia/Kolkata", "UTC+5:30", ""),
        ("Asia/Kathmandu", "GMT+5:45", ""),
    ],
)
def test_a_zone_has_its_place_and_country(zone: str, place: str, country: str) -> None:
    assert (zone, place, country) in places([])


def test_no_place_is_offered_in_a_country_that_is_not_its_zones() -> None:
    countries = {zone: country_name(code) for zone, code in zone_countries().items()}
    wrong = [each for each in places([]) if each[2] and "/" in each[0] and countries[each[0]] != each[2]]
    assert wrong == []


def test_an_offset_means_what_people_mean_by_it() -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    for zone, place, _country in places([]):
        if match := re.fullmatch(r"(?:UTC|GMT)([+-])(\d+)(?::(\d\d))?", place):
            minutes = int(match[2]) * 60 + int(match[3] or 0)
            meant = timedelta(minutes=-minutes if match[1] == "-" else minutes)
            assert now.astimezone(ZoneInfo(zone)).utcoffset() == meant, (zone, place)
    assert zone_place("Etc/GMT-5") == "UTC+5"


def test_countries_are_named_in_the_readers_language() -> None:
    with translation.override("es"):
        assert ("Asia/Tokyo", "Tokyo", "Japón") in places([])


def test_what_browsers_detect_under_an_older_name_has_its_name_of_today() -> None:
    assert set(renamed()) == set(GIVEN_BY_BROWSERS)
    assert renamed()["Europe/Kiev"] == "Europe/Kyiv"


@pytest.mark.django_db
def test_cities_of_public_programs_are_found_and_no_others(client: Client) -> None:
    program = PublicProgramFactory()
    PublicMeetingFactory(stop=StopFactory(program=program))
    CityFactory(name="Secretville")
    rows = client.get("/time-zones/").json()["places"]
    assert ["America/Chicago", "Minneapolis, Minnesota", "United States of America"] in rows
    assert "Secretville" not in str(rows)


@pytest.mark.django_db
def test_an_older_name_in_the_address_is_shown_as_the_name_of_today(client: Client) -> None:
    program = PublicProgramFactory()
    PublicMeetingFactory(stop=StopFactory(program=program))
    text = client.get(f"{program.get_absolute_url()}?tz=Asia/Katmandu").content.decode()
    assert "Times and days are those of Kathmandu (Asia/Kathmandu)" in text
    assert "8:45 p.m. UTC+5:45" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prefix", "place", "moment"),
    [
        ("/es", "El Cairo", "(El Cairo)"),
        ("/fr", "Le Caire", "(Le Caire)"),
        ("/ar", "القاهرة", "(القاهرة)"),
    ],
)
def test_pages_name_the_place_of_a_zone_in_the_readers_language(
    client: Client, prefix: str, place: str, moment: str
) -> None:
    program = PublicProgramFactory()
    PublicMeetingFactory(stop=StopFactory(program=program))
    text = client.get(f"{prefix}{program.get_absolute_url()}?tz=Africa/Cairo").content.decode()
    assert f'<option value="Africa/Cairo" selected>{place}</option>' in text
    assert f"{place} (Africa/Cairo)" in text
    assert "Cairo (Africa/Cairo)" not in text.replace(place, "")
