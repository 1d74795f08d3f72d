"""What each `public()` lets the public see, and that nothing else is seen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
import time_machine
from django.db.models import Model
from django.utils import timezone

from participants import visibility
from participants.models import Hero, Organization
from programs.models import City, Meeting, Program, Quote, Resource, Stop, Takeaway
from tests.factories import (
    CityFactory,
    ConsentFactory,
    HeroFactory,
    MeetingFactory,
    OrganizationFactory,
    ProgramFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    QuoteFactory,
    ResourceFactory,
    StopFactory,
    TakeawayFactory,
    named_hero,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2021, 8, 1, tzinfo=UTC)
PROGRAM_STATUSES = {"draft": False, "in_clearance": False, "published": True, "archived": True}


def program_with(status: str) -> Program:
    program: Program = ProgramFactory(status=status)
    return program


@pytest.fixture(params=PROGRAM_STATUSES.items(), ids=PROGRAM_STATUSES)
def program_and_public(request: pytest.FixtureRequest) -> tuple[Program, bool]:
    """A program of each status, and whether it is public."""
    status, public = request.param
    return program_with(status), public


def test_programs_cities_and_stops(program_and_public: tuple[Program, bool]) -> None:
    program, public = program_and_public
    StopFactory(program=program)
    CityFactory(name="Nowhere")
    assert program.is_public is public
    for model in (Program, Stop, City):
        assert model.objects.public().count() == int(public), model


def test_a_meeting_is_public_only_when_everything_says_so() -> None:
    embargoes = {None: True, NOW - timedelta(seconds=1): True, NOW: True, NOW + timedelta(seconds=1): False}
    statuses = {"tentative": False, "confirmed": True, "cancelled": True}
    stops = {status: StopFactory(program=program_with(status)) for status in PROGRAM_STATUSES}
    for (status, open_program), (embargo, passed), (word, settled), flag in product(
        PROGRAM_STATUSES.items(), embargoes.items(), statuses.items(), (True, False)
    ):
        meeting = MeetingFactory(stop=stops[status], public_from=embargo, status=word, is_public=flag)
        shown = Meeting.objects.public(NOW).filter(pk=meeting.pk).exists()
        assert shown is (open_program and passed and settled and flag), (status, embargo, word, flag)


def test_a_meeting_is_private_unless_said_otherwise() -> None:
    stop = StopFactory()
    Meeting.objects.create(program=stop.program, stop=stop, title="Only a title", status="confirmed")
    assert not Meeting.objects.public().exists()


def test_an_embargo_passes_by_itself() -> None:
    PublicMeetingFactory(public_from=NOW)
    later = PublicMeetingFactory(public_from=NOW + timedelta(hours=1))
    with time_machine.travel(NOW - timedelta(seconds=1), tick=False):
        assert not Meeting.objects.public().exists()
        assert Meeting.objects.next_turn(timezone.now()) == NOW
    with time_machine.travel(NOW, tick=False):
        assert Meeting.objects.public().count() == 1
        assert Meeting.objects.next_turn(timezone.now()) == later.public_from
    assert Meeting.objects.next_turn(later.public_from) is None


# --- Heroes --------------------------------------------------------------------------------------


def test_a_hero_appears_only_with_a_public_program(program_and_public: tuple[Program, bool]) -> None:
    program, public = program_and_public
    named_hero(program)
    program.heroes.add(HeroFactory(public_identity="anonymous"))
    assert Hero.objects.public().count() == (2 if public else 0)


def test_a_hero_of_no_program_is_not_public_even_in_a_public_meeting() -> None:
    PublicMeetingFactory(whole_group=False, heroes=[named_hero()])
    assert not Hero.objects.public().exists()


def test_a_hero_of_two_programs_appears_once() -> None:
    hero = named_hero(PublicProgramFactory())
    PublicProgramFactory().heroes.add(hero)
    ConsentFactory(hero=hero)
    assert Hero.objects.public().count() == 1


# --- Quotes, takeaways, resources ----------------------------------------------------------------


def test_a_quote_needs_a_public_program_and_approval(program_and_public: tuple[Program, bool]) -> None:
    program, public = program_and_public
    PublicQuoteFactory(program=program)
    QuoteFactory(program=program)
    assert Quote.objects.public().count() == int(public)


@pytest.mark.parametrize("identity", Hero.PublicIdentity.values)
@pytest.mark.parametrize("scopes", [(), ("identity",), ("quotes",), ("identity", "quotes")])
def test_a_quote_needs_a_speaker_who_may_be_quoted(identity: str, scopes: tuple[str, ...]) -> None:
    hero = HeroFactory(public_identity=identity)
    for scope in scopes:
        ConsentFactory(hero=hero, scope=scope)
    program = PublicProgramFactory()
    program.heroes.add(hero)
    PublicQuoteFactory(program=program, hero=hero)
    allowed = identity == "anonymous" or (identity == "named" and len(scopes) == 2)
    assert Quote.objects.public().exists() is allowed


def test_a_speaker_who_is_in_no_public_program_is_not_quoted() -> None:
    hero = named_hero(ProgramFactory())
    ConsentFactory(hero=hero, scope="quotes")
    PublicQuoteFactory(hero=hero)
    assert not Quote.objects.public().exists()


def test_a_takeaway_needs_a_public_program_approval_and_a_public_hero(
    program_and_public: tuple[Program, bool],
) -> None:
    program, public = program_and_public
    TakeawayFactory(program=program)
    TakeawayFactory(program=program, status="approved")
    TakeawayFactory(program=program, status="approved", hero=named_hero(program))
    TakeawayFactory(program=program, status="approved", hero=HeroFactory())
    assert Takeaway.objects.public().count() == (2 if public else 0)


def test_a_resource_needs_a_public_program_or_meeting(program_and_public: tuple[Program, bool]) -> None:
    program, public = program_and_public
    stop = StopFactory(program=program)
    ResourceFactory().programs.add(program)
    ResourceFactory().meetings.add(PublicMeetingFactory(stop=stop))
    ResourceFactory().meetings.add(MeetingFactory(stop=stop))
    ResourceFactory()
    assert Resource.objects.public().count() == (2 if public else 0)


# --- Organizations -------------------------------------------------------------------------------

Refers = Callable[[Organization, Program], object]

#: What makes an organization public, in a public program.
REFERENCES: dict[str, Refers] = {
    "agency": lambda org, program: Program.objects.filter(pk=program.pk).update(agency=org),
    "host": lambda org, program: StopFactory(program=program, host=org),
    "meeting": lambda org, program: PublicMeetingFactory(stop__program=program, organizations=[org]),
    "quote": lambda org, program: PublicQuoteFactory(program=program, organization=org),
    "takeaway": lambda org, program: TakeawayFactory(program=program, organization=org, status="approved"),
    "resource": lambda org, program: ResourceFactory(organization=org).programs.add(program),
    "employer": lambda org, program: named_hero(program, organization=org),
}


def quoted_hero(program: Program, **facts: object) -> Hero:
    hero: Hero = HeroFactory(**facts)
    program.heroes.add(hero)
    return hero


#: What must not make it public, even in a public program.
NO_REFERENCES: dict[str, Refers] = {
    "nothing": lambda org, program: None,
    "meeting that is not public": lambda org, program: MeetingFactory(
        stop__program=program, organizations=[org], status="confirmed"
    ),
    "tentative meeting": lambda org, program: MeetingFactory(
        stop__program=program, organizations=[org], is_public=True
    ),
    "meeting under embargo": lambda org, program: PublicMeetingFactory(
        stop__program=program, organizations=[org], public_from=timezone.now() + timedelta(days=1)
    ),
    "draft quote": lambda org, program: QuoteFactory(program=program, organization=org),
    "draft takeaway": lambda org, program: TakeawayFactory(program=program, organization=org),
    "resource of nothing": lambda org, program: ResourceFactory(organization=org),
    "employer of a withheld hero": lambda org, program: quoted_hero(program, organization=org),
    "employer of an anonymous hero": lambda org, program: quoted_hero(
        program, organization=org, public_identity="anonymous"
    ),
    "employer of a hero without consent": lambda org, program: quoted_hero(
        program, organization=org, public_identity="named"
    ),
    "quote of a withheld hero": lambda org, program: PublicQuoteFactory(
        program=program, organization=org, hero=quoted_hero(program)
    ),
    "quote of an anonymous hero": lambda org, program: PublicQuoteFactory(
        program=program, organization=org, hero=quoted_hero(program, public_identity="anonymous")
    ),
    "takeaway of an anonymous hero": lambda org, program: TakeawayFactory(
        program=program,
        organization=org,
        status="approved",
        hero=quoted_hero(program, public_identity="anonymous"),
    ),
}


@pytest.mark.parametrize("refer", REFERENCES.values(), ids=REFERENCES)
def test_an_organization_is_public_when_something_public_refers_to_it(
    refer: Refers, program_and_public: tuple[Program, bool]
) -> None:
    program, public = program_and_public
    refer(OrganizationFactory(), program)
    assert Organization.objects.public().count() == int(public)


@pytest.mark.parametrize("refer", NO_REFERENCES.values(), ids=NO_REFERENCES)
def test_an_organization_that_only_private_things_refer_to_is_not_public(refer: Refers) -> None:
    refer(OrganizationFactory(), PublicProgramFactory())
    assert not Organization.objects.public().exists()


def test_an_organization_with_many_public_references_is_listed_once() -> None:
    organization, program = OrganizationFactory(), PublicProgramFactory()
    for refer in REFERENCES.values():
        if refer is not REFERENCES["host"]:
            refer(organization, program)
    assert Organization.objects.public().count() == 1


# --- public() itself -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "model", [Hero, Organization, Program, Meeting, Quote, Takeaway, Resource, Stop, City]
)
def test_everything_the_public_sees_is_read_through_public(model: type[Model]) -> None:
    assert not model._default_manager.public().exists()  # type: ignore[attr-defined]


def test_related_records_are_read_through_the_same_public() -> None:
    hidden = MeetingFactory(organizations=[OrganizationFactory()], heroes=[HeroFactory()], whole_group=False)
    program = hidden.program
    program.heroes.add(*hidden.heroes.all())
    assert not program.meetings.public()
    assert not program.heroes.public()
    assert not hidden.organizations.public()
    assert not hidden.heroes.public()


def test_with_nothing_said_nothing_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    named_hero(PublicProgramFactory())
    monkeypatch.setattr(visibility, "_references", {})
    assert not Hero.objects.public().exists()
    assert not Organization.objects.public().exists()
