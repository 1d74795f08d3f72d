"""Names of time zones, as officers and readers type them."""

from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from common.time_zones import is_zone, offered_zones, validate_zone, zone_names, zone_place


def test_every_name_we_take_is_a_zone_that_loads() -> None:
    assert len(zone_names()) > 400
    for name in zone_names():
        assert ZoneInfo(name).key == name


@pytest.mark.parametrize("name", ["America/Chicago", "Asia/Kathmandu", "US/Central", "UTC", "Pacific/Apia"])
def test_a_zone_of_the_iana_list_is_taken(name: str) -> None:
    assert is_zone(name)
    validate_zone(name)


@given(st.text())
@example("localtime")
@example("Factory")
@example("posixrules")
@example("../../etc/passwd")
@example("/etc/localtime")
@example("America")
@example("america/chicago")
@example("America/Chicago\n")
@example("CST6CDT\x00")
@example("\udc80")
@example("")
def test_anything_else_is_no_zone_and_raises_nothing_unexpected(text: str) -> None:
    if text in zone_names():
        return
    assert not is_zone(text)
    with pytest.raises(ValidationError):
        validate_zone(text)


@pytest.mark.parametrize(
    ("zone", "places"),
    [
        ("Africa/Cairo", ["Cairo", "El Cairo", "Le Caire", "القاهرة"]),
        ("America/New_York", ["New York", "Nueva York", "New York", "نيويورك"]),
        ("Europe/Kyiv", ["Kyiv", "Kiev", "Kiev", "كييف"]),
        ("Asia/Kathmandu", ["Kathmandu", "Katmandú", "Katmandou", "كاتماندو"]),
        ("America/Argentina/Buenos_Aires", ["Buenos Aires", "Buenos Aires", "Buenos Aires", "بوينوس أيرس"]),
        ("Asia/Tokyo", ["Tokyo", "Tokio", "Tokyo", "طوكيو"]),
        ("Pacific/Honolulu", ["Honolulu", "Honolulú", "Honolulu", "هونولولو"]),
        ("Europe/Tirane", ["Tirana", "Tirana", "Tirana", "تيرانا"]),
        ("Etc/GMT-5", ["UTC+5"] * 4),
        ("UTC", ["UTC"] * 4),
    ],
)
def test_a_zone_goes_by_its_place_in_the_readers_language(zone: str, places: list[str]) -> None:
    for language, place in zip(["en", "es", "fr", "ar"], places, strict=True):
        with translation.override(language):
            assert zone_place(zone) == place
            assert (zone, place) in offered_zones(zone)


def test_zones_are_offered_in_the_order_of_their_places_whatever_their_accents() -> None:
    with translation.override("fr"):
        places = [place for _zone, place in offered_zones()]
    assert places.index("Séoul") < places.index("Shanghai") < places.index("Sydney")
