"""What pages say to machines (JSON-LD): the facts of the page, and nothing that the page does not show."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programs.models import Program
from public.templatetags.structured import json_ld
from tests.factories import (
    CityFactory,
    ConsentFactory,
    HeroFactory,
    OrganizationFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    StopFactory,
    named_hero,
)

pytestmark = pytest.mark.django_db

ONLINE = "https://schema.org/OnlineEventAttendanceMode"
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def said(client: Client, address: str) -> dict[str, Any]:
    """The things on a page by their type; the first of each."""
    response = client.get(address)
    assert response.status_code == 200
    script = SCRIPT.search(response.content.decode())
    if script is None:
        return {}
    data = json.loads(script.group(1))
    assert data["@context"] == "https://schema.org"
    things: dict[str, Any] = {}
    for thing in data["@graph"]:
        things.setdefault(thing["@type"], thing)
    return things


def events_in(thing: Any) -> Iterator[dict[str, Any]]:
    """All events in what a page says, however deep."""
    if isinstance(thing, list):
        for each in thing:
            yield from events_in(each)
    elif isinstance(thing, dict):
        if thing.get("@type") in ("Event", "EventSeries"):
            yield thing
        yield from events_in(list(thing.values()))


def valid(event: dict[str, Any]) -> dict[str, Any]:
    """The event, if it is one that search engines take."""
    assert event["name"]
    assert re.fullmatch(r"\d{4}-\d\d(-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?)?", event["startDate"])
    assert event.get("endDate", event["startDate"]) >= event["startDate"]
    assert event["location"]
    for place in event["location"]:
        if place["@type"] == "VirtualLocation":
            assert place["url"].startswith("http")
        else:
            assert place["@type"] == "Place"
            assert place["name"]
            assert place["address"]
    if event["eventAttendanceMode"] == ONLINE:
        assert {place["@type"] for place in event["location"]} == {"VirtualLocation"}
    return event


UNTIMED = {"start_time": None, "end_time": None}
NATIONAL = {**UNTIMED, "stop": None}
VIRTUAL, PLACE = "VirtualLocation", "Place"


@pytest.mark.parametrize("precision", ["day", "month"])
@pytest.mark.parametrize(
    ("facts", "start", "places"),
    [
        ({}, "2021-08-03T10:00:00-05:00", [VIRTUAL]),
        ({"format": "hybrid"}, "2021-08-03T10:00:00-05:00", [VIRTUAL, PLACE]),
        ({"format": "in_person"}, "2021-08-03T10:00:00-05:00", [PLACE]),
        ({"format": "in_person", **UNTIMED}, "2021-08-03", [PLACE]),
        ({"format": "in_person", "status": "cancelled"}, "2021-08-03T10:00:00-05:00", [PLACE]),
        ({"status": "cancelled", **UNTIMED}, "2021-08-03", [VIRTUAL]),
        (NATIONAL, "2021-08-03", [VIRTUAL]),
        ({"format": "in_person", "location": "State Department", **NATIONAL}, "2021-08-03", [PLACE]),
        ({"format": "hybrid", "location": "State Department", **NATIONAL}, "2021-08-03", [VIRTUAL, PLACE]),
        # Where it takes place, or when, is not known.
        ({"format": "in_person", **NATIONAL}, None, []),
        ({"date": None, **UNTIMED}, None, []),
        ({"date": None, "format": "in_person", "status": "cancelled", **UNTIMED}, None, []),
    ],
)
def test_an_event_has_a_name_a_beginning_and_a_place_or_is_left_out(
    client: Client, facts: dict[str, Any], start: str | None, places: list[str], precision: str
) -> None:
    program = PublicProgramFactory(date_precision=precision)
    meeting = PublicMeetingFactory(
        **{"stop": None if "stop" in facts else StopFactory(program=program), "program": program, **facts}
    )
    things = [said(client, record.get_absolute_url()) for record in (program, meeting)]
    told = [valid(event) for event in events_in([list(each.values()) for each in things])]
    of_meeting = [event for event in told if event["@type"] == "Event"]
    if start is None or precision == "month":
        assert of_meeting == []
        return
    assert len(of_meeting) == 2
    for event in of_meeting:
        assert event["startDate"] == start
        assert [place["@type"] for place in event["location"]] == places
        assert event["eventStatus"].endswith("Cancelled") == (facts.get("status") == "cancelled")


def test_a_day_that_was_opened_is_told_though_the_program_shows_months(client: Client) -> None:
    program = PublicProgramFactory(date_precision="month")
    meeting = PublicMeetingFactory(stop=StopFactory(program=program), show_day=True)
    assert valid(said(client, meeting.get_absolute_url())["Event"])["startDate"][:10] == "2021-08-03"


def test_a_program_takes_place_where_its_format_says(client: Client) -> None:
    def places(**facts: Any) -> list[str] | None:
        program = PublicProgramFactory(**facts)
        StopFactory(program=program, city=CityFactory(name="Miami", state="FL"))
        series = said(client, program.get_absolute_url())["EventSeries"]
        return [place.get("name", "virtual") for place in valid(series)["location"]]

    assert places(format="virtual") == ["virtual"]
    assert places(format="in_person") == ["Miami, Florida"]
    assert places(format="hybrid") == ["virtual", "Miami, Florida"]


def test_a_program_without_stops_takes_place_where_its_sessions_do(client: Client) -> None:
    program = PublicProgramFactory(format="in_person")
    assert said(client, program.get_absolute_url()) == {}
    for _ in range(2):
        PublicMeetingFactory(
            **{**NATIONAL, "program": program, "format": "in_person", "location": "State Department"}
        )
    series = valid(said(client, program.get_absolute_url())["EventSeries"])
    assert [place["name"] for place in series["location"]] == ["State Department"]
    assert len(series["subEvent"]) == 2


def test_a_meeting_tells_who_arranged_it_and_what_it_was_about(client: Client) -> None:
    agency, host = OrganizationFactory(name="Agency"), OrganizationFactory(name="Host")
    program = PublicProgramFactory(agency=agency)
    hosted = PublicMeetingFactory(
        stop=StopFactory(program=program, host=host), title="Hosted", summary="They *talked*."
    )
    elsewhere = StopFactory(program=program, city=CityFactory(name="Miami", state="FL"))
    other = PublicMeetingFactory(stop=elsewhere, title="Other")
    on_program = said(client, program.get_absolute_url())["EventSeries"]["subEvent"]
    by_name = {event["name"]: event for event in on_program}
    for meeting, organizer in ((hosted, "Host"), (other, "Agency")):
        event = said(client, meeting.get_absolute_url())["Event"]
        assert event["organizer"]["name"] == by_name[meeting.title]["organizer"]["name"] == organizer
    assert by_name["Hosted"]["description"] == "They talked."
    assert "description" not in by_name["Other"]


def test_a_program_is_a_series_of_events_with_its_meetings(client: Client) -> None:
    program = PublicProgramFactory(summary="They met.", agency=OrganizationFactory(name="Agency"))
    named_hero(program, name="Ann Known")
    program.heroes.add(HeroFactory(public_identity="anonymous", name="Hidden", country="AL"))
    stop = StopFactory(program=program)
    first = PublicMeetingFactory(stop=stop, title="First")
    PublicMeetingFactory(stop=stop, title="Second", status="cancelled", format="in_person", location="Hall")
    PublicMeetingFactory(stop=None, program=program, title="Third", date=None, start_time=None, end_time=None)
    series = said(client, program.get_absolute_url())["EventSeries"]
    assert (series["startDate"], series["endDate"]) == ("2021-07-19", "2021-08-13")
    assert series["organizer"]["name"] == "Agency"
    assert [person["name"] for person in series["attendee"]] == ["Ann Known"]
    events = {event["name"]: event for event in series["subEvent"]}
    assert set(events) == {"First", "Second"}
    assert events["First"]["startDate"] == "2021-08-03T10:00:00-05:00"
    assert events["First"]["endDate"] == "2021-08-03T11:30:00-05:00"
    assert events["First"]["eventStatus"] == "https://schema.org/EventScheduled"
    address = f"http://testserver{first.get_absolute_url()}"
    assert events["First"]["location"] == [{"@type": "VirtualLocation", "url": address}]
    assert events["Second"]["eventStatus"] == "https://schema.org/EventCancelled"
    assert events["Second"]["location"][0]["name"] == "Hall"
    assert events["Second"]["location"][0]["address"]["addressRegion"] == "MN"


def test_a_meeting_is_an_event_of_its_series(client: Client) -> None:
    host = OrganizationFactory(name="Host", website="https://host.example/", city_name="Saint Paul")
    program = PublicProgramFactory()
    ann, hidden = named_hero(program, name="Ann"), HeroFactory(public_identity="anonymous", name="Hidden")
    program.heroes.add(hidden)
    meeting = PublicMeetingFactory(
        stop=StopFactory(program=program),
        start_time=None,
        end_time=None,
        organizations=[host],
        whole_group=False,
        heroes=[ann, hidden],
        join_url="https://secret.example/",
    )
    event = said(client, meeting.get_absolute_url())["Event"]
    assert event["startDate"] == "2021-08-03"
    assert event["superEvent"]["@id"] == f"http://testserver{program.get_absolute_url()}"
    assert [person["name"] for person in event["attendee"]] == ["Ann"]
    assert event["contributor"][0]["sameAs"] == "https://host.example/"
    assert "secret" not in json.dumps(event)


def test_months_stay_months(client: Client) -> None:
    series = said(client, PublicProgramFactory(date_precision="month").get_absolute_url())["EventSeries"]
    assert (series["startDate"], series["endDate"]) == ("2021-07", "2021-08")


def test_a_hero_is_a_person_only_when_named(client: Client) -> None:
    program = PublicProgramFactory()
    employer = OrganizationFactory(name="Employer")
    ann = named_hero(program, name="Ann", honorific="Sister", role="Judge", organization=employer)
    hidden = HeroFactory(public_identity="anonymous", name="Hidden", country="AL", organization=employer)
    program.heroes.add(hidden)
    person = said(client, ann.get_absolute_url())["Person"]
    assert (person["name"], person["honorificPrefix"], person["jobTitle"]) == ("Ann", "Sister", "Judge")
    assert person["affiliation"]["name"] == "Employer"
    assert said(client, hidden.get_absolute_url()) == {}
    assert said(client, employer.get_absolute_url())["Organization"]["name"] == "Employer"


def test_only_words_that_were_said_are_quotations(client: Client) -> None:
    program = PublicProgramFactory()
    ann = named_hero(program, name="Ann")
    ConsentFactory(hero=ann, scope="quotes")
    PublicQuoteFactory(program=program, kind="paraphrase", text="More or less")
    PublicQuoteFactory(program=program, hero=ann, text="Exactly so")
    for address in ("/quotes/", program.get_absolute_url()):
        quotation = said(client, address)["Quotation"]
        assert quotation["text"] == "Exactly so"
        assert quotation["creator"]["name"] == "Ann"
        assert quotation["citation"] == "https://example.org/source"


def test_of_an_anonymous_speaker_nothing_is_told(client: Client) -> None:
    program = PublicProgramFactory()
    hidden = HeroFactory(public_identity="anonymous", name="Hidden", country="AL")
    program.heroes.add(hidden)
    PublicQuoteFactory(program=program, hero=hidden, organization=OrganizationFactory(), text="Said")
    assert set(said(client, "/quotes/")["Quotation"]) == {"@type", "text", "about", "citation"}


def test_machines_are_told_nothing_invented(client: Client) -> None:
    program = PublicProgramFactory(is_fictional=True)
    hero = named_hero(program)
    ConsentFactory(hero=hero, scope="quotes")
    PublicQuoteFactory(program=program, hero=hero)
    meeting = PublicMeetingFactory(stop=StopFactory(program=program))
    for page in (program, meeting, hero):
        assert said(client, page.get_absolute_url()) == {}
    assert said(client, "/quotes/") == {}


def test_no_text_can_end_the_element(client: Client) -> None:
    nasty = "</script><script>alert(1)</script><!-- & \u2028"
    program = PublicProgramFactory()
    # As old rows may have it: what is saved now has no such separator.
    Program.objects.update(title=nasty)
    page = client.get(program.get_absolute_url()).content.decode()
    data = SCRIPT.search(page)
    assert data
    assert not set("<>&\u2028") & set(data.group(1))
    assert json.loads(data.group(1))["@graph"][0]["name"] == nasty
    assert json_ld([]) == ""


def test_the_program_page_stays_cheap(client: Client) -> None:
    program = PublicProgramFactory(agency=OrganizationFactory())
    stop = StopFactory(program=program, host=OrganizationFactory())
    for _ in range(3):
        hero = named_hero(program, organization=OrganizationFactory())
        ConsentFactory(hero=hero, scope="quotes")
        meeting = PublicMeetingFactory(stop=stop, organizations=[OrganizationFactory()])
        PublicQuoteFactory(program=program, hero=hero, meeting=meeting, organization=OrganizationFactory())
    with CaptureQueriesContext(connection) as captured:
        client.get(program.get_absolute_url())
    assert len(captured) <= 15
