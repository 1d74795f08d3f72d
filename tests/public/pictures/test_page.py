"""The page with the map and the connections of a program."""

import gzip
import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participants.models import Consent, Hero, Organization
from programs.models import Meeting, Program, Stop
from tests.factories import (
    CityFactory,
    HeroFactory,
    OrganizationFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    StopFactory,
    named_hero,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    new_program: Program = PublicProgramFactory(title="Bridge builders", slug="bridges")
    return new_program


@pytest.fixture
def stop(program: Program) -> Stop:
    city = CityFactory(latitude="44.97780", longitude="-93.26500")
    new_stop: Stop = StopFactory(program=program, city=city)
    return new_stop


def page(client: Client, program: Program) -> str:
    response = client.get(f"/programs/{program.slug}/connections/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def words(html: str) -> str:
    """The text of HTML, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_countries_and_cities_are_on_the_map_and_in_the_tables(
    client: Client, program: Program, stop: Stop
) -> None:
    named_hero(program, country="AL")
    named_hero(program, country="MT")
    program.heroes.add(HeroFactory(public_identity="anonymous", country="AL"))
    PublicMeetingFactory(stop=stop)
    PublicMeetingFactory(stop=stop, status="cancelled")
    PublicMeetingFactory(stop=stop, is_public=False)
    text = page(client, program)
    assert text.count('<circle class="map__country" cx=') == 2
    assert text.count('<path class="map__city" d="M') - 1 == 1  # one more in the key
    assert "A dot in each of the 2 countries" in text
    assert "A square at 1 city" in text
    plain = words(text)
    assert "Country Participants shown Albania 2 Malta 1" in plain
    assert "City State Public meetings Minneapolis Minnesota 1" in plain


def test_nothing_of_a_withheld_hero_is_on_the_page(client: Client, program: Program, stop: Stop) -> None:
    hidden = HeroFactory(name="Wanda Hidden", country="WF", public_identity="withheld")
    revoked = named_hero(program, name="Rita Revoked", country="VU")
    Consent.objects.filter(hero=revoked).update(revoked_on="2021-02-01")
    program.heroes.add(hidden, revoked)
    secret = OrganizationFactory(name="Only hidden people went there")
    PublicMeetingFactory(stop=stop, organizations=[secret], whole_group=False, heroes=[hidden, revoked])
    PublicMeetingFactory(stop=stop, organizations=[OrganizationFactory(name="All went there")])
    text = page(client, program)
    for mark in ("Wanda", "Hidden", "Wallis", "Futuna", "Rita", "Revoked", "Vanuatu", secret.name):
        assert mark not in text
    assert "map__country" not in text
    assert "Participants shown" not in text
    assert "All went there" in text


def test_an_anonymous_hero_is_there_by_country_only(client: Client, program: Program, stop: Stop) -> None:
    hero = HeroFactory(
        name="Anne Nonymous",
        native_name="Ανώνυμη",
        role="President of everything",
        country="GA",
        organization=OrganizationFactory(name="Where Anne works"),
        public_identity="anonymous",
    )
    program.heroes.add(hero)
    PublicMeetingFactory(
        stop=stop, whole_group=False, heroes=[hero], organizations=[OrganizationFactory(name="Listeners")]
    )
    text = page(client, program)
    for mark in ("Anne", "Nonymous", "Ανώνυμη", "President", "works"):
        assert mark not in text
    assert "A participant from Gabon met 1 organization" in words(text)
    assert f"/heroes/{hero.slug}/" in text


def test_every_node_of_the_picture_is_a_link_that_says_its_facts(
    client: Client, program: Program, stop: Stop
) -> None:
    poole = named_hero(program, name="Imelda Poole")
    named_hero(program, name="Ban Sample")
    ngo, office = OrganizationFactory(name="Helpers & friends"), OrganizationFactory(name="An office")
    PublicMeetingFactory(stop=stop, organizations=[office])
    PublicMeetingFactory(stop=stop, organizations=[ngo], whole_group=False, heroes=[poole])
    text = page(client, program)
    links = {
        href: words(inner)
        for href, inner in re.findall(r'<a href="([^"]+)">(<span class="web__name">.*?)</a>', text)
    }
    assert links == {
        poole.get_absolute_url(): "Imelda Poole met 2 organizations",
        "/programs/bridges/#heroes": "The whole group met 1 organization",
        "/heroes/ban-sample/": "Ban Sample met 1 organization",
        ngo.get_absolute_url(): "Helpers &amp; friends met 1 participant",
        office.get_absolute_url(): "An office met the whole group",
    }


def test_the_list_says_through_which_meetings(client: Client, program: Program, stop: Stop) -> None:
    poole = named_hero(program, name="Imelda Poole")
    ngo = OrganizationFactory(name="Helpers")
    PublicMeetingFactory(stop=stop, organizations=[ngo], title="For all")
    PublicMeetingFactory(stop=stop, organizations=[ngo], title="For one", whole_group=False, heroes=[poole])
    PublicMeetingFactory(stop=stop, organizations=[ngo], title="Not held", status="cancelled")
    text = page(client, program)
    assert "Helpers For all The whole group For one Imelda Poole" in words(text)
    assert "Not held" not in text


@pytest.mark.parametrize("status", ["draft", "in_clearance"])
def test_the_page_of_a_program_that_is_not_public_is_not_there(client: Client, status: str) -> None:
    program = PublicProgramFactory(status=status)
    assert client.get(f"/programs/{program.slug}/connections/").status_code == 404


def test_an_embargoed_meeting_connects_nobody_yet(client: Client, program: Program, stop: Stop) -> None:
    ngo = OrganizationFactory(name="Later")
    PublicMeetingFactory(stop=stop, organizations=[ngo], public_from=datetime(2099, 1, 1, tzinfo=UTC))
    assert "Later" not in page(client, program)


def test_a_program_of_which_nothing_is_public_yet_says_so(client: Client, program: Program) -> None:
    assert "Nothing to show yet" in page(client, program)
    assert "/connections/" not in client.get("/programs/bridges/").content.decode()


def test_the_program_page_leads_here(client: Client, program: Program) -> None:
    named_hero(program)
    assert 'href="/programs/bridges/connections/"' in client.get("/programs/bridges/").content.decode()


def test_no_style_is_written_into_the_page_and_nothing_is_fetched_for_the_pictures(
    client: Client, program: Program, stop: Stop
) -> None:
    named_hero(program)
    PublicMeetingFactory(stop=stop, organizations=[OrganizationFactory()])
    text = page(client, program)
    main = text[text.index("<main") : text.index("</main>")]
    assert not re.search(r"\sstyle=|<style|<script|<img|<image|<use", main)


def fill(program: Program, stop: Stop, meetings: int) -> None:
    """Meetings of twelve organizations with the whole group and with two of six heroes in turn."""
    heroes = [
        *(named_hero(program) for _ in range(5)),
        HeroFactory(public_identity="anonymous", country="GA"),
    ]
    program.heroes.add(heroes[5])
    groups = [OrganizationFactory() for _ in range(12)]
    made = Meeting.objects.bulk_create(
        PublicMeetingFactory.build_batch(meetings, stop=stop, program=program, whole_group=False)
    )
    link = Meeting.organizations.through
    link.objects.bulk_create(
        link(meeting=meeting, organization=groups[number % 12]) for number, meeting in enumerate(made)
    )
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in made[::2]]).update(whole_group=True)
    taking_part = Meeting.heroes.through
    taking_part.objects.bulk_create(
        taking_part(meeting=meeting, hero=hero)
        for number, meeting in enumerate(made[1::2])
        for hero in (heroes[number % 6], heroes[(number + 1) % 6])
    )


def test_three_hundred_meetings_cost_as_many_queries_as_three(client: Client) -> None:
    counts = []
    for meetings in (3, 300):
        program = PublicProgramFactory()
        fill(program, StopFactory(program=program), meetings)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            text = page(client, program)
        counts.append(len(queries))
        assert "web__field" in text
    assert counts[0] == counts[1] <= 10
    assert Meeting.objects.count() == 303
    assert Hero.objects.count() == Organization.objects.count() // 2 == 12


def test_the_page_stays_light(client: Client, program: Program, stop: Stop) -> None:
    fill(program, stop, 60)
    response = client.get("/programs/bridges/connections/")
    assert len(gzip.compress(response.content)) < 20_000
