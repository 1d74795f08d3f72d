"""Hundreds of hostile requests, the same each time: none fails, none changes what the next reader gets."""

from collections.abc import Iterator
from itertools import islice

import pytest
from django.core.handlers.wsgi import WSGIHandler

from tests.fuzz.answers import Told, environ_of, faults, quietly, tell
from tests.fuzz.asks import Ask, asks
from tests.support.private_content import hide
from tests.support.public_content import make_public_content
from tests.support.public_pages import addresses
from tests.support.public_site import none

REQUESTS = 400
NOT_PUBLIC = ["/admin/", "/admin/login/", "/my/token/", "/healthz", "/readyz"]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with quietly():
        yield


@pytest.mark.django_db
def test_hostile_requests_neither_fail_nor_tell_nor_poison() -> None:
    content = make_public_content(second_pages=False)
    marks = {word: where for word, where in hide(content).marks.items() if word.startswith("zq")}
    known = sorted({address.url.partition("?")[0] for address in addresses(content)})
    clean, attacked = WSGIHandler(), WSGIHandler()
    wrong = []
    for ask in islice(asks(8, known + NOT_PUBLIC), REQUESTS):
        told = tell(attacked, ask)
        wrong += faults(ask, told)
        text = told.body.decode(errors="replace").lower()
        wrong += [f"tells {where}: {ask}" for word, where in marks.items() if word in text]
    for path in known:
        before, after = (tell(application, Ask("GET", path)) for application in (clean, attacked))
        if (before.status, before.body) != (after.status, after.body):
            wrong.append(f"{path} is another page than before")
    none(wrong)


def test_the_same_seed_asks_the_same_and_another_asks_something_else() -> None:
    first, again, other = (list(islice(asks(seed, ["/"]), 50)) for seed in (1, 1, 2))
    assert first == again != other


def test_a_failure_is_seen() -> None:
    """A fuzzer that finds nothing may be blind."""

    def broken(environ: object, start_response: object) -> list[bytes]:
        raise ValueError("broken")

    assert "broken" in faults(Ask("GET", "/"), tell(broken, Ask("GET", "/")))[0]
    headers = [("Content-Type", "text/html"), ("Location", "//evil.example")]
    poor = Told(200, headers, b"<script>alert(1)", 3.0)
    assert len(faults(Ask("HEAD", "/"), poor)) == 5
    assert environ_of(Ask("GET", "/%C3%A9"))["PATH_INFO"] == "/Ã©"
