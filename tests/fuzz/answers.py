"""What the site answers to a hostile request, and what is wrong with it.

Requests go to the WSGI application itself (PEP 3333) with an environment as a server makes it, because a test
client tidies up what it sends.
"""

import io
import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections

from tests.fuzz.asks import Ask

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]

#: Seconds that an answer may take.
LIMIT = 2.0
HOST = "localhost"
#: Never a right answer: the site failed, or gave up although nothing around it is broken.
FAILURES = range(500, 600)


@dataclass(frozen=True)
class Told:
    """What came back, and how long it took in seconds. `error` is what the application raised, in words."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    seconds: float
    error: str = ""


def tell(application: Application, ask: Ask) -> Told:
    """Send a request as a server would, and take the whole answer."""
    said: dict[str, Any] = {}
    errors: list[str] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        said.update(status=int(status[:3]), headers=headers)

    def remember(**_: Any) -> None:
        errors.append(repr(sys.exc_info()[1]))

    got_request_exception.connect(remember, weak=False)
    # As the test client does: between requests Django would close the connection with a test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    begin = time.perf_counter()
    try:
        answer = application(environ_of(ask), start_response)
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
    except Exception as error:
        return Told(500, [], b"", time.perf_counter() - begin, f"not answered at all: {error!r}")
    finally:
        got_request_exception.disconnect(remember)
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    return Told(said["status"], said["headers"], body, time.perf_counter() - begin, "; ".join(errors))


def environ_of(ask: Ask) -> dict[str, Any]:
    """The environment that a WSGI server makes of a request (PEP 3333): bytes stand in it as Latin-1."""
    return {
        "REQUEST_METHOD": ask.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(ask.path).decode("latin-1"),
        "QUERY_STRING": ask.query,
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_HOST": HOST,
        "CONTENT_TYPE": ask.body_type,
        "CONTENT_LENGTH": str(len(ask.body)) if ask.body else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(ask.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **ask.headers,
    }


def faults(ask: Ask, told: Told) -> list[str]:
    """What is wrong with an answer, in words; nothing for a good one."""
    wrong = []
    headers = {name.lower(): value for name, value in told.headers}
    if told.status in FAILURES or told.error:
        wrong.append(f"{told.status} {told.error}")
    if told.seconds > LIMIT:
        wrong.append(f"took {told.seconds:.1f} s")
    if ask.method == "HEAD" and told.body:
        wrong.append("HEAD was answered with a body")
    if b"<script>alert" in told.body:
        wrong.append("a script of the reader's is in the page")
    if "evil.example" in headers.get("location", "") or "evil.example" in headers.get(
        "access-control-allow-origin", ""
    ):
        wrong.append("another site got into a header")
    if any("\n" in value or "\r" in value for value in headers.values()):
        wrong.append("a header breaks its line")
    is_page = told.body and "html" in headers.get("content-type", "")
    if is_page and "content-security-policy" not in headers:
        wrong.append("a page without security headers")
    return [f"{each}: {ask}" for each in wrong]


@contextmanager
def quietly() -> Iterator[None]:
    """Say nothing of refused requests meanwhile: there are many, and they are meant."""
    loggers = [logging.getLogger(name) for name in ("django.request", "django.security")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    yield
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)
