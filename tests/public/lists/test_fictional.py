"""What is invented says so wherever it is listed or shown, and comes after what is real."""

import re

import pytest
from django.test import Client

from participants.models import Hero, Organization
from programs.models import Program
from tests.factories import (
    HeroFactory,
    OrganizationFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    ResourceFactory,
    StopFactory,
    TakeawayFactory,
    named_hero,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def real() -> Program:
    return PublicProgramFactory(title="Zebra of 2001", starts_on="2001-01-01", ends_on="2001-02-01")


@pytest.fixture
def invented() -> Program:
    """Later, and earlier in the alphabet, than the real one."""
    return PublicProgramFactory(title="Aardvark", is_fictional=True)


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def order(text: str, *words: str) -> bool:
    """Whether the words stand in the page in this order, by where each begins first in its content."""
    content = text[text.index("<main") :]
    places = [content.index(word) for word in words]
    return places == sorted(places)


def refer(kind: str, organization: Organization, program: Program) -> None:
    """Let a public thing of a program refer to an organization."""
    match kind:
        case "agency":
            Program.objects.filter(pk=program.pk).update(agency=organization)
        case "host":
            StopFactory(program=program, host=organization)
        case "meeting":
            PublicMeetingFactory(stop=StopFactory(program=program), organizations=[organization])
        case "quote":
            PublicQuoteFactory(program=program, organization=organization)
        case "takeaway":
            TakeawayFactory(program=program, organization=organization, status="approved")
        case "resource":
            ResourceFactory(organization=organization).programs.add(program)
        case "resource of a meeting":
            meeting = PublicMeetingFactory(stop=StopFactory(program=program))
            ResourceFactory(organization=organization).meetings.add(meeting)
        case "hero":
            named_hero(program, organization=organization)


KINDS = ["agency", "host", "meeting", "quote", "takeaway", "resource", "resource of a meeting", "hero"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_organization_is_invented_until_something_real_refers_to_it(
    client: Client, real: Program, invented: Program, kind: str
) -> None:
    organization = OrganizationFactory(name="Aspen House")
    refer(kind, organization, invented)
    assert "Fictional organization" in page(client, organization.get_absolute_url())
    assert client.get(f"/api/v1/organizations/{organization.slug}").json()["is_fictional"] is True
    refer(kind, organization, real)
    text = page(client, organization.get_absolute_url())
    assert "Fictional organization" not in text
    assert client.get(f"/api/v1/organizations/{organization.slug}").json()["is_fictional"] is False


def test_a_draft_of_a_real_program_makes_nothing_real(client: Client, invented: Program) -> None:
    draft = PublicProgramFactory(status="draft")
    hero, organization = named_hero(invented), OrganizationFactory()
    draft.heroes.add(hero)
    for program in (invented, draft):
        refer("agency", organization, program)
        refer("host", organization, program)
    assert "Fictional person" in page(client, hero.get_absolute_url())
    assert "Fictional organization" in page(client, organization.get_absolute_url())


@pytest.mark.parametrize("identity", ["named", "anonymous"])
def test_a_hero_is_invented_until_in_a_real_program(
    client: Client, real: Program, invented: Program, identity: str
) -> None:
    hero = named_hero(invented, name="Ann Ames")
    Hero.objects.filter(pk=hero.pk).update(public_identity=identity)
    hero.refresh_from_db()
    assert "Fictional person" in page(client, hero.get_absolute_url())
    assert "Fictional" in page(client, "/heroes/")
    assert client.get(f"/api/v1/heroes/{hero.slug}").json()["is_fictional"] is True
    real.heroes.add(hero)
    assert "Fictional person" not in page(client, hero.get_absolute_url())
    assert "Fictional" not in page(client, "/heroes/")
    assert client.get(f"/api/v1/heroes/{hero.slug}").json()["is_fictional"] is False


def test_lists_show_what_is_real_first_and_mark_what_is_not(
    client: Client, real: Program, invented: Program
) -> None:
    for program, prefix in ((real, "Zed"), (invented, "Abe")):
        organization = OrganizationFactory(name=f"{prefix} House")
        named_hero(program, name=f"{prefix} Common")
        stop = StopFactory(program=program, host=organization)
        PublicMeetingFactory(stop=stop, title=f"{prefix} common", organizations=[organization])
        PublicQuoteFactory(program=program, text=f"{prefix} common words", featured=True)
    for url in ("/", "/programs/", "/cities/minneapolis/"):
        assert order(page(client, url), "Zebra of 2001", "Aardvark", "Fictional"), url
    assert order(page(client, "/"), "Zed common words")
    assert "Abe common words" not in page(client, "/")
    assert order(page(client, "/heroes/"), "Zed Common", "Abe Common", "Fictional")
    assert order(page(client, "/organizations/"), "Zed House", "Abe House", "Fictional")
    assert order(page(client, "/quotes/"), "Zed common words", "Abe common words", "Fictional")
    met = page(client, "/cities/minneapolis/").partition('id="organizations"')[2]
    assert re.sub("<[^>]+>|\\s", "", met).startswith(">OrganizationsmethereZedHouseAbeHouse·Fictional")
    for kind in ("meetings", "heroes", "quotes"):
        found = re.sub("</?mark>", "", page(client, f"/search/?q=common&kind={kind}"))
        assert order(found, "Zed", "Abe", "Fictional"), kind
    found = re.sub("</?mark>", "", page(client, "/search/?q=house&kind=organizations"))
    assert order(found, "Zed House", "Abe House", "Fictional")


def test_the_second_page_of_a_list_begins_where_the_first_ended(
    client: Client, real: Program, invented: Program
) -> None:
    invented.heroes.set(HeroFactory.create_batch(30, public_identity="anonymous"))
    real.heroes.set(HeroFactory.create_batch(30, public_identity="anonymous"))
    first, second = page(client, "/heroes/"), page(client, "/heroes/?page=2")
    slugs = [re.findall(r'href="/heroes/(participant-\w+)/"', text) for text in (first, second)]
    assert len(set(slugs[0] + slugs[1])) == 60
    assert first.count("Fictional") == 18
    assert second.count("Fictional") == 12


def test_a_real_host_names_its_fictional_meetings_so(
    client: Client, real: Program, invented: Program
) -> None:
    organization = OrganizationFactory()
    for program in (real, invented):
        PublicMeetingFactory(stop=StopFactory(program=program), organizations=[organization])
    text = page(client, organization.get_absolute_url())
    assert "Fictional organization" not in text
    assert text.count("Fictional") == 1


def test_search_engines_are_told_nothing_of_what_is_invented(client: Client, invented: Program) -> None:
    hero, organization = named_hero(invented), OrganizationFactory()
    refer("agency", organization, invented)
    for record in (hero, organization):
        assert '"@type": "Person"' not in page(client, record.get_absolute_url())
        assert '"@type":"Organization"' not in page(client, record.get_absolute_url()).replace(" ", "")


def test_the_files_say_what_is_invented(client: Client, real: Program, invented: Program) -> None:
    named_hero(invented, name="Ann")
    named_hero(real, name="Bob")
    rows = client.get("/api/v1/files/heroes.json").json()
    assert {row["name"]: row["is_fictional"] for row in rows} == {"Ann": True, "Bob": False}
