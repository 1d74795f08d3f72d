"""A site full of content: every kind of record that has a public page, with all it can show."""

from dataclasses import dataclass, field
from datetime import date, time
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from participants.models import Hero, Organization
from programs.models import City, Meeting, Program
from tests.factories import (
    CityFactory,
    ConsentFactory,
    HeroFactory,
    MeetingFactory,
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

MARKDOWN = """The *group* met people who do the same work.

## What is planned

- Visits
- Talks with [survivors' advocates](https://polarisproject.org/) and [the State Department](https://www.state.gov/)

### Details

> Listen first.
"""


@dataclass
class PublicContent:
    """Records of every kind that has a page. The first of each list has the most to show."""

    programs: list[Program] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    heroes: list[Hero] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    cities: list[City] = field(default_factory=list)


def photo() -> ContentFile:  # type: ignore[type-arg]
    """A red JPEG of 80 by 80 pixels, as an officer might upload it."""
    out = BytesIO()
    Image.new("RGB", (80, 80), "darkred").save(out, "JPEG")
    return ContentFile(out.getvalue(), name="portrait.jpg")


def make_public_content(*, second_pages: bool = True) -> PublicContent:
    """A site with a rich program, an empty one, one whose dates are months, a fictional one, and people."""
    content = PublicContent()
    minneapolis = CityFactory(latitude="44.97780", longitude="-93.26500")
    miami = CityFactory(name="Miami", state="FL", time_zone="America/New_York")
    washington = CityFactory(name="Washington", state="DC", time_zone="America/New_York")
    content.cities = [minneapolis, miami, washington]
    source = SourceFactory(
        title="A day with the heroes",
        publisher="The Minneapolis Paper",
        author="Nia Test",
        published_on=date(2021, 9, 21),
        accessed_on=date(2026, 1, 5),
    )
    official = SourceFactory(title="Trafficking in Persons Report", url="https://www.state.gov/report/")
    agency, host, ngo, office = (
        OrganizationFactory(
            name=name,
            website=website,
            description=f"The work of {name}.\n\n{MARKDOWN}",
            country="US",
            city_name="Minneapolis",
            **facts,
        )
        for name, website, facts in [
            ("National Agency for Exchange", "https://agency.example/", {"short_name": "NAE"}),
            ("Global Friends of Minnesota", "https://friends.example/", {}),
            (
                "Coalition & Allies <of the North>",
                "",
                {"source_title": "Annual report", "source_url": "https://a.gov/"},
            ),
            ("Office to Monitor", "https://www.state.gov/", {"kind": "government"}),
        ]
    )
    content.organizations = [ngo, agency, host, office]

    rich = PublicProgramFactory(
        title="Heroes against trafficking",
        theme="Partnership of government and civil society",
        summary="Eight leaders met those who do the same work in three cities.",
        description=MARKDOWN,
        participant_count=8,
        hashtags="#TIPHeroes #2021TIPReport",
        sponsor="Office to Monitor and Combat Trafficking in Persons",
        agency=agency,
    )
    rich.sources.add(source, official)
    months = PublicProgramFactory(title="Journalists on the move", date_precision="month", status="archived")
    fictional = PublicProgramFactory(title="An invented exchange", is_fictional=True, format="hybrid")
    empty = PublicProgramFactory(
        title="Nothing is known of this one yet", starts_on=date(2031, 1, 1), ends_on=date(2031, 1, 9)
    )
    content.programs = [rich, months, fictional, empty]

    content.heroes = _heroes(rich, ngo)
    content.meetings = _meetings(rich, [minneapolis, miami, washington], host, ngo, content.heroes)
    content.meetings[0].sources.add(source)
    for program in (months, fictional):
        stop = StopFactory(
            program=program, city=minneapolis, starts_on=program.starts_on, ends_on=program.ends_on
        )
        content.meetings.append(PublicMeetingFactory(stop=stop, title=f"Welcome to {program.title}"))
    _words(rich, content.meetings[0], content.heroes, office, source)
    if second_pages:
        _enough_for_second_pages(content)
    return content


def _heroes(program: Program, employer: Organization) -> list[Hero]:
    poole = named_hero(
        program,
        name="Imelda Prueba",
        honorific="Sister",
        native_name="指宿昭一",
        sort_name="Prueba",
        country="AL",
        role="President of a network",
        organization=employer,
        honor_year=2021,
        citation="For **twenty years** of work.",
        biography=MARKDOWN,
        languages="sq, en",
        photo=photo(),
        photo_alt="Portrait of a woman with glasses",
        photo_credit="Nia Test",
        source_title="TIP Heroes",
        source_url="https://www.tipheroes.org/",
    )
    for scope in ("biography", "photo", "quotes"):
        ConsentFactory(hero=poole, scope=scope)
    plain = named_hero(program, name="Ban Ki Sample", country="KR")
    unnamed, other = (HeroFactory(public_identity="anonymous", country=country) for country in ("AL", ""))
    program.heroes.add(unnamed, other)
    return [poole, plain, unnamed, other]


def _meetings(
    program: Program, cities: list[City], host: Organization, ngo: Organization, heroes: list[Hero]
) -> list[Meeting]:
    first, second, third = (
        StopFactory(
            program=program,
            city=city,
            position=position,
            host=host,
            summary=MARKDOWN if position == 1 else "",
            starts_on=date(2021, 7, 17 + 3 * position),
            ends_on=date(2021, 8, 10),
        )
        for position, city in enumerate(cities, start=1)
    )
    unknown = {"date": None, "start_time": None, "end_time": None}
    return [
        PublicMeetingFactory(
            stop=first,
            title="Roundtable with advocates",
            kind="roundtable",
            summary=MARKDOWN,
            location="123 Main Street & Garden",
            interpretation="es, fr",
            organizations=[ngo, host],
            whole_group=False,
            heroes=heroes[:3],
            format="hybrid",
        ),
        PublicMeetingFactory(stop=first, title="Dinner at home", start_time=time(21), end_time=time(0, 30)),
        PublicMeetingFactory(stop=first, title="Walk by the river", start_time=None, end_time=None),
        PublicMeetingFactory(stop=first, title="Talk without an end", start_time=time(14), end_time=None),
        PublicMeetingFactory(
            stop=second, title="Visit of a shelter", status="cancelled", status_note="Ill health."
        ),
        PublicMeetingFactory(
            stop=second, title="Moved workshop", status_note="Moved from Monday.", date=date(2021, 8, 4)
        ),
        PublicMeetingFactory(stop=third, title="Task force", organizations=[ngo], **unknown),
        # The same again the next day, and once more on a day not known.
        *(
            PublicMeetingFactory(stop=third, title="Talk in small groups", **facts)
            for facts in ({"start_time": time(9)}, {"date": date(2021, 8, 4)}, unknown)
        ),
        PublicMeetingFactory(
            stop=None, program=program, title="Federal briefings", date=None, start_time=None, end_time=None
        ),
        MeetingFactory(stop=third, title="Not public"),
    ][:-1]


def _words(program: Program, meeting: Meeting, heroes: list[Hero], office: Organization, source: Any) -> None:
    named, anonymous = heroes[0], heroes[2]
    said: dict[str, Any] = {"program": program, "source": source}
    PublicQuoteFactory(hero=named, meeting=meeting, context="After a roundtable", featured=True, **said)
    PublicQuoteFactory(hero=anonymous, kind="fragment", **said)
    PublicQuoteFactory(organization=office, kind="paraphrase", text="Those who lived it know best", **said)
    PublicQuoteFactory(hero=named, original_text="Dëgjo së pari.", original_language="sq", **said)
    for kind in ("best_practice", "lesson_learned", "follow_up"):
        TakeawayFactory(program=program, meeting=meeting, kind=kind, hero=named, status="approved")
    TakeawayFactory(program=program, organization=office, status="approved")
    survey = ResourceFactory(
        title="Survivor study", url="https://study.example/", organization=office, kind="survey"
    )
    survey.programs.add(program)
    survey.meetings.add(meeting)
    ResourceFactory(
        title="Toolkit of the State Department", url="https://www.state.gov/toolkit/"
    ).programs.add(program)
    ResourceFactory(title="Resource without an address", description=MARKDOWN).programs.add(program)


def _enough_for_second_pages(content: PublicContent) -> None:
    """Fill the lists, so that each has a second page."""
    program = content.programs[0]
    for number in range(18):
        PublicProgramFactory(title=f"Exchange number {number}")
    for number in range(46):
        named_hero(program, name=f"Participant {number:02}")
        ResourceFactory(organization=OrganizationFactory(name=f"Helpers of town {number:02}")).programs.add(
            program
        )
    for number in range(28):
        PublicQuoteFactory(
            program=program, text=f"Sentence number {number}.", source__title=f"Source {number}"
        )
