"""What holds for every answer: our hosts only, and nothing after the headers for HEAD."""

import logging

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from pytest_django import Settings

from tests.fuzz.answers import tell
from tests.fuzz.asks import Ask
from tests.support.public_content import make_public_content
from tests.support.public_pages import addresses
from tests.support.public_site import none

pytestmark = pytest.mark.django_db

SECURITY_HEADERS = {
    "content-security-policy",
    "cross-origin-opener-policy",
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
    "x-frame-options",
}
WRONG_HOSTS = [
    "evil.example",
    "a b",
    "[::1",
    "localhost:99999999",
    "\x00",
    "localhost\tx",
    "localhost@evil",
    "ü",
]
SOME = ["/", "/programs/", "/api/v1/meetings", "/admin/login/", "/my/token/", "/static/x.css", "/nothing"]


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("host", WRONG_HOSTS)
def test_another_host_is_refused_with_all_security_headers_and_without_a_traceback(
    host: str, secure: bool, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SECURE_SSL_REDIRECT = secure
    for path in SOME:
        told = tell(WSGIHandler(), Ask("GET", path, headers={"HTTP_HOST": host}))
        headers = {name.lower(): value for name, value in told.headers}
        assert told.status == 400, path
        assert headers.keys() >= SECURITY_HEADERS, path
        assert headers["cache-control"] == "no-store"
        assert b"<h1" in told.body
        assert host.encode() not in told.body
    assert {record.levelno for record in caplog.records} == {logging.WARNING}
    assert not [record for record in caplog.records if record.exc_info]


def test_head_has_the_headers_of_get_and_no_body_at_any_address() -> None:
    content = make_public_content(second_pages=False)
    wrong = []
    urls = [address.url for address in addresses(content)]
    urls += [
        "/api/v1/nothing",
        "/api/v1/meetings?limit=x",
        "/admin/",
        "/admin/login/",
        "/my/token/",
        "/healthz",
    ]
    for url in urls:
        path, _mark, query = url.partition("?")
        get, head = (tell(WSGIHandler(), Ask(method, path, query)) for method in ("GET", "HEAD"))
        if head.body:
            wrong.append(f"{url}: {len(head.body)} bytes")
        lengths = [dict(told.headers).get("Content-Length", str(len(get.body))) for told in (get, head)]
        if get.status != head.status or (
            lengths[0] != lengths[1] and "csrf" not in get.body.decode(errors="replace")
        ):
            wrong.append(f"{url}: GET {get.status} {lengths[0]}, HEAD {head.status} {lengths[1]}")
    none(wrong)


def test_head_of_a_file_that_is_sent_in_pieces_has_no_body(client: Client) -> None:
    assert client.head("/static/css/site.css").content == b""


@pytest.mark.parametrize(
    ("proxies", "asking", "believed"),
    [
        ([], "192.0.2.7", False),
        ([], "127.0.0.1", False),
        (["127.0.0.1"], "127.0.0.1", True),
        (["127.0.0.1"], "192.0.2.7", False),
        (["10.0.0.0/8", "::1"], "10.9.8.7", True),
        (["10.0.0.0/8", "::1"], "::1", True),
        (["10.0.0.0/8"], "", False),
        ([""], "", True),
        ([""], "127.0.0.1", False),
    ],
)
def test_only_a_configured_proxy_is_believed(
    proxies: list[str], asking: str, believed: bool, settings: Settings
) -> None:
    settings.PROXY_ADDRESSES = proxies
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    headers = {"HTTP_X_FORWARDED_PROTO": "https", "REMOTE_ADDR": asking}
    told = tell(WSGIHandler(), Ask("GET", "/privacy/", headers=headers))
    assert told.status == (200 if believed else 301)


@pytest.mark.parametrize(
    "path", ["/", "/admin/login/", "/my/token/", "/api/v1/meetings", "/nothing", "/admin/"]
)
def test_a_strangers_large_body_is_refused_before_it_is_read(path: str) -> None:
    told = tell(WSGIHandler(), Ask("POST", path, headers={"CONTENT_LENGTH": str(400 * 1024 * 1024)}))
    headers = {name.lower() for name, _value in told.headers}
    assert told.status == 413
    assert headers >= SECURITY_HEADERS
    assert told.seconds < 1


@pytest.mark.parametrize("length", ["x", "-1", "1e9", "9" * 40, "²"])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    assert tell(WSGIHandler(), Ask("POST", "/my/token/", headers={"CONTENT_LENGTH": length})).status in (
        400,
        413,
    )


def test_a_body_without_an_end_is_refused_and_a_small_one_is_read() -> None:
    endless = Ask("POST", "/my/token/", headers={"HTTP_TRANSFER_ENCODING": "chunked"})
    assert tell(WSGIHandler(), endless).status == 413
    small = Ask("POST", "/admin/login/", body=b"a=b", body_type="application/x-www-form-urlencoded")
    assert tell(WSGIHandler(), small).status == 403  # without its token


def test_only_those_with_a_session_send_more_and_only_to_the_desk() -> None:
    large = {"CONTENT_LENGTH": str(8 * 1024 * 1024), "HTTP_COOKIE": "sessionid=x"}
    assert tell(WSGIHandler(), Ask("POST", "/admin/", headers=large)).status != 413
    assert tell(WSGIHandler(), Ask("POST", "/my/token/", headers=large)).status == 413
