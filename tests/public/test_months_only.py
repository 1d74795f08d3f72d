"""Where a program shows months only, no output tells the day or the time of a meeting that was not opened."""

from datetime import date, time

import pytest
from django.test import Client

from programs.models import Meeting, Program
from tests.factories import (
    OrganizationFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    StopFactory,
    named_hero,
)
from tests.support.public_content import PublicContent
from tests.support.public_pages import addresses, site_map

pytestmark = pytest.mark.django_db

DAY = date(2021, 8, 17)
#: How that day and its times are written anywhere: words, ISO 8601, RFC 5545, in UTC and the city's zone.
TOLD = [
    "august 17",
    "aug 17",
    "17 de agosto",
    "17 août",
    "2021-08-17",
    "20210817",
    "09:47",
    "9:47",
    "14:47",
    "0947",
    "1447",
]


@pytest.fixture
def content() -> PublicContent:
    program = PublicProgramFactory(
        starts_on=date(2021, 7, 1), ends_on=date(2021, 8, 31), date_precision=Program.DatePrecision.MONTH
    )
    stop = StopFactory(program=program)
    hero = named_hero(program)
    meetings = [
        PublicMeetingFactory(stop=stop, date=DAY, start_time=time(9, 47), end_time=time(10, 13), title=title)
        for title in ("First", "Second")
    ]
    meetings[0].start_time = time(9, 48)
    meetings[0].save()  # moved, so that there is a change to tell of
    meetings[0].start_time = time(9, 47)
    meetings[0].save()
    met = OrganizationFactory()
    meetings[1].organizations.add(met)
    return PublicContent([program], meetings, [hero, hero], [met], [stop.city])


def outputs(client: Client, content: PublicContent) -> dict[str, str]:
    texts = {}
    more = ["/search/?q=first", "/search.ics?q=first", "/api/v1/meetings?q=first", "/api/v1/changes"]
    urls = [each.url for each in addresses(content) if "photo" not in each.url] + more
    for url in urls:
        response = client.get(url)
        if response.get("Content-Type", "").startswith(("text", "application")):
            texts[url] = response.content.decode().lower()
    return {**texts, "site map": site_map(client).lower()}


def test_no_output_tells_the_day_or_the_time(client: Client, content: PublicContent) -> None:
    found = [
        f"{url}: {told}" for url, text in outputs(client, content).items() for told in TOLD if told in text
    ]
    # When a change was made is the day of the change, and not that of the meeting.
    assert not found, "\n".join(found)


def test_the_day_of_a_meeting_that_was_opened_is_told(client: Client, content: PublicContent) -> None:
    Meeting.objects.filter(title="First").update(show_day=True)
    texts = outputs(client, content)
    assert "august 17" in texts[content.programs[0].get_absolute_url()]
    assert "20210817" in texts[f"/programs/{content.programs[0].slug}/calendar.ics"]
    second = content.meetings[1].get_absolute_url()
    assert not [told for told in TOLD if told in texts[second]]


def test_a_hidden_day_is_not_found_by_asking_for_days(client: Client, content: PublicContent) -> None:
    query = "?date_from=2021-08-17&date_to=2021-08-17"
    assert client.get(f"/api/v1/meetings{query}").json()["count"] == 0
    Meeting.objects.update(show_day=True)
    assert client.get(f"/api/v1/meetings{query}").json()["count"] == 2


# --- How many took part --------------------------------------------------------------------------


def test_the_official_number_is_told_only_when_an_officer_says_so(client: Client) -> None:
    program = PublicProgramFactory(participant_count=10)
    StopFactory(program=program)
    for _ in range(2):
        named_hero(program)
    address, api = program.get_absolute_url(), f"/api/v1/programs/{program.slug}"
    assert ">10<" not in client.get(address).content.decode().replace("\n", "").replace(" ", "")
    assert client.get(api).json()["participant_count"] == 2
    assert client.get("/api/v1/programs").json()["items"][0]["participant_count"] == 2
    assert "10" not in client.get("/api/v1/files/programs.csv").content.decode().split("\n")[1].split(",")
    Program.objects.update(participant_count_public=True)
    assert client.get(api).json()["participant_count"] == 10


def test_nobody_shown_is_no_number_and_says_nothing_of_hidden_people(client: Client) -> None:
    program = PublicProgramFactory(participant_count=10)
    meeting = PublicMeetingFactory(stop=StopFactory(program=program), whole_group=False)
    assert client.get(f"/api/v1/programs/{program.slug}").json()["participant_count"] is None
    assert client.get(f"/api/v1/meetings/{meeting.uid}").json()["whole_group"] is None
    text = client.get(meeting.get_absolute_url()).content.decode()
    assert "Who took part is not public" not in text
    assert 'id="participants"' not in text
