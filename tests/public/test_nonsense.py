"""Nonsense in addresses, queries and headers gets a normal page or "not found", never a failure."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import (
    OrganizationFactory,
    PublicMeetingFactory,
    PublicQuoteFactory,
    StopFactory,
    named_hero,
)
from tests.support.examples import examples

pytestmark = pytest.mark.django_db

NONSENSE = [
    "",
    " ",
    "0",
    "-1",
    "1.5",
    "1e9",
    "٣",
    "²",
    "last",
    "99999999999999999999999999",
    "2" * 5000,
    "\x00",
    "a\x00b",
    "\x7f\x1b[31m",
    "%",
    "_%_",
    "\\",
    "'",
    "' OR 1=1 --",
    '"><script>alert(1)</script>',
    "{{ 7|add:7 }}",
    "{% load i18n %}",
    "../../etc/passwd",
    "America/Chicago/",
    "America/",
    "UTC\n",
    "\r\nSet-Cookie: a=b",
    "مرحبا",
    "🙂" * 200,
    "e\u0301" * 300,
    "\u202e\u2066",
    "x" * 70_000,
    "%" * 60_000,
]
#: As bytes in the address: no text in UTF-8.
NOT_TEXT = ["%ff%fe", "%c3%28", "%ed%a0%80", "%", "%zz", "%u0041", "%00"]
PARAMETERS = ["tz", "page", "q", "year", "city", "country", "format"]
#: The pages that ask for most of them; these get all the nonsense, the others some.
ASKING = ["/programs/", "/search/", "/quotes/", "meetings"]


@pytest.fixture
def paths() -> dict[str, str]:
    """The address of each kind of page, with a record to show."""
    stop = StopFactory()
    hero = named_hero(stop.program)
    meeting = PublicMeetingFactory(stop=stop, organizations=[OrganizationFactory()])
    PublicQuoteFactory(program=stop.program)
    fixed = [
        "/",
        "/programs/",
        "/heroes/",
        "/organizations/",
        "/quotes/",
        "/search/",
        "/privacy/",
        "/sitemap.xml",
    ]
    return {path: path for path in fixed} | {
        "/programs/{}/": stop.program.get_absolute_url(),
        "meetings": meeting.get_absolute_url(),
        "/heroes/{}/": hero.get_absolute_url(),
        "/organizations/{}/": meeting.organizations.get().get_absolute_url(),
        "/cities/{}/": stop.city.get_absolute_url(),
    }


@pytest.fixture
def reader() -> Client:
    """A reader who gets the error page instead of the error."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("asking", ASKING)
def test_nonsense_in_a_query_gives_a_normal_page(reader: Client, paths: dict[str, str], asking: str) -> None:
    wrong = []
    for value in [quote(text) for text in NONSENSE] + NOT_TEXT:
        for names in (PARAMETERS, PARAMETERS[:1]):
            query = "&".join(f"{name}={value}" for name in names)
            response = reader.get(f"{paths[asking]}?{query}")
            if response.status_code not in (200, 404) or b"<script>alert" in response.content:
                wrong.append(f"{asking}: {value[:60]}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_nonsense_in_a_query_that_a_page_does_not_ask_for_is_let_be(
    reader: Client, paths: dict[str, str]
) -> None:
    for value in ("%00", "%ff", "x" * 70_000, "-1"):
        query = "&".join(f"{name}={value}" for name in PARAMETERS)
        answers = {path: reader.get(f"{path}?{query}").status_code for path in paths.values()}
        assert set(answers.values()) <= {200, 404}, answers


def test_nonsense_for_a_filter_shows_what_no_filter_shows_or_nothing(
    reader: Client, paths: dict[str, str]
) -> None:
    """Never an empty page without a way on."""
    for name in ("tz", "page", "year", "country", "format"):
        for value in ("nonsense", "-1", "%00", "99999999999999999999"):
            text = reader.get(f"/programs/?{name}={value}").content.decode()
            assert 'href="/programs/program-' in text or "No program matches" in text, (name, value)


@given(query=st.text(st.characters(codec="utf-8"), max_size=80))
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_can_be_searched_for(reader: Client, query: str) -> None:
    for address in ("/search/", "/programs/"):
        assert reader.get(address, {"q": query}).status_code == 200


@pytest.mark.parametrize(
    "query", ["&&&", "=", "?", "q", "q=a&q=b", "tz[]=UTC", "tz=UTC&tz=Mars", "page=1&page=2", ";"]
)
def test_a_query_in_no_known_form_gives_a_normal_page(
    reader: Client, paths: dict[str, str], query: str
) -> None:
    assert {reader.get(f"{paths[kind]}?{query}").status_code for kind in ASKING} == {200}


def test_an_address_that_names_nothing_is_not_found(reader: Client, paths: dict[str, str]) -> None:
    slugs = [quote(text, safe="") for text in NONSENSE if text] + NOT_TEXT + ["a" * 300, "A", "a/b", "."]
    patterns = [
        "/{}",
        "/{}/",
        "/programs/{}/",
        "/programs/{}/meetings/00000000-0000-0000-0000-000000000000/",
        "/programs/a/meetings/{}/",
        "/heroes/{}/",
        "/heroes/{}/photo.jpg",
        "/organizations/{}/",
        "/cities/{}/",
        "/sitemap.xml/{}",
    ]
    wrong = []
    for pattern in patterns:
        for slug in slugs:
            response = reader.get(pattern.format(slug))
            if response.status_code not in (301, 404):
                wrong.append(f"{pattern.format(slug)[:80]}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_redirect_to_the_slash_stays_on_this_site(reader: Client) -> None:
    for path in ("/programs", "//evil.example/programs", "/\\evil.example/", "//evil.example"):
        response = reader.get(path)
        where = response.headers.get("Location", "/")
        assert where.startswith("/"), (path, where)
        assert not where.startswith(("//", "/\\")), (path, where)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_public_pages_are_only_read(reader: Client, paths: dict[str, str], method: str) -> None:
    """Nothing is written by readers; "method not allowed" is the answer."""
    answers = {path: getattr(reader, method)(path).status_code for path in paths.values()}
    answers.pop("/sitemap.xml")
    assert set(answers.values()) == {405}, answers


def test_head_is_answered_like_get_without_the_body(reader: Client, paths: dict[str, str]) -> None:
    for path in paths.values():
        assert reader.head(path).status_code == 200
        assert reader.head(path).content == b""


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Language": "x" * 5000},
        {"Accept-Language": "fr-\x00;q=nonsense"},
        {"Accept-Encoding": "br;q=nonsense, *;q=, ,,"},
        {"If-None-Match": '"', "If-Match": "nonsense"},
        {"If-Modified-Since": "yesterday"},
        {"Cookie": "sessionid=nonsense; csrftoken=; messages=%00; =; a"},
        {"Authorization": "Basic ///"},
        {"Accept": "nonsense"},
        {"Range": "bytes=9-1"},
        {"X-Forwarded-For": "'"},
        {"Referer": "\xff"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_nonsense_in_headers_does_no_harm(
    reader: Client, paths: dict[str, str], headers: dict[str, str]
) -> None:
    some = ["/", "/programs/", paths["meetings"]]
    answers = {path: reader.get(path, headers=headers).status_code for path in some}
    assert set(answers.values()) <= {200, 412}, answers


@pytest.mark.parametrize("host", ["evil.example", "", "a b", "[::1", "localhost:99999999", "\x00"])
def test_another_host_name_is_refused_in_the_sites_look(reader: Client, host: str) -> None:
    response = reader.get("/", headers={"Host": host})
    assert response.status_code in (200, 400)
    if response.status_code == 400:
        assert b"<h1" in response.content
        assert host == "" or host.encode() not in response.content
