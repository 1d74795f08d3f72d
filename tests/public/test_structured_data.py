"""What pages say to machines (JSON-LD): the facts of the page, and nothing that the page does not show."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programs.models import Program
from public.templatetags.structured import json_ld
from tests.factories import (
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
    assert set(events) == {"First", "Second", "Third"}
    assert events["First"]["startDate"] == "2021-08-03T10:00:00-05:00"
    assert events["First"]["endDate"] == "2021-08-03T11:30:00-05:00"
    assert events["First"]["eventStatus"] == "https://schema.org/EventScheduled"
    address = f"http://testserver{first.get_absolute_url()}"
    assert events["First"]["location"] == [{"@type": "VirtualLocation", "url": address}]
    assert events["Second"]["eventStatus"] == "https://schema.org/EventCancelled"
    assert events["Second"]["location"][0]["name"] == "Hall"
    assert events["Second"]["location"][0]["address"]["addressRegion"] == "MN"
    assert "startDate" not in events["Third"]


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
