"""The program page as a reader meets it."""

import html
import re
from datetime import UTC, date, datetime, time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from participants.models import Consent
from programs.models import Meeting, Program
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

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    new_program: Program = PublicProgramFactory(title="Bridge builders", slug="bridge-builders")
    return new_program


def page(client: Client, program: Program, query: str = "") -> str:
    response = client.get(f"/programs/{program.slug}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def in_order(text: str, *parts: str) -> bool:
    """Whether the parts stand in the text one after the other."""
    place = 0
    for part in parts:
        place = text.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True


def test_every_time_names_its_zone_and_city(client: Client, program: Program) -> None:
    PublicMeetingFactory(stop=StopFactory(program=program))
    text = page(client, program)
    assert in_order(text, "Tuesday, August 3, 2021", "10:00 a.m. CDT (Minneapolis)", "11:30 a.m. CDT")


def test_a_reader_in_new_york_reads_eleven_oclock(client: Client, program: Program) -> None:
    PublicMeetingFactory(stop=StopFactory(program=program))
    assert "11:00 a.m. EDT" in page(client, program, "?tz=America/New_York")


def test_a_reader_in_tokyo_finds_the_meeting_at_midnight_under_the_next_day(
    client: Client, program: Program
) -> None:
    PublicMeetingFactory(stop=StopFactory(program=program))
    text = page(client, program, "?tz=Asia/Tokyo")
    assert in_order(
        text,
        "Wednesday, August 4, 2021</h4>",
        "12:00 a.m. JST",
        "midnight",
        "Tuesday, August 3, 2021 in Minneapolis",
    )


@pytest.mark.parametrize("nonsense", ["Mars/Phobos", "../etc/passwd", "%00", "'", "<script>", "a" * 3000])
def test_a_zone_that_does_not_exist_leaves_the_cities_times(
    client: Client, program: Program, nonsense: str
) -> None:
    PublicMeetingFactory(stop=StopFactory(program=program))
    text = page(client, program, f"?tz={nonsense}")
    assert "10:00 a.m. CDT" in text
    assert "<script>" not in text


def test_stops_come_in_the_officers_order_and_days_in_theirs(client: Client, program: Program) -> None:
    minneapolis = StopFactory(program=program, host=OrganizationFactory(name="Global Minnesota"))
    miami = StopFactory(
        program=program, city=CityFactory(name="Miami", state="FL", time_zone="America/New_York")
    )
    PublicMeetingFactory(stop=miami, title="Early in Miami", date=date(2021, 7, 20))
    PublicMeetingFactory(stop=minneapolis, title="Late in Minneapolis", date=date(2021, 8, 5))
    PublicMeetingFactory(stop=minneapolis, title="First in Minneapolis", date=date(2021, 8, 4))
    PublicMeetingFactory(
        stop=None, program=program, date=None, start_time=None, end_time=None, title="National"
    )
    assert in_order(
        page(client, program),
        "National sessions",
        ">National</a>",
        "Global Minnesota",
        "First in Minneapolis",
        "Late in Minneapolis",
        "Miami, Florida",
        "Early in Miami",
    )


def test_meetings_without_date_or_time_are_said_so_in_words(client: Client, program: Program) -> None:
    stop = StopFactory(program=program)
    PublicMeetingFactory(stop=stop, title="Some day", date=None, start_time=None, end_time=None)
    PublicMeetingFactory(stop=stop, title="Some time", start_time=None, end_time=None)
    text = page(client, program)
    assert in_order(
        text, "August 3, 2021</h4>", "Time not public", "Some time", "Date not public", "Some day"
    )


def test_before_the_program_an_unknown_date_is_to_be_announced(client: Client, program: Program) -> None:
    program.starts_on, program.ends_on = date(2090, 1, 1), date(2090, 2, 1)
    program.save()
    PublicMeetingFactory(stop=StopFactory(program=program), date=None, start_time=None, end_time=None)
    assert "Date to be announced" in page(client, program)


def test_a_cancelled_meeting_stays_struck_through_and_says_so(client: Client, program: Program) -> None:
    PublicMeetingFactory(
        stop=StopFactory(program=program),
        title="Visit",
        status=Meeting.Status.CANCELLED,
        status_note="The host fell ill.",
    )
    assert in_order(page(client, program), "Cancelled", "<s>Visit</s>", "The host fell ill.")


@pytest.mark.parametrize(
    "hidden",
    [
        {"is_public": False},
        {"status": Meeting.Status.TENTATIVE},
        {"public_from": datetime(2999, 1, 1, tzinfo=UTC)},
    ],
)
def test_a_meeting_that_is_not_public_is_nowhere(
    client: Client, program: Program, hidden: dict[str, object]
) -> None:
    stop = StopFactory(program=program)
    meeting = PublicMeetingFactory(stop=stop, title="Not for you", **hidden)
    assert "Not for you" not in page(client, program)
    assert client.get(meeting.get_absolute_url()).status_code == 404


def test_months_only_means_no_day_is_shown(client: Client, program: Program) -> None:
    program.date_precision = Program.DatePrecision.MONTH
    program.save()
    StopFactory(program=program, starts_on=date(2021, 7, 21), ends_on=date(2021, 7, 30))
    text = page(client, program)
    assert "July to August 2021" in text
    for day in ("July 19", "July 21", "July 30", "August 13", "August 31", "2021-07-2"):
        assert day not in text


def test_everything_public_of_a_program_is_on_its_page(client: Client, program: Program) -> None:
    agency, met, sharer = (
        OrganizationFactory(name=name) for name in ("The Agency", "The Host", "The Sharer")
    )
    program.agency = agency
    program.save()
    program.sources.add(SourceFactory(title="The Source"))
    hero = named_hero(program, name="Imelda Poole", honorific="Sister")
    ConsentFactory(hero=hero, scope=Consent.Scope.QUOTES)
    PublicMeetingFactory(stop=StopFactory(program=program), title="The Meeting", organizations=[met])
    PublicQuoteFactory(program=program, hero=hero, text="Said aloud")
    TakeawayFactory(program=program, text="Learned", status="approved")
    ResourceFactory(title="The Toolkit", organization=sharer).programs.add(program)
    text = page(client, program)
    for shown in (
        "The Agency",
        "The Host",
        "The Sharer",
        "The Source",
        "Sister Imelda Poole",
        "“Said aloud”",
        "Learned",
        "The Toolkit",
        "The Meeting",
    ):
        assert shown in text
    for organization in (agency, met, sharer):
        assert client.get(organization.get_absolute_url()).status_code == 200


def test_without_consent_a_hero_is_nowhere_and_an_anonymous_one_is_a_country(
    client: Client, program: Program
) -> None:
    withheld = HeroFactory(name="Hidden Person", public_identity="named")
    anonymous = HeroFactory(name="Secret Person", country="AL", public_identity="anonymous")
    program.heroes.add(withheld, anonymous)
    PublicMeetingFactory(stop=StopFactory(program=program), whole_group=False, heroes=[withheld, anonymous])
    text = page(client, program)
    assert "Hidden" not in text
    assert "Secret" not in text
    assert "A participant from Albania" in text
    assert client.get(f"/heroes/{withheld.slug}/").status_code == 404
    assert "Secret" not in client.get(f"/heroes/{anonymous.slug}/").content.decode()


def test_a_paraphrase_never_stands_in_quotation_marks(client: Client, program: Program) -> None:
    PublicQuoteFactory(program=program, text="What was meant", kind="paraphrase")
    text = page(client, program)
    assert "What was meant" in text
    assert "“What was meant" not in text


def test_a_program_without_stops_or_people_reads_well(client: Client, program: Program) -> None:
    assert "No itinerary yet" in page(client, program)


@pytest.mark.parametrize("status", ["draft", "in_clearance"])
def test_a_program_that_is_not_published_does_not_exist(
    client: Client, program: Program, status: str
) -> None:
    meeting = PublicMeetingFactory(stop=StopFactory(program=program))
    hero = named_hero(program)
    Program.objects.update(status=status)
    for address in (program, meeting, hero, meeting.stop.city):
        assert client.get(address.get_absolute_url()).status_code == 404
    assert "Bridge builders" not in client.get("/programs/").content.decode()


def test_times_run_past_midnight_on_the_day_they_end(client: Client, program: Program) -> None:
    PublicMeetingFactory(stop=StopFactory(program=program), start_time=time(22), end_time=time(1))
    assert in_order(page(client, program), "10:00 p.m. CDT", "1:00 a.m. CDT", "Wednesday, August 4, 2021")


def test_a_calendar_can_be_followed_where_no_program_takes_webcal(client: Client) -> None:
    meeting = PublicMeetingFactory()
    address = f"/programs/{meeting.program.slug}/calendar.ics"
    text = client.get(meeting.program.get_absolute_url()).content.decode()
    assert f"http://testserver{address}</code>" in text
    google = re.search(r'href="(https://calendar.google.com/[^"]*)"', text)
    outlook = re.search(r'href="(https://outlook.live.com/[^"]*)"', text)
    assert google is not None
    assert outlook is not None
    assert parse_qs(urlsplit(html.unescape(google[1])).query)["cid"][0] == f"webcal://testserver{address}"
    asked = parse_qs(urlsplit(html.unescape(outlook[1])).query)
    assert asked["url"][0] == f"http://testserver{address}"
    assert asked["name"][0] == meeting.program.title
