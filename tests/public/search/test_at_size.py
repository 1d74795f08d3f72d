"""Every address that takes words answers soon, whatever the words, over an archive of 5,000 meetings."""

import time
from collections.abc import Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.fuzz.answers import tell
from tests.fuzz.archive import fill_archive
from tests.fuzz.asks import Ask
from tests.support.public_site import none

#: Seconds for one answer. A quiet machine needs a tenth; without the bounds some take minutes.
LIMIT = 5.0
WORST = ["a e i o u s t r", "the of and in a visit school justice", "st vi ju tr sh re", "é م 会"]
ADDRESSES = [
    "/search/",
    "/search/?city=miami&country=BR&year=2012",
    "/search.ics?city=miami&year=2012",
    "/programs/?city=miami&country=BR&page=2",
    "/api/v1/programs",
    "/api/v1/meetings?offset=3000&limit=100",
    "/api/v1/meetings?city=miami&date_from=2005-01-01&organization=archive-organization-1",
    "/api/v1/programs/archive-program-1/meetings",
    "/api/v1/heroes",
    "/api/v1/organizations",
    "/api/v1/quotes",
]


@pytest.fixture(scope="module")
def _archive(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        fill_archive()
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.usefixtures("_archive")
def test_no_words_keep_a_reader_or_the_database_waiting() -> None:
    application = WSGIHandler()
    wrong = []
    for address in ADDRESSES:
        path, _mark, query = address.partition("?")
        for words in WORST:
            begin = time.perf_counter()
            told = tell(application, Ask("GET", path, f"{query}&q={words.replace(' ', '+')}".lstrip("&")))
            seconds = time.perf_counter() - begin
            if seconds > LIMIT or told.status not in (200, 422):
                wrong.append(f"{address} {words[:30]!r}: {told.status} after {seconds:.1f} s {told.error}")
    none(wrong)
