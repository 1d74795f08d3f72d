"""The search for a place: by city, country, zone and distance, what is meant first, and nothing private."""

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from common.formats import country_name
from common.time_zones import is_zone, zone_countries, zone_names
from public.time_zones.search import find_places
from tests.factories import CityFactory, PublicMeetingFactory, PublicProgramFactory, StopFactory


def zones(typed: str) -> list[str]:
    """The zones that are found, best first."""
    return [place.zone for place in find_places(typed, [])]


@pytest.mark.parametrize("typed", ["India", "india", "INDIA", " India ", "Inde", "الهند"])
def test_india_comes_before_indiana(typed: str) -> None:
    found = zones(typed)
    assert found[0] == "Asia/Kolkata"
    assert "America/Indiana/Knox" not in found[: found.index("Asia/Kolkata")]


@pytest.mark.parametrize(
    ("typed", "first", "later"),
    [
        ("India", "Asia/Kolkata", "America/Indiana/Indianapolis"),
        ("Niger", "Africa/Niamey", "Africa/Lagos"),
        ("Guinea", "Africa/Conakry", "Africa/Bissau"),
        ("Dominica", "America/Dominica", "America/Santo_Domingo"),
        ("Samoa", "Pacific/Apia", "Pacific/Pago_Pago"),
        ("Sudan", "Africa/Khartoum", "Africa/Juba"),
        ("Ireland", "Europe/Dublin", "Europe/London"),
    ],
)
def test_a_country_typed_whole_comes_before_a_longer_name(typed: str, first: str, later: str) -> None:
    found = zones(typed)
    assert found[0] == first
    assert later not in found or found.index(later) > found.index(first)


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_every_country_with_a_zone_is_found_by_its_name_at_once(language: str) -> None:
    zones_of: dict[str, set[str]] = {}
    for zone, code in zone_countries().items():
        zones_of.setdefault(code, set()).add(zone)
    with translation.override(language):
        # Two places at most share a name without its accents, such as Oman and Amman in Arabic.
        named = {country_name(code): code for code in zones_of}
    missed = [name for name, code in named.items() if not zones_of[code] & set(zones(name)[:2])]
    assert missed == []


def test_every_zone_is_found_by_its_iana_name() -> None:
    wanted = [name for name in zone_names() if "/" in name and not name.startswith("Etc/")]
    missed = [name for name in wanted if not zones(name)]
    assert missed == []


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("tok", "Asia/Tokyo"),
        ("japan", "Asia/Tokyo"),
        ("Japón", "Asia/Tokyo"),
        ("اليابان", "Asia/Tokyo"),
        ("asia/tok", "Asia/Tokyo"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("tokyo, japan", "Asia/Tokyo"),
        ("Japan Tokyo", "Asia/Tokyo"),
        ("sao p", "America/Sao_Paulo"),
        ("são paulo", "America/Sao_Paulo"),
        ("el cairo", "Africa/Cairo"),
        ("Le Caire", "Africa/Cairo"),
        ("القاهرة", "Africa/Cairo"),
        ("القاهره", "Africa/Cairo"),
        ("nueva york", "America/New_York"),
        ("Kiev", "Europe/Kyiv"),
        ("Timbuktu", "Africa/Bamako"),
        ("uk", "Europe/London"),
        ("usa", "America/New_York"),
        ("U.S.", "America/New_York"),
        ("United States", "America/Los_Angeles"),
        ("Palestine", "Asia/Gaza"),
        ("Hawaii", "Pacific/Honolulu"),
        ("texas", "America/Chicago"),
        ("springfield il", "America/Chicago"),
        ("Washington DC", "America/New_York"),
        ("doha qatar", "Asia/Qatar"),
        ("Qatar, Doha", "Asia/Qatar"),
        ("England", "Europe/London"),
        ("Georgia", "Asia/Tbilisi"),
        ("Türkiye", "Europe/Istanbul"),
        ("Turkey", "Europe/Istanbul"),
        ("Myanmar", "Asia/Yangon"),
        ("Burma", "Asia/Yangon"),
        ("Cote d'Ivoire", "Africa/Abidjan"),
        ("Ivory Coast", "Africa/Abidjan"),
    ],
)
def test_a_place_is_found_in_any_of_the_languages_and_spellings(typed: str, zone: str) -> None:
    assert zone in zones(typed)[:8]


@pytest.mark.parametrize("typed", ["zzzz", "", "   ", "!?", "xqxq tokyo", "Etc/Unknown", "Marsx"])
def test_what_is_no_place_finds_nothing(typed: str) -> None:
    assert find_places(typed, []) == []


@given(st.text(max_size=200))
@example("(" * 100)
@example("\x00")
@example("\udc80")
@example("a" * 10_000)
def test_any_text_finds_real_zones_or_nothing_each_once_in_the_same_order(text: str) -> None:
    found = find_places(text, [])
    told = [(place.zone, place.label) for place in found]
    assert all(is_zone(zone) for zone, _label in told)
    assert len(told) == len(set(told))
    assert told == [(place.zone, place.label) for place in find_places(text, [])]


def test_places_have_their_names_in_the_readers_language() -> None:
    for language, label in (
        ("en", "Cairo, Egypt"),
        ("es", "El Cairo, Egipto"),
        ("fr", "Le Caire, Égypte"),
        ("ar", "القاهرة، مصر"),
    ):
        with translation.override(language):
            assert [(place.zone, place.label) for place in find_places("cairo", [])] == [
                ("Africa/Cairo", label)
            ]


@pytest.mark.django_db
def test_cities_of_public_programs_are_found_and_no_others(client: Client) -> None:
    program = PublicProgramFactory()
    PublicMeetingFactory(stop=StopFactory(program=program))
    CityFactory(name="Secretville")
    answer = client.get("/time-zones/?q=minneapolis").json()
    label = "Minneapolis, Minnesota, United States of America"
    assert answer == {"found": 1, "places": [["America/Chicago", label]]}
    assert client.get("/time-zones/?q=secretville").json() == {"found": 0, "places": []}
    assert "Secretville" not in client.get("/time-zones/?q=united states").content.decode()


@pytest.mark.django_db
def test_the_answer_names_the_first_and_counts_all_with_one_question_of_the_database(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        program = PublicProgramFactory()
        PublicMeetingFactory(
            stop=StopFactory(program=program, city=CityFactory(name=f"Springfield {number}"))
        )
    with django_assert_max_num_queries(2):  # and one for the page cache
        answer = client.get("/time-zones/?q=springf").json()
    assert answer["found"] >= 12
    assert len(answer["places"]) == 8
    assert client.get("/time-zones/").json() == {"found": 0, "places": []}
    assert client.get("/es/time-zones/?q=tokio").json()["places"] == [["Asia/Tokyo", "Tokio, Japón"]]
