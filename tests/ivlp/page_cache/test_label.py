"""No request changes what the next reader gets, and no query makes a page of its own for nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django import Settings

from common.page_languages import split
from ivlp.page_cache.middleware import PageCacheMiddleware
from public import parameters
from tests.factories import PublicProgramFactory
from tests.fuzz.answers import tell
from tests.fuzz.asks import HEADERS, Ask
from tests.support.public_content import make_public_content
from tests.support.public_pages import addresses
from tests.support.public_site import none

pytestmark = pytest.mark.django_db(transaction=True)

#: Of an environment what a client can set beside its headers, with a server that lets it.
OTHERS = {
    "SCRIPT_NAME": ["/quotes", "/programs", "/ar", "/evil"],
    "REQUEST_METHOD": ["HEAD", "get", "GET "],
    "CONTENT_TYPE": ["application/json", "text/html; charset=utf-16", "nonsense"],
    "CONTENT_LENGTH": ["0", "5", "x"],
    "QUERY_STRING": ["x=1", "page=1&page=2", "lang=fr", "tz=Asia/Tokyo", "%00"],
    "SERVER_NAME": ["evil.example"],
    "SERVER_PORT": ["8443", "x"],
    "SERVER_PROTOCOL": ["HTTP/1.0", "HTTP/0.9"],
    "REMOTE_ADDR": ["127.0.0.1", ""],
    "REMOTE_USER": ["admin"],
    "RAW_URI": ["/evil/"],
    "PATH_TRANSLATED": ["/evil"],
    "wsgi.url_scheme": ["https"],
    "HTTPS": ["on"],
}
MORE_HEADERS = [
    "X_FORWARDED_PREFIX",
    "X_SCRIPT_NAME",
    "X_REAL_IP",
    "VIA",
    "FROM",
    "DNT",
    "SAVE_DATA",
    "X_ANYTHING",
]
PAGES = ["/", "/quotes/", "/ar/quotes/", "/api/v1/programs"]


def variations() -> Iterator[tuple[str, str]]:
    for name, values in OTHERS.items():
        yield from ((name, value) for value in values)
    for name, values in HEADERS.items():
        yield from (
            (f"HTTP_{name}", value) for value in values if name != "COOKIE" or "sessionid" not in value
        )
    yield from ((f"HTTP_{name}", "/quotes") for name in MORE_HEADERS)


def test_whatever_a_request_brings_the_next_reader_gets_the_page_of_the_address() -> None:
    PublicProgramFactory()
    clean = {path: tell(WSGIHandler(), Ask("GET", path)) for path in PAGES}
    wrong = []
    for name, value in variations():
        attacked = WSGIHandler()
        for path in PAGES:
            # Under a script name "/" is asked for at the address of another page.
            tell(attacked, Ask("GET", "/" if name == "SCRIPT_NAME" else path, headers={name: value}))
        for path in PAGES:
            next_reader = tell(attacked, Ask("GET", path))
            if (next_reader.body, sorted(next_reader.headers)) != (
                clean[path].body,
                sorted(clean[path].headers),
            ):
                wrong.append(f"{name}: {value!r} changed {path}")
    none(wrong)


def test_a_page_is_made_from_nothing_but_its_label() -> None:
    seen: list[set[str]] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append({name for name in request.META if name.startswith("HTTP_")} | set(request.headers))
        return HttpResponse("page")

    sent = {"HTTP_HOST": "localhost", "HTTP_ANYTHING": "1", "HTTP_ACCEPT": "x", "REMOTE_USER": "admin"}
    request = RequestFactory().get("/quotes/", **sent)
    PageCacheMiddleware(answer)(request)
    assert seen == [{"HTTP_HOST", "Host"}]
    assert request.META["HTTP_ANYTHING"] == "1"


# --- Queries -------------------------------------------------------------------------------------


class Watched(QueryDict):
    """A query that notes what is asked of it."""

    asked: set[str]

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, default)

    def getlist(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().getlist(name, default)


def test_the_table_names_all_that_pages_read_of_their_query(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()

    def get(request: HttpRequest) -> Watched:
        query = Watched(request.META.get("QUERY_STRING", ""))
        query.asked = asked
        return query

    monkeypatch.setattr("django.core.handlers.wsgi.WSGIRequest.GET", property(get))
    wrong = []
    for address in addresses(make_public_content(second_pages=False)):
        asked.clear()
        path = address.url.partition("?")[0]
        if address.status != 200 or parameters.read_at(path) is None:
            continue
        client.get(address.url)
        name = resolve(split(path)[1]).url_name
        # The title of any page asks for the number of its page, in vain where there is none.
        unknown = asked - (parameters.read_at(path) or set()) - {"page"}
        wrong += [f"{name} reads {sorted(unknown)}"] if unknown else []
    none(wrong)


@pytest.mark.parametrize(
    ("path", "query", "settled"),
    [
        ("/", "x=1&page=2&tz=UTC", ""),
        ("/programs/a/", "utm_source=x&tz=UTC&fbclid=1", "tz=UTC"),
        ("/es/programs/a/", "tz=UTC&x", "tz=UTC"),
        ("/programs/", "q=b&page=2&city=c&q=a", "city=c&page=2&q=a"),
        ("/programs/", "page=2&q=a&city=c", "city=c&page=2&q=a"),
        ("/search/", "q=%C3%A9+a&Q=1&q.q=2", "q=%C3%A9+a"),
        ("/sitemap.xml", "x=1", ""),
        ("/nothing/", "q=1&tz=UTC", ""),
        ("/api/v1/openapi.json", "x=1", ""),
        ("/api/v1/meetings", "q=b&limit=2&x=1", "limit=2&q=b&x=1"),
        ("/programs/", "&".join(f"x{n}=1" for n in range(3000)), ""),
    ],
)
def test_a_query_is_what_its_page_reads_in_one_order(path: str, query: str, settled: str) -> None:
    assert parameters.settled(path, query) == settled


def test_thousands_of_unknown_queries_keep_one_page(client: Client, settings: Settings) -> None:
    first = client.get("/quotes/")
    for n in range(30):
        assert client.get(f"/quotes/?x={n}&page=2")["ETag"] == client.get(f"/quotes/?page=2&y={n}")["ETag"]
    assert client.get("/quotes/?utm_source=a")["ETag"] == first["ETag"]


def test_the_api_still_refuses_a_misspelled_parameter(client: Client) -> None:
    assert client.get("/api/v1/meetings?qq=1").status_code == 422
