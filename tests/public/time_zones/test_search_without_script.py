"""A reader without a script finds a place by the form, on every page with times."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from programs.models import Meeting
from tests.factories import CityFactory, PublicMeetingFactory, PublicProgramFactory, StopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    """A meeting of a public program in Minneapolis."""
    stop = StopFactory(program=PublicProgramFactory(title="Bridges", slug="bridges"))
    made: Meeting = PublicMeetingFactory(stop=stop, title="Roundtable")
    return made


def links(text: str) -> list[tuple[str, str]]:
    """Addresses and labels of the places that a page offers."""
    return re.findall(r'<a href="(\?[^"]*)#itinerary"[^>]*>([^<]*)</a>', text)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Doha", ("?tz=Asia%2FQatar", "Doha, Qatar")),
        ("astana", ("?tz=Asia%2FAlmaty", "Astana, Kazakhstan")),
        ("India", ("?tz=Asia%2FKolkata", "New Delhi, India")),
        ("Pékin", ("?tz=Asia%2FShanghai", "Beijing, China")),
        ("UTC−5", ("?tz=Etc%2FGMT%2B5", "UTC-5")),
        ("UTC+٥", ("?tz=Etc%2FGMT-5", "UTC+5")),
        ("Minneapolis", ("?tz=America%2FChicago", "Minneapolis, Minnesota, United States of America")),
    ],
)
def test_the_places_are_offered_as_links(
    client: Client, meeting: Meeting, typed: str, first: tuple[str, str]
) -> None:
    for address in ("/programs/bridges/", meeting.get_absolute_url(), "/embed/programs/bridges/"):
        text = client.get(address, {"place": typed}).content.decode()
        assert links(text)[0] == first
        assert len(links(text)) <= 8
        assert "Times are those of the city each meeting belongs to." in text, "no zone is chosen for them"
        assert client.get(address + first[0]).status_code == 200


def test_what_else_was_asked_for_is_kept(client: Client, meeting: Meeting) -> None:
    text = client.get("/search/?q=roundtable&place=tirana").content.decode()
    assert links(text) == [("?q=roundtable&amp;tz=Europe%2FTirane", "Tirana, Albania")]
    assert '<input type="hidden" name="q" value="roundtable">' in text
    assert 'name="place" value' not in re.sub(r'id="tz-place"\s+name="place"', "", text)


def test_what_finds_nothing_is_said_and_shown_again_safely(client: Client, meeting: Meeting) -> None:
    for typed in ("zzzz", "<script>alert(1)</script>", '"onfocus=alert(1)', "\x00", "x" * 5000):
        response = client.get(f"/programs/bridges/?place={quote(typed)}")
        text = response.content.decode()
        assert "No place found. Try a larger city or the country." in text
        assert "<script>alert" not in text
        assert '"onfocus' not in text
    assert (
        "No place found."
        not in client.get("/programs/bridges/?place=%20").content.decode().split("data-now")[1]
    )


def test_only_a_page_that_searches_asks_the_database_for_cities(
    client: Client, meeting: Meeting, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        PublicMeetingFactory(
            stop=StopFactory(program=meeting.program, city=CityFactory(name=f"Town {number}"))
        )
    CityFactory(name="Secretville")
    with django_assert_max_num_queries(15) as plain:
        client.get("/programs/bridges/?tz=Asia/Qatar")
    with django_assert_max_num_queries(16) as searching:
        text = client.get("/programs/bridges/?tz=Asia/Qatar&place=town+7").content.decode()
    assert len(searching.captured_queries) == len(plain.captured_queries) + 1
    assert links(text)[0][1] == "Town 7, Minnesota, United States of America"
    assert links(client.get("/programs/bridges/?place=secretville").content.decode()) == []
