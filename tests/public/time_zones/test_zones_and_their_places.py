"""Every time zone has its place and country, and pages name it by them."""

import re

import pytest
from django.test import Client
from django.utils import translation

from common.formats import country_name
from common.letters.folding import key
from common.time_zones import modern_name, zone_countries, zone_names
from public.time_zones.directory import GIVEN_BY_BROWSERS, places, renamed
from public.time_zones.offsets import offsets
from tests.factories import PublicMeetingFactory, PublicProgramFactory, StopFactory


def triples() -> set[tuple[str, str, str]]:
    """Zone, place and country of all that can be found."""
    return {(place.zone, place.name, country_name(place.country)) for place in places([])}


def test_every_zone_is_there_under_its_name_of_today() -> None:
    offered = {zone for zone, _place, _country in triples()} | set(offsets().values())
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
    ],
)
def test_a_zone_has_its_place_and_country(zone: str, place: str, country: str) -> None:
    found = [each.country for each in places([]) if each.zone == zone and key(place) in each.all_words]
    assert {country_name(code) for code in found} == {country}


def test_no_place_is_offered_in_a_country_that_is_not_its_zones() -> None:
    named = [each for each in places([]) if each.country and "/" in each.zone]
    wrong = [each.label for each in named if zone_countries()[each.zone] != each.country]
    assert wrong == ["Pristina, Kosovo"]  # IANA has no zone of that country


def test_countries_are_named_in_the_readers_language() -> None:
    with translation.override("es"):
        assert ("Asia/Tokyo", "Tokio", "Japón") in triples()


def test_what_browsers_detect_under_an_older_name_has_its_name_of_today() -> None:
    assert set(renamed()) == set(GIVEN_BY_BROWSERS)
    assert renamed()["Europe/Kiev"] == "Europe/Kyiv"


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
    assert f"{place} (Africa/Cairo)" in re.sub("</?bdi>", "", text)
    assert "Cairo (Africa/Cairo)" not in text.replace(place, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["Etc/Unknown", "Unknown", "America/Unknown", "SystemV/EST5", "+05:30", "GMT+05:30"]
)
def test_a_name_from_a_browser_that_is_no_zone_is_refused_in_words(client: Client, name: str) -> None:
    program = PublicProgramFactory()
    PublicMeetingFactory(stop=StopFactory(program=program))
    text = client.get(program.get_absolute_url(), {"tz": name}).content.decode()
    assert f"We do not know the time zone “{name}”." in text
    assert 'data-shown=""' in text
    assert f'<option value="{name}"' not in text
