"""Every capital, every large city and every capital of a state finds its zone, in each language."""

import re
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import translation

from common.letters.folding import key
from common.time_zones import is_zone, modern_name, zone_countries
from programs.states import STATES
from public.time_zones.cities import known_cities
from public.time_zones.directory import places
from public.time_zones.place import Place
from public.time_zones.search import find_places
from tests.public.time_zones.world import CAPITALS, IN_FOUR_LANGUAGES, LARGE, STATE_CAPITALS, pairs

LANGUAGES = [language for language, _name in settings.LANGUAGES]
#: As many places as a reader is shown.
SHOWN = 8


def shown(typed: str) -> list[Place]:
    """What a reader sees who types this."""
    return find_places(typed, [])[:SHOWN]


def large() -> list[tuple[str, str]]:
    """Each large city with its zone."""
    return [(zone, name) for zone, names in LARGE.items() for name in names.split(", ")]


@pytest.mark.parametrize(("country", "capital"), pairs(CAPITALS))
def test_every_capital_is_found_in_its_country(country: str, capital: str) -> None:
    [found] = [place for place in shown(capital) if place.is_capital and place.country == country]
    assert zone_countries()[found.zone] == country or country == "XK"
    assert found.label.startswith(found.name + ", ")


@pytest.mark.parametrize(("state", "capital"), pairs(STATE_CAPITALS))
def test_every_capital_of_a_state_is_found_by_its_name_and_by_its_state(state: str, capital: str) -> None:
    [found] = [place for place in shown(capital) if place.state == state and place.is_of_state]
    assert found.zone.startswith(("America/", "Pacific/Honolulu"))
    assert shown(f"{capital} {state}")[0] == found
    assert shown(f"{capital}, {STATES[state]}")[0] == found
    assert found in find_places(str(STATES[state]), [])


@pytest.mark.parametrize(("zone", "city"), large())
def test_every_large_city_is_found(zone: str, city: str) -> None:
    assert zone in [place.zone for place in shown(city)]


@pytest.mark.parametrize("reader", LANGUAGES)
@pytest.mark.parametrize("zone", IN_FOUR_LANGUAGES)
def test_a_city_is_found_by_its_name_in_every_language_whatever_the_reader_speaks(
    zone: str, reader: str
) -> None:
    with translation.override(reader):
        for name in IN_FOUR_LANGUAGES[zone]:
            assert zone in [place.zone for place in shown(name)], name
            assert zone in [place.zone for place in shown(key(name))], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_city_of_the_table_is_found_by_the_name_that_its_reader_is_shown(language: str) -> None:
    with translation.override(language):
        for place in places([]):
            if place.people >= 1_000_000 or place.is_capital or place.is_of_state:
                assert place in shown(place.name), place.label


@pytest.mark.parametrize(
    "names",
    [
        ["Beijing, China", "Pekín, China", "Pékin, Chine", "بكين، الصين"],
        ["New Delhi, India", "Nueva Delhi, India", "New Delhi, Inde", "نيودلهي، الهند"],
        [
            "Abu Dhabi, United Arab Emirates",
            "Abu Dabi, Emiratos Árabes Unidos",
            "Abou Dabi, Émirats arabes unis",
        ],
        ["Doha, Qatar", "Doha, Catar", "Doha, Qatar", "الدوحة، قطر"],
        ["Tirana, Albania", "Tirana, Albania", "Tirana, Albanie", "تيرانا، ألبانيا"],
        ["Pristina, Kosovo", "Pristina, Kosovo", "Pristina, Kosovo", "بريشتينا، كوسوفو"],
        ["Cairo, Egypt", "El Cairo, Egipto", "Le Caire, Égypte", "القاهرة، مصر"],
        ["Islamabad, Pakistan", "Islamabad, Pakistán", "Islamabad, Pakistan", "إسلام آباد، باكستان"],
    ],
)
def test_a_city_is_named_as_its_reader_names_it(names: list[str]) -> None:
    for language, label in zip(LANGUAGES, names, strict=False):
        with translation.override(language):
            assert shown(re.split("[,،]", label)[0])[0].label == label


def test_a_reader_of_arabic_is_shown_arabic_names_of_capitals_and_cities_over_a_million() -> None:
    with translation.override("ar"):
        latin = [
            place.name
            for place in places([])
            if (place.is_capital or place.is_of_state or place.people >= 1_000_000) and place.name.isascii()
        ]
    # Stations of research and islands of a hundred people.
    assert set(latin) <= {"West Island", "Grytviken"}


def test_the_table_names_zones_of_today_and_no_city_twice() -> None:
    cities = known_cities()
    assert len(cities) > 1_300
    for city in cities:
        assert is_zone(city.zone)
        assert modern_name(city.zone) == city.zone == ZoneInfo(city.zone).key
    named = [(city.country, city.state, city.named["en"], city.people) for city in cities]
    assert len(set(named)) == len(named)


def test_the_table_is_complete() -> None:
    """By what GeoNames had when it was made: 564 cities over a million people."""
    cities = known_cities()
    assert sum(city.people >= 1_000_000 for city in cities) >= 560
    assert sum(city.is_of_state for city in cities) == 50
    capitals = {city.country for city in cities if city.is_capital}
    # Islands where nobody stays, territories without a capital; Palestine by Ramallah, Gaza and Hebron.
    without = set(zone_countries().values()) - capitals
    assert without == {"AQ", "BQ", "IO", "PS", "TK", "UM"}


def test_each_place_is_named_once() -> None:
    told = [(place.zone, place.label) for place in places([])]
    twice = {each for each in told if told.count(each) > 1}
    assert {label for _zone, label in twice} <= {
        "Taizhou, China",
        "Suzhou, China",
        "Yichun, China",
        "Fuzhou, China",
    }
