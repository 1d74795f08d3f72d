"""Every time zone is found by its place, its country and its name."""

import pytest
from django.test import Client
from django.utils import translation

from common.time_zones import zone_names
from public.time_zones.directory import GIVEN_BY_BROWSERS, modern_name, places, renamed
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
    ],
)
def test_a_zone_has_its_place_and_country(zone: str, place: str, country: str) -> None:
    assert (zone, place, country) in places([])


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
