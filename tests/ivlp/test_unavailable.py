"""When the database is away, busy or slow: readers are told so, and reading never waits for writing."""

import threading
import time

import pytest
from django.conf import settings as site_settings
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

from attendance.links import issue
from common.database import is_away, time_limit
from tests.factories import PublicProgramFactory, UserFactory, named_hero

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ["/", "/programs/", "/ar/heroes/", "/search/?q=a", "/api/v1/programs", "/admin/login/"]


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every query fails as it does while the server is away."""

    def fail(*_: object) -> None:
        raise OperationalError("server closed the connection unexpectedly; the database is locked")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper._execute", fail)


@pytest.mark.usefixtures("away")
def test_without_the_database_readers_are_told_to_come_back(client: Client) -> None:
    client.raise_request_exception = False
    for address in PAGES[:5]:
        response = client.get(address)
        assert response.status_code == 503, address
        assert int(response["Retry-After"]) > 0
        assert "no-store" in response["Cache-Control"]
        assert "Content-Security-Policy" in response
    assert b"<h1" in client.get("/").content
    problem = client.get("/api/v1/programs")
    assert problem["Content-Type"] == "application/problem+json"
    assert problem.json()["status"] == 503


@pytest.mark.usefixtures("away")
def test_officers_and_heroes_are_told_too_and_probes_tell_it(client: Client) -> None:
    client.raise_request_exception = False
    client.cookies[site_settings.SESSION_COOKIE_NAME] = "some-session"
    for address in ("/admin/", "/my/some-token/", "/programs/"):
        assert client.get(address).status_code == 503, address
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_pages_that_need_no_data_are_there_without_the_database(client: Client, away: None) -> None:
    assert client.get("/privacy/").status_code == 200


def test_a_query_that_takes_too_long_is_ended(settings: Settings) -> None:
    slow = (
        "SELECT pg_sleep(20)"
        if connection.vendor == "postgresql"
        else "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
    )
    begin = time.monotonic()
    with pytest.raises(OperationalError) as caught, time_limit(0.2), connection.cursor() as cursor:
        cursor.execute(slow)
    assert time.monotonic() - begin < 5
    assert is_away(caught.value)
    with connection.cursor() as cursor:  # and the limit is gone
        cursor.execute("SELECT pg_sleep(0.3)" if connection.vendor == "postgresql" else "SELECT 1")


def test_a_mistake_in_a_query_is_no_outage() -> None:
    with pytest.raises(Exception) as caught, connection.cursor() as cursor:  # noqa: PT011 - differs by database
        cursor.execute("SELECT nothing FROM nowhere")
    assert not is_away(caught.value)


#: SQLite in memory, as tests have it, has no second connection. `make drill-database` tries one in a file.
needs_a_server = pytest.mark.skipif(
    site_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="needs a server"
)


@needs_a_server
def test_a_private_itinerary_is_read_while_another_writes(client: Client) -> None:
    _link, token = issue(named_hero(PublicProgramFactory()), by=UserFactory())
    other = connection.Database.connect(**connection.get_connection_params())
    other.cursor().execute("LOCK TABLE attendance_itinerarylink IN EXCLUSIVE MODE")
    try:
        begin = time.monotonic()
        assert client.get(f"/my/{token}/").status_code == 200
        assert time.monotonic() - begin < 2
    finally:
        other.close()


def test_a_private_itinerary_is_read_where_nothing_can_be_written(client: Client) -> None:
    link, token = issue(named_hero(PublicProgramFactory()), by=UserFactory())
    only_read = (
        ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
        if connection.vendor == "postgresql"
        else ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
    )
    with connection.cursor() as cursor:
        cursor.execute(only_read[0])
    try:
        assert client.get(f"/my/{token}/").status_code == 200
        assert client.get("/programs/").status_code == 200
    finally:
        with connection.cursor() as cursor:
            cursor.execute(only_read[1])
    link.refresh_from_db()
    assert link.last_opened_at is None
    client.get(f"/my/{token}/")
    link.refresh_from_db()
    assert link.last_opened_at is not None


@needs_a_server
def test_a_connection_that_died_is_replaced_at_the_first_reading(client: Client) -> None:
    PublicProgramFactory(title="Still there")
    pid = connection.connection.info.backend_pid

    def end_it() -> None:
        other = connection.Database.connect(**connection.get_connection_params())
        other.autocommit = True
        other.cursor().execute("SELECT pg_terminate_backend(%s)", [pid])
        other.close()

    thread = threading.Thread(target=end_it)
    thread.start()
    thread.join()
    assert b"Still there" in client.get("/programs/").content
    assert connection.connection.info.backend_pid != pid
