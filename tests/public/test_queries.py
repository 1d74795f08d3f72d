"""What pages cost: as many queries for 300 meetings as for 3, few at first and at most one from memory."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participants.models import Hero, Organization
from programs.models import Meeting, Program, Quote, Resource
from tests.factories import (
    CityFactory,
    ConsentFactory,
    HeroFactory,
    OrganizationFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    ResourceFactory,
    SourceFactory,
    StopFactory,
    TakeawayFactory,
    named_hero,
)

UNCACHED, CACHED = 15, 1
#: A search asks each of the five kinds of records, and for what each shows along with it.
SEARCH = 20
FEW, MANY = 3, 300


def small_program() -> Program:
    """A public program with a little of everything, all found by "s", so that each part of a page counts."""
    host = OrganizationFactory(name="Hosts")
    program: Program = PublicProgramFactory(title="Sessions", agency=host)
    stops = [
        StopFactory(program=program, city=CityFactory(name=name), host=host)
        for name in ("Minneapolis", "Miami")
    ]
    hero = named_hero(program, organization=host, biography="A life.")
    for scope in ("biography", "quotes"):
        ConsentFactory(hero=hero, scope=scope)
    program.heroes.add(HeroFactory(public_identity="anonymous"))
    source = SourceFactory()
    program.sources.add(source)
    for number in range(FEW):
        meeting = PublicMeetingFactory(
            title="Session", stop=stops[number % 2], organizations=[host], whole_group=False, heroes=[hero]
        )
        meeting.sources.add(source)
        PublicQuoteFactory(program=program, meeting=meeting, hero=hero, organization=host, source=source)
        TakeawayFactory(program=program, meeting=meeting, hero=hero, organization=host, status="approved")
        resource = ResourceFactory(organization=host)
        resource.programs.add(program)
        resource.meetings.add(meeting)
    return program


def grow(program: Program) -> None:
    """A hundred times as much of everything that the page of a program, a city or a person lists."""
    stops = list(program.stops.all())
    host, source = stops[0].host, program.sources.get()
    organizations = [OrganizationFactory() for _ in range(50)]
    heroes = [named_hero(program, organization=organization) for organization in organizations]
    first = program.meetings.order_by("pk")[0]
    approved = program.quotes.order_by("pk")[0]
    meetings = Meeting.objects.bulk_create(
        Meeting(
            program=program,
            stop=stops[number % 2],
            title=f"Session {number}",
            date=date(2021, 7, 19) + timedelta(days=number % 25),
            start_time=first.start_time,
            end_time=first.end_time,
            is_public=True,
            status="confirmed",
            whole_group=bool(number % 2),
        )
        for number in range(MANY - FEW)
    )
    for number, meeting in enumerate(meetings[:60]):
        meeting.organizations.set([host, organizations[number % 50]])
        meeting.heroes.set([heroes[number % 50], heroes[(number + 1) % 50]])
    Quote.objects.bulk_create(
        Quote(
            program=program,
            text=f"Words {number}",
            status="approved",
            approved_by=approved.approved_by,
            approved_at=approved.approved_at,
            source=source,
            meeting=meetings[number],
            organization=organizations[number % 50],
        )
        for number in range(60)
    )
    Resource.objects.bulk_create(
        Resource(title=f"Guide {number}", organization=organizations[number % 50]) for number in range(60)
    )
    program.resources.set(Resource.objects.all())
    for number in range(30):
        other = PublicProgramFactory(title=f"Sessions {number}", agency=host)
        StopFactory(program=other, city=stops[0].city, host=organizations[number])
        other.heroes.set(heroes[:2])


def addresses(program: Program) -> dict[str, str]:
    """The pages whose cost must not grow."""
    hero = Hero.objects.filter(public_identity="named").order_by("pk")[0]
    stop = program.stops.order_by("pk")[0]
    meeting = program.meetings.order_by("pk")[0]
    host = Organization.objects.get(pk=stop.host_id)
    pages = {name: f"/{name}/" for name in ("programs", "heroes", "organizations", "quotes")}
    return pages | {
        "home": "/",
        "program": program.get_absolute_url(),
        "program in another zone": f"{program.get_absolute_url()}?tz=Asia/Tokyo",
        "program in Spanish": f"/es{program.get_absolute_url()}",
        "connections": f"{program.get_absolute_url()}connections/",
        "meeting": meeting.get_absolute_url(),
        "hero": hero.get_absolute_url(),
        "organization": host.get_absolute_url(),
        "city": stop.city.get_absolute_url(),
        "search": "/search/?q=s",
        "filtered programs": f"/programs/?q=session&city={stop.city.slug}&country=AL&year=2021",
    }


def limit(name: str) -> int:
    """The most queries that making the page may cost."""
    return SEARCH if name == "search" else UNCACHED


def queries(client: Client, url: str) -> list[str]:
    """The queries of one answer."""
    with CaptureQueriesContext(connection) as counted:
        assert client.get(url).status_code == 200, url
    return [query["sql"] for query in counted.captured_queries]


@pytest.fixture
def counts(db: None) -> Iterator[tuple[dict[str, list[str]], dict[str, list[str]]]]:
    """The queries of each page, with little and with much to show; nothing is kept inside a transaction."""
    client, program = Client(), small_program()
    few = {name: queries(client, url) for name, url in addresses(program).items()}
    grow(program)
    assert program.meetings.public().count() == MANY
    many = {name: queries(client, url) for name, url in addresses(program).items()}
    return few, many  # type: ignore[return-value]


def test_pages_cost_as_many_queries_for_300_meetings_as_for_3(
    counts: tuple[dict[str, list[str]], dict[str, list[str]]],
) -> None:
    few, many = counts
    grown = {name: (len(few[name]), len(many[name])) for name in few if len(few[name]) != len(many[name])}
    assert not grown, grown
    costly = {name: len(queries) for name, queries in many.items() if len(queries) > limit(name)}
    assert not costly, costly


@pytest.mark.django_db(transaction=True)
def test_a_page_from_memory_costs_one_query_at_most(client: Client) -> None:
    for name, url in addresses(small_program()).items():
        first = queries(client, url)
        # Reading the generation and the next moment of change is part of making a page.
        assert len(first) <= limit(name), (name, len(first))
        assert len(queries(client, url)) <= CACHED, name
        etag = client.get(url).headers["ETag"]
        with CaptureQueriesContext(connection) as counted:
            assert client.get(url, headers={"If-None-Match": etag}).status_code == 304, name
        assert len(counted) <= CACHED, name


@pytest.mark.django_db
def test_pages_that_are_always_the_same_ask_nothing_of_the_content(client: Client) -> None:
    for url in ("/accessibility/", "/privacy/", "/contact/", "/robots.txt", "/.well-known/security.txt"):
        assert not [
            sql for sql in queries(client, url) if "programs_" in sql.replace("programs_meeting", "", 1)
        ]
