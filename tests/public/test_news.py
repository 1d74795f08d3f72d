"""What readers are told of changes: the page, the Atom feed, and the marks on the itinerary."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programs.models import Change, Meeting, Program
from public import news
from tests.factories import (
    CityFactory,
    MeetingFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    StopFactory,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def meeting() -> Meeting:
    """A public meeting whose addition is no longer told."""
    program = PublicProgramFactory(title="Bridge builders", slug="bridge-builders")
    new_meeting: Meeting = PublicMeetingFactory(title="Roundtable", stop=StopFactory(program=program))
    Change.objects.all().delete()
    return new_meeting


def save(meeting: Meeting, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.save()


def words(client: Client, url: str) -> str:
    """The page with single spaces, without its elements."""
    response = client.get(url)
    assert response.status_code == 200, url
    main = response.content.decode().partition("<main")[2]
    return " ".join(re.sub("<[^>]*>", " ", main).split()).replace(" ,", ",")


def page(client: Client, query: str = "") -> str:
    return words(client, f"/programs/bridge-builders/changes/{query}")


def itinerary(client: Client) -> str:
    return words(client, "/programs/bridge-builders/")


def feed(client: Client) -> ET.Element:
    response = client.get("/programs/bridge-builders/changes.atom")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)  # noqa: S314 - our own


def entries(client: Client) -> list[str]:
    return [
        f"{entry.findtext(f'{ATOM}title')}. {entry.findtext(f'{ATOM}summary')}"
        for entry in feed(client).iter(f"{ATOM}entry")
    ]


# --- The page ------------------------------------------------------------------------------------


def test_a_move_says_from_when_to_when_with_zones(client: Client, meeting: Meeting) -> None:
    save(meeting, date=date(2021, 8, 4), start_time=time(14), end_time=time(15))
    text = page(client)
    assert (
        "Moved Roundtable From Tuesday, August 3, 2021, 10:00 a.m. CDT (Minneapolis) until 11:30 a.m. CDT"
        in text
    )
    assert "to Wednesday, August 4, 2021, 2:00 p.m. CDT (Minneapolis) until 3:00 p.m. CDT" in text


def test_a_reader_in_tokyo_reads_both_days_of_tokyo(client: Client, meeting: Meeting) -> None:
    save(meeting, start_time=time(14), end_time=time(15))
    text = page(client, "?tz=Asia/Tokyo")
    assert "From Wednesday, August 4, 2021, 12:00 a.m. JST (Tokyo), midnight" in text
    assert "to Wednesday, August 4, 2021, 4:00 a.m. JST (Tokyo)" in text
    assert "(Minneapolis)" in text


def test_a_move_to_another_city_names_both(client: Client, meeting: Meeting) -> None:
    miami = StopFactory(
        program=meeting.program, city=CityFactory(name="Miami", state="FL", time_zone="America/New_York")
    )
    save(meeting, stop=miami)
    text = page(client)
    assert "10:00 a.m. CDT (Minneapolis)" in text
    assert "10:00 a.m. EDT (Miami)" in text


def test_a_time_that_is_lost_or_a_date_that_is_lost_is_to_be_announced(
    client: Client, meeting: Meeting
) -> None:
    save(meeting, start_time=None, end_time=None)
    assert "to Tuesday, August 3, 2021, time not public (Minneapolis)" in page(client)
    save(meeting, date=None)
    assert "to date to be announced (Minneapolis)" in page(client)


def test_cancelled_noted_and_restored_are_told_the_latest_first(client: Client, meeting: Meeting) -> None:
    save(meeting, status="cancelled", status_note="Storm.")
    save(meeting, status="confirmed", status_note="The sun is out.")
    text = page(client)
    assert text.index("Takes place after all Roundtable The sun is out.") < text.index("Cancelled Roundtable")


def test_a_note_that_was_corrected_is_not_repeated(client: Client, meeting: Meeting) -> None:
    save(meeting, status_note="With Imelda Poole.")
    save(meeting, status_note="With a guest.")
    assert "With a guest." in page(client)
    assert "Poole" not in page(client)
    assert not any("Poole" in entry for entry in entries(client))
    assert "Poole" not in client.get("/api/v1/changes").content.decode()
    assert not Change.objects.filter(note__contains="Poole").exists()


def test_a_removed_meeting_is_told_without_its_title_and_date(client: Client, meeting: Meeting) -> None:
    save(meeting, date=date(2021, 8, 9), status_note="Confidential")
    for remove in (lambda: save(meeting, is_public=False), meeting.delete):
        remove()
        for change in news.notices(news.of_program(meeting.program)):
            assert (change.meeting, change.before, change.after, change.note) == (None, None, None, "")
        body = client.get("/programs/bridge-builders/changes/").content.decode()
        told = page(client) + ET.tostring(feed(client), encoding="unicode") + body
        assert "A meeting was removed" in told
        for secret in ("Roundtable", "August 3", "August 9", "2021-08", "Confidential", str(meeting.uid)):
            assert secret not in told
        save(meeting, is_public=True) if meeting.pk else None


def test_what_was_never_public_is_not_told(client: Client, meeting: Meeting) -> None:
    hidden = MeetingFactory(stop=meeting.stop, title="Hidden")
    save(hidden, date=date(2021, 8, 9))
    hidden.delete()
    assert "Nothing has changed" in page(client)
    assert entries(client) == []


@pytest.mark.parametrize("status", ["draft", "in_clearance"])
def test_changes_of_a_program_that_is_not_public_are_not_found(
    client: Client, meeting: Meeting, status: str
) -> None:
    save(meeting, title="Round table")
    Program.objects.update(status=status)
    for address in ("changes/", "changes.atom"):
        assert client.get(f"/programs/bridge-builders/{address}").status_code == 404


def test_a_meeting_whose_embargo_passed_is_told_as_added_then(client: Client, meeting: Meeting) -> None:
    with time_machine.travel(datetime(2021, 7, 20, 8, tzinfo=UTC), tick=False):
        late = PublicMeetingFactory(
            stop=meeting.stop, title="Minister", public_from=datetime(2021, 7, 22, 12, tzinfo=UTC)
        )
        assert "Nothing has changed" in page(client)
    with time_machine.travel(datetime(2021, 7, 23, 8, tzinfo=UTC), tick=False):
        assert "Thursday, July 22, 2021 12:00 p.m. UTC, noon Added Minister" in page(client)
        assert len(entries(client)) == 1
        assert "New Minister" in itinerary(client)
        save(late, title="The minister")
        assert "Details changed The minister" in page(client)
        assert page(client).count("Added") == 1
    with time_machine.travel(datetime(2021, 7, 30, 8, tzinfo=UTC), tick=False):
        assert "New The minister" not in itinerary(client)


def test_a_meeting_taken_back_and_released_by_a_later_embargo_is_added_again(
    client: Client, meeting: Meeting
) -> None:
    with time_machine.travel(datetime(2021, 7, 20, 8, tzinfo=UTC), tick=False):
        save(meeting, public_from=datetime(2021, 7, 22, 12, tzinfo=UTC))
        assert [change.kind for change in news.of_program(meeting.program)] == ["removed"]
    with time_machine.travel(datetime(2021, 7, 23, 8, tzinfo=UTC), tick=False):
        assert [change.kind for change in news.of_program(meeting.program)] == ["added"]


def test_an_embargo_that_passed_before_publication_is_no_news(meeting: Meeting) -> None:
    PublicMeetingFactory(stop=meeting.stop, public_from=datetime(2021, 6, 1, tzinfo=UTC))
    Change.objects.all().delete()
    assert news.of_program(meeting.program) == []


def test_pages_of_many_changes_cost_as_many_queries_as_of_few(client: Client, meeting: Meeting) -> None:
    def queries(url: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    urls = [f"/programs/bridge-builders/{address}" for address in ("changes/", "changes.atom", "")]
    save(meeting, title="Round table")
    few = [queries(url) for url in urls]
    for number in range(60):
        PublicMeetingFactory(stop=meeting.stop, title=f"Number {number}", start_time=time(8), end_time=None)
    assert "Number 59" in page(client)
    assert "Number 0" not in page(client)
    assert "Number 0" in page(client, "?page=2")
    assert [queries(url) for url in urls] == few


# --- The feed ------------------------------------------------------------------------------------


def test_the_feed_has_all_that_rfc_4287_asks_for(client: Client, meeting: Meeting) -> None:
    save(meeting, start_time=time(9))
    save(meeting, title="Round <table> & chairs")
    meeting.delete()
    PublicMeetingFactory(stop=meeting.stop, title="Dinner <b>")
    root = feed(client)
    assert root.tag == f"{ATOM}feed"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://testserver/programs/bridge-builders/changes.atom",
        "alternate": "http://testserver/programs/bridge-builders/changes/",
    }
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert (element.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2
    assert root.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated")
    assert entries[0].findtext(f"{ATOM}title") == "Added: Dinner <b>"


def test_entries_of_the_feed_keep_their_identifiers(client: Client, meeting: Meeting) -> None:
    def ids() -> list[str | None]:
        return [element.text for element in feed(client).iter(f"{ATOM}id")]

    save(meeting, start_time=time(9))
    before = ids()
    save(meeting, title="Round table")
    assert ids()[2:] == before[1:]
    assert ids()[0] == before[0]


def test_an_empty_feed_says_the_same_each_time(client: Client, meeting: Meeting) -> None:
    first = client.get("/programs/bridge-builders/changes.atom").content
    assert b"2021-07-01T00:00:00+00:00" in first
    assert client.get("/programs/bridge-builders/changes.atom").content == first


def test_pages_name_the_feed(client: Client, meeting: Meeting) -> None:
    for address in ("", "changes/"):
        head = client.get(f"/programs/bridge-builders/{address}").content.decode().partition("</head>")[0]
        assert 'type="application/atom+xml"' in head
        assert "/programs/bridge-builders/changes.atom" in head


# --- Marks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("changed_at", [time(0), time(15), time(23, 59, 59)])
def test_what_changed_is_marked_in_words_for_a_week(
    client: Client, meeting: Meeting, changed_at: time
) -> None:
    moment_of_change = datetime.combine(date(2021, 7, 20), changed_at, UTC)
    with time_machine.travel(moment_of_change, tick=False):
        save(meeting, start_time=time(9))
        PublicMeetingFactory(stop=meeting.stop, title="Dinner")
        PublicMeetingFactory(stop=meeting.stop, title="Other", is_public=False)
    for moment, marked in (
        (moment_of_change, True),
        (datetime(2021, 7, 27, tzinfo=UTC), True),
        (datetime(2021, 7, 27, 23, 59, 59, tzinfo=UTC), True),
        (datetime(2021, 7, 28, tzinfo=UTC), False),
    ):
        with time_machine.travel(moment, tick=False):
            text = itinerary(client)
            assert ("Updated Roundtable" in text) == marked
            assert ("New Dinner" in text) == marked


@pytest.mark.parametrize("embargo_ends", [time(0), time(12)])
def test_a_meeting_whose_embargo_passed_is_marked_as_new_for_a_week(
    client: Client, meeting: Meeting, embargo_ends: time
) -> None:
    public_from = datetime.combine(date(2021, 7, 22), embargo_ends, UTC)
    with time_machine.travel(datetime(2021, 7, 20, 8, tzinfo=UTC), tick=False):
        PublicMeetingFactory(stop=meeting.stop, title="Minister", public_from=public_from)
    for moment, marked in (
        (public_from, True),
        (datetime(2021, 7, 29, 23, 59, 59, tzinfo=UTC), True),
        (datetime(2021, 7, 30, tzinfo=UTC), False),
    ):
        with time_machine.travel(moment, tick=False):
            text = itinerary(client)
            assert "Minister" in text
            assert ("New Minister" in text) == marked


def test_what_the_public_did_not_see_happen_is_not_marked(client: Client, meeting: Meeting) -> None:
    save(meeting, join_url="https://rooms.example/1")
    assert "Updated" not in itinerary(client)


def test_the_first_itinerary_of_a_program_has_no_marks(client: Client) -> None:
    program = PublicProgramFactory(slug="bridge-builders", status="draft")
    moved = PublicMeetingFactory(stop=StopFactory(program=program))
    save(moved, start_time=time(9))
    program.status = Program.Status.PUBLISHED
    program.save()
    text = itinerary(client)
    assert moved.title in text
    assert "Updated" not in text
    assert f"New {moved.title}" not in text
