"""Every list of names and words comes in the order of the reader's language."""

import re
from html import unescape

import pytest
from django.test import Client

from participants.models import Hero
from programs.models import City
from tests.factories import (
    HeroFactory,
    OrganizationFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    ResourceFactory,
    SourceFactory,
    StopFactory,
    named_hero,
)

pytestmark = pytest.mark.django_db

#: In the order of English and French; made in another one.
NAMES = ["adam", "Åsa", "Bob", "Çelik", "Élise", "Łukasz", "Zoë"]
SHUFFLED = [NAMES[number] for number in (3, 6, 0, 5, 2, 1, 4)]


def order(client: Client, url: str, words: list[str] = NAMES, begin: str = "<main") -> list[str]:
    """The words, as they follow each other in a page."""
    response = client.get(url)
    assert response.status_code == 200, url
    page = unescape(re.sub("</?mark>|\r\n ", "", response.content.decode()))
    page = page[page.index(begin) :]
    found = {word: page.find(f"{word} name") for word in words}
    assert -1 not in found.values(), (url, found)
    return sorted(words, key=lambda word: found[word])


def test_heroes_organizations_and_what_they_bring(client: Client) -> None:
    program = PublicProgramFactory()
    stop = StopFactory(program=program)
    organizations = [OrganizationFactory(name=f"{name} name") for name in SHUFFLED]
    PublicMeetingFactory(stop=stop, organizations=organizations)
    page = program.get_absolute_url()
    assert order(client, "/organizations/") == NAMES
    assert order(client, page, begin="meeting__body") == NAMES
    assert order(client, stop.city.get_absolute_url()) == NAMES
    assert order(client, f"{page}connections/", begin="<table") == NAMES
    assert order(client, "/search/?q=name&kind=organizations") == NAMES
    items = client.get("/api/v1/organizations").json()["items"]
    assert [item["name"].removesuffix(" name") for item in items] == NAMES
    assert order(client, f"{page}calendar.ics", begin="BEGIN") == NAMES


def test_heroes(client: Client) -> None:
    program = PublicProgramFactory()
    for name in SHUFFLED:
        named_hero(program, name=f"{name} name")
    for url in ("/heroes/", program.get_absolute_url(), "/search/?q=name&kind=heroes"):
        assert order(client, url) == NAMES, url
    items = client.get("/api/v1/heroes").json()["items"]
    assert [item["label"].removesuffix(" name") for item in items] == NAMES


def test_spanish_readers_find_the_n_with_tilde_after_the_n(client: Client) -> None:
    program = PublicProgramFactory()
    words = ["Nandu", "Ñandu", "Nzo", "Oso"]
    for name in reversed(words):
        named_hero(program, name=f"{name} name")
    assert order(client, "/heroes/", words) == words
    assert order(client, "/es/heroes/", words) == ["Nandu", "Nzo", "Ñandu", "Oso"]


def test_sources_resources_cities_and_programs(client: Client) -> None:
    program = PublicProgramFactory()
    program.sources.set([SourceFactory(title=f"{name} name") for name in SHUFFLED])
    assert order(client, program.get_absolute_url()) == NAMES
    program.sources.clear()
    for name in SHUFFLED:
        ResourceFactory(title=f"{name} name").programs.add(program)
    assert order(client, program.get_absolute_url()) == NAMES
    for number, name in enumerate(SHUFFLED):
        city = City.objects.create(name=f"{name} name", state="MN", slug=f"c{number}", time_zone="UTC")
        StopFactory(program=program, city=city)
    assert order(client, "/programs/", begin='name="city"') == NAMES
    for name in SHUFFLED:
        PublicProgramFactory(title=f"{name} name")
    assert order(client, "/programs/", begin='class="card-list') == NAMES


@pytest.mark.parametrize(
    ("language", "codes"),
    [
        ("", ["EG", "ET", "MH", "RS", "US"]),  # Egypt, Ethiopia, Marshall Islands, Serbia, United States
        ("/fr", ["EG", "US", "ET", "MH", "RS"]),  # Égypte, États-Unis, Éthiopie, Îles Marshall, Serbie
        ("/es", ["EG", "US", "ET", "MH", "RS"]),  # Egipto, Estados Unidos, Etiopía, Islas Marshall, Serbia
        ("/ar", ["ET", "US", "MH", "RS", "EG"]),  # إثيوبيا، الولايات المتحدة، جزر مارشال، صربيا، مصر
    ],
)
def test_countries_and_those_named_by_them(client: Client, language: str, codes: list[str]) -> None:
    program = PublicProgramFactory()
    for code in sorted(codes, reverse=True):
        program.heroes.add(HeroFactory(public_identity="anonymous", country=code))
    page = client.get(f"{language}/programs/").content.decode()
    choices = page[page.index('name="country"') :].partition("</select>")[0]
    assert re.findall('value="(..)"', choices) == codes
    people = client.get(f"{language}/heroes/").content.decode()
    slugs = re.findall(r"/heroes/(participant-\w+)/", people[people.index("<main") :])
    countries = dict(Hero.objects.values_list("slug", "country"))
    assert [countries[slug] for slug in dict.fromkeys(slugs)] == codes
