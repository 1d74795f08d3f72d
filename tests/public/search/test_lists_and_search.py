"""Lists, filters and search find what is public and nothing else."""

from datetime import date

import pytest
from django.test import Client

from tests.factories import (
    CityFactory,
    HeroFactory,
    PublicProgramFactory,
    StopFactory,
    named_hero,
)

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str) -> set[str]:
    response = client.get(f"/programs/{query}")
    assert response.status_code == 200
    return {program.title for program in response.context["page"]}


def test_filters_narrow_the_list_by_year_city_country_format_and_words(client: Client) -> None:
    miami = CityFactory(name="Miami", state="FL", time_zone="America/New_York")
    old = PublicProgramFactory(
        title="Old", starts_on=date(2019, 12, 1), ends_on=date(2020, 1, 31), format="in_person"
    )
    new = PublicProgramFactory(title="New", theme="Water law")
    StopFactory(program=old, city=miami)
    StopFactory(program=new)
    named_hero(old, country="JP")

    assert titles(client, "") == {"Old", "New"}
    assert titles(client, "?year=2019") == titles(client, "?year=2020") == {"Old"}
    assert titles(client, "?year=2021") == {"New"}
    assert titles(client, "?city=miami") == {"Old"}
    assert titles(client, "?country=JP") == {"Old"}
    assert titles(client, "?format=virtual") == {"New"}
    assert titles(client, "?q=water") == {"New"}
    assert titles(client, "?q=water&year=2019") == set()


@pytest.mark.parametrize(
    "query",
    [
        "?year=nonsense",
        "?year=99999999999999999999",
        "?city=%00",
        "?country=ZZ",
        "?page=-1",
        "?page=x",
        "?q=%00",
    ],
)
def test_an_answer_that_makes_no_sense_is_left_out_of_account(client: Client, query: str) -> None:
    PublicProgramFactory(title="Here")
    assert titles(client, query) == {"Here"}


def test_a_withheld_hero_cannot_be_found_by_country(client: Client) -> None:
    program = PublicProgramFactory(title="Here")
    program.heroes.add(HeroFactory(country="JP"), HeroFactory(country="FR", public_identity="named"))
    response = client.get("/programs/?country=JP")
    assert "Japan" not in response.content.decode()
    assert "France" not in response.content.decode()


def test_the_list_comes_in_pages_that_keep_the_filters(client: Client) -> None:
    for number in range(21):
        PublicProgramFactory(title=f"Program about water {number:02d}")
    assert len(titles(client, "?q=water")) == 20
    second = client.get("/programs/?q=water&page=2")
    assert len(second.context["page"].object_list) == 1
    assert "?page=1&amp;q=water" in second.content.decode()


@pytest.mark.parametrize("words", ["", " ", "%00", "%", "_", "'", "%FF", "x" * 5000])
def test_search_takes_any_words(client: Client, words: str) -> None:
    assert client.get(f"/search/?q={words}").status_code == 200


def test_empty_pages_say_what_will_appear(client: Client) -> None:
    for address, words in {
        "/": "No programs yet",
        "/programs/": "No programs yet",
        "/heroes/": "No one is shown yet",
        "/organizations/": "No organizations yet",
        "/quotes/": "No quotes yet",
    }.items():
        assert words in client.get(address).content.decode()
