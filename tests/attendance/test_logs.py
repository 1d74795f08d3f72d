"""Nothing of a private address is written into any log or error report but a short digest."""

import io
import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils.module_loading import import_string
from django.views.debug import get_exception_reporter_class
from hypothesis import given
from hypothesis import strategies as st

from attendance.logs import NoTokens, without_tokens
from attendance.models import ItineraryLink
from attendance.tokens import digest_of, mark_of, new_token
from tests.support.attendance_people import Guest, invited

TOKEN = "k3Jx_9-aPq" + "Z" * 33
MARK = f"[{mark_of(digest_of(TOKEN))}]"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (f"Not Found: /my/{TOKEN}/", f"Not Found: /my/{MARK}/"),
        (f"GET /my/{TOKEN}/calendar.ics HTTP/1.1", f"GET /my/{MARK}/calendar.ics HTTP/1.1"),
        (f'"GET /my/{TOKEN} HTTP/1.1"', f'"GET /my/{MARK} HTTP/1.1"'),
        (f"https://x.example/my/{TOKEN}/?tz=UTC", f"https://x.example/my/{MARK}/?tz=UTC"),
        (f"<WSGIRequest: GET '/my/{TOKEN}/'>", f"<WSGIRequest: GET '/my/{MARK}/'>"),
        (f"/MY%2f{TOKEN}", f"/MY/{MARK}"),
        (f"/my/{TOKEN}/ and /my/{TOKEN}/x", f"/my/{MARK}/ and /my/{MARK}/x"),
        (f"/my/{MARK}/", f"/my/{MARK}/"),
        (f"KeyError: {TOKEN!r} at /my/{TOKEN}/", f"KeyError: '{MARK}' at /my/{MARK}/"),
        (
            "no such page: /my/page/",
            "no such page: /my/[6ca4d1c9]/".replace("6ca4d1c9", mark_of(digest_of("page"))),
        ),
        ("GET /programs/ HTTP/1.1", "GET /programs/ HTTP/1.1"),
    ],
)
def test_a_token_in_an_address_is_written_as_a_mark(written: str, read: str) -> None:
    assert without_tokens(written) == read


NEW_TOKEN = "ivlp_" + TOKEN
PLACES = [
    "/my/{}/", "/my//{}/", "/my/./{}/", "/{}/", "/myx/{}/", "/ar/my/{}/", "/admin/?next=/my/{}/", "/x{}x/",
    "/programs/?q={}", "/heroes/a{}", "https://x.example/#{}", "next=%2Fmy%2F{}%2F", "token={}", "{}", "'{}'",
    "{{\"token\": \"{}\"}}", "Bearer {}", "a {} b", "{}.ics", "/my/%20{}", "//my/{}", "\\my\\{}", "/my;{}/",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_token_is_masked_by_its_shape_wherever_it_stands(place: str) -> None:
    escaped = "".join(f"%{ord(letter):02x}" for letter in NEW_TOKEN)
    for token in (NEW_TOKEN, escaped, NEW_TOKEN[:9] + escaped[27:], new_token()):
        written = without_tokens(place.format(token))
        assert token not in written
        assert token.removeprefix("ivlp_")[:20] not in unquote(written)
    # A token of before the prefix has only its length to be known by.
    if "x{}" not in place and "a{}" not in place:
        assert TOKEN not in without_tokens(place.format(TOKEN))


@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_no_text_around_a_token_hides_it(before: str, after: str) -> None:
    token = new_token()
    assert token not in without_tokens(before + token + after)


@pytest.mark.parametrize(
    "text",
    [
        "/programs/survivors-and-the-law-a-visit-to-minneapolis-1/",
        "a" * 43,
        "GET /programs/heroes-against-trafficking/meetings/0d6a4382-167f-4b8a-9af9-464d9bcee039/ HTTP/1.1",
        "%D9%85%D8%AD%D9%83%D9%85%D8%A9%20%D9%85%D8%AD%D9%83%D9%85%D8%A9%20%D9%85",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
)
def test_what_is_no_token_stays_as_it_is(text: str) -> None:
    assert without_tokens(text) == text


def test_a_handler_without_any_filter_writes_no_token() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    for name in (
        "",
        "django.request",
        "django.server",
        "gunicorn.error",
        "gunicorn.access",
        "somebody.elses",
    ):
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        try:
            logger.error("%s %s", NEW_TOKEN, {"address": f"/my//{TOKEN}/"}, stack_info=True)
            raise KeyError(NEW_TOKEN)
        except KeyError:
            logger.exception("It failed")
        finally:
            logger.removeHandler(handler)
    assert written.getvalue().count("It failed") >= 6
    assert TOKEN not in written.getvalue()


def handler_of_the_settings(stream: io.StringIO) -> logging.Handler:
    """A handler with the filters that the settings give to theirs."""
    handler = logging.StreamHandler(stream)
    for name in settings.LOGGING["handlers"]["console"]["filters"]:
        handler.addFilter(import_string(settings.LOGGING["filters"][name]["()"])())
    return handler


def lines(record_with: Any) -> str:
    """What a handler writes."""
    written = io.StringIO()
    logger = logging.Logger("a test")
    logger.addHandler(handler_of_the_settings(written))
    record_with(logger)
    return written.getvalue()


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the site's logs say meanwhile."""
    written = io.StringIO()
    handler = handler_of_the_settings(written)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_messages_arguments_tracebacks_and_stacks_are_all_cleaned() -> None:
    def record(logger: logging.Logger) -> None:
        logger.warning("%s: %s", "Not Found", f"/my/{TOKEN}/")
        logger.warning("%(path)s", {"path": f"/my/{TOKEN}/"})
        try:
            raise ValueError(f"no page at /my/{TOKEN}/")
        except ValueError:
            logger.exception("It failed")
        logger.warning("no arguments, 100%% sure")

    text = lines(record)
    assert TOKEN not in text
    assert text.count(MARK) == 3
    assert "ValueError: no page at /my/[" in text
    assert "Traceback" in text


def test_every_handler_of_the_settings_has_the_filter() -> None:
    for name, handler in settings.LOGGING["handlers"].items():
        assert "no_tokens" in handler.get("filters", []), name
    for name in ("", "django", "django.request", "django.server", "django.security.csrf"):
        logger: logging.Logger | None = logging.getLogger(name)
        while logger is not None:
            for handler in logger.handlers:
                if type(handler).__module__ in ("logging", "django.utils.log"):
                    assert any(isinstance(each, NoTokens) for each in handler.filters), (name, handler)
            logger = logger.parent if logger.propagate else None


@pytest.mark.django_db
def test_a_missing_page_is_logged_with_the_mark(logged: io.StringIO) -> None:
    assert Client().get(f"/my/{TOKEN}/").status_code == 404
    assert logged.getvalue() == f"Not Found: /my/{MARK}/\n"


@pytest.mark.django_db
def test_the_mark_in_the_log_is_the_one_officers_see() -> None:
    guest = invited()
    assert f"[{ItineraryLink.objects.get().mark}]" in without_tokens(guest.page)


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["", "copy.html", "meetings/{uid}/answer/"])
def test_a_failure_is_logged_and_reported_without_the_token(
    action: str, monkeypatch: pytest.MonkeyPatch, logged: io.StringIO
) -> None:
    guest = invited()
    path = guest.page + action.format(uid=guest.meeting.uid)

    def fail(token: str) -> None:
        address = f"https://site.example/my/{token}/"
        raise RuntimeError(f"cannot open {address} ({token!r})")

    monkeypatch.setattr("attendance.views.page.opened", fail)
    monkeypatch.setattr("attendance.views.replies.opened", fail)
    client = Client(raise_request_exception=False)
    response = client.post(path) if "answer" in action else client.get(path)
    assert response.status_code == 500
    assert "Internal Server Error: /my/[" in logged.getvalue()
    assert "RuntimeError" in logged.getvalue()
    assert guest.token not in logged.getvalue()

    for report in reports(guest, path):
        assert "RuntimeError" in report
        assert guest.token not in report
        assert guest.link.mark in report


def reports(guest: Guest, path: str) -> list[str]:
    """The error report as text and as HTML, with the variables of all functions."""
    request = RequestFactory().get(path, headers={"Referer": f"https://testserver{path}"})
    match = resolve(path)
    request.resolver_match = match
    try:
        match.func(request, *match.args, **match.kwargs) if "answer" not in path else _fail_with(guest.token)
    except RuntimeError:
        reporter = get_exception_reporter_class(request)(request, *sys.exc_info())
        return [reporter.get_traceback_text(), reporter.get_traceback_html()]
    raise AssertionError("it should have failed")


def _fail_with(token: str) -> None:
    held = {"token": token}
    raise RuntimeError(str(held))


# --- A real server -------------------------------------------------------------------------------


def test_gunicorn_writes_marks_into_its_access_log(tmp_path: Path) -> None:
    app = tmp_path / "tiny.py"
    app.write_text(
        "def application(environ, start_response):\n"
        "    if environ['QUERY_STRING'] == 'fail':\n"
        "        raise RuntimeError('no page at ' + environ['PATH_INFO'])\n"
        "    start_response('200 OK', [('Content-Length', '2')])\n"
        "    return [b'ok']\n"
    )
    access, errors, socket = tmp_path / "access.log", tmp_path / "error.log", tmp_path / "port"
    root = Path(__file__).resolve().parents[2]
    command = [
        sys.executable, "-m", "gunicorn", "tiny:application", "--bind=127.0.0.1:0", f"--chdir={tmp_path}",
        f"--pythonpath={root}", f"--access-logfile={access}", f"--error-logfile={errors}",
        f"--pid={socket}", "--no-control-socket",
    ]  # fmt: skip
    server = subprocess.Popen(command, cwd=root)
    try:
        port = _port(errors)
        for query, status in (("", 200), ("?fail", 500)):
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            referer = {"Referer": f"http://127.0.0.1:{port}/my/{TOKEN}/"}
            connection.request("GET", f"/my/{TOKEN}/{query}", headers=referer)
            assert connection.getresponse().status == status
            connection.close()
    finally:
        server.terminate()
        server.wait(10)
    for log in (access, errors):
        text = log.read_text()
        assert TOKEN not in text, log
        assert MARK in text, log


def _port(errors: Path) -> int:
    for _attempt in range(100):
        text = errors.read_text() if errors.exists() else ""
        if listening := re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", text):
            return int(listening[1])
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def test_a_gunicorn_that_is_told_nothing_but_the_site_uses_this_logger() -> None:
    root = Path(__file__).resolve().parents[2]
    result = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--print-config", "ivlp.wsgi:application"],
        cwd=root,
        env={**os.environ, "WEB_CONCURRENCY": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    configured = dict(re.findall(r"^(\w+) += (.*)$", result.stdout, re.MULTILINE))
    assert configured["logger_class"] == "attendance.gunicorn_logs.Logger"
    assert (configured["workers"], configured["threads"]) == ("3", "4")


def test_make_serve_starts_gunicorn_in_this_folder_and_asks_for_no_other_logger() -> None:
    serve = (Path(__file__).resolve().parents[2] / "tools" / "serve.py").read_text()
    assert "os.chdir(ROOT)" in serve
    assert '"ivlp.wsgi:application"' in serve
    assert not re.search(r"--(logger-class|config|chdir)", serve)
