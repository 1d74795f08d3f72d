"""Real servers on one database: what one commits, all show.

Two gunicorn processes with two workers each, and so four page caches, on a database of their own.
"""

import contextlib
import http.client
import os
import re
import secrets
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
ADDRESS = "/programs/2021-tip-report-heroes/"
WRITES = 15
READERS = 6
# Between two commits: enough for some to be answered from memory.
READINGS = 24


class Site:
    """The servers' ports, and a way to write to their database without Django."""

    def __init__(self, ports: list[int], connect: Callable[[], Any]) -> None:
        self.ports, self.connect = ports, connect

    def write(self, statement: str) -> None:
        """Run one statement and commit it."""
        with contextlib.closing(self.connect()) as connection:
            connection.cursor().execute(statement)
            connection.commit()

    def title(self, port: int) -> str:
        """The heading of the program's page as the server at `port` shows it; empty if it is not found."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
            status, body, _etag = get(connection)
        assert status in (200, 404)
        return heading(body) if status == 200 else ""


def get(connection: http.client.HTTPConnection, etag: str = "") -> tuple[int, str, str]:
    """Status, body and validator of the program's page."""
    connection.request("GET", ADDRESS, headers={"If-None-Match": etag} if etag else {})
    response = connection.getresponse()
    return response.status, response.read().decode(), response.headers.get("ETag", "")


def heading(body: str) -> str:
    first = re.search(r"<h1[^>]*>\s*(.*?)\s*</h1>", body, re.DOTALL)
    assert first
    return first[1]


@contextlib.contextmanager
def database(folder: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """An empty database of the kind under test: its DATABASE_URL, and a function that connects to it."""
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        file = folder / "servers.sqlite3"
        yield f"sqlite:///{file}", lambda: sqlite3.connect(file, timeout=20)
        return
    name = f"ivlp_servers_{secrets.token_hex(4)}"
    password = urllib.parse.quote(default["PASSWORD"] or "", safe="")
    credentials = f"{default['USER']}:{password}" if password else default["USER"]
    server = f"postgres://{credentials}@{default['HOST'] or '127.0.0.1'}:{default['PORT'] or 5432}"
    admin = psycopg2.connect(f"{server}/postgres")
    admin.autocommit = True
    admin.cursor().execute(f"CREATE DATABASE {name}")
    try:
        yield f"{server}/{name}", lambda: psycopg2.connect(f"{server}/{name}")
    finally:
        admin.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
        admin.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Both servers, with the sample loaded."""
    folder = tmp_path_factory.mktemp("servers")
    with database(folder) as (url, connect), contextlib.ExitStack() as running:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "ENVIRONMENT": "development",
            "DEBUG": "False",
            "STATIC_ROOT": str(folder),
        }
        for command in ("migrate", "load_sample"):
            manage = [sys.executable, "manage.py", command, "-v0", "--skip-checks"]
            subprocess.run(manage, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        ports = [free_port(), free_port()]
        for port in ports:
            running.enter_context(server(port, environment, folder / f"{port}.log"))
        yield Site(ports, connect)


@contextlib.contextmanager
def server(port: int, environment: dict[str, str], log: Path) -> Iterator[None]:
    """One gunicorn as gunicorn.conf.py has it: two workers of four threads. Stopped in the end."""
    command = [sys.executable, "-m", "gunicorn", "ivlp.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--graceful-timeout", "2"]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        for _ in range(300):
            assert process.poll() is None, log.read_text()
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_two_processes_show_the_same_at_once(site: Site) -> None:
    for n in range(5):
        site.write(f"UPDATE programs_program SET title = 'Title {n}'")  # noqa: S608
        # More readings than workers, so that each worker meets both the old and the new.
        assert {site.title(port) for port in site.ports * 4} == {f"Title {n}"}


def test_a_program_withdrawn_through_one_process_is_gone_from_all(site: Site) -> None:
    site.write("UPDATE programs_program SET title = 'Still here'")
    assert {site.title(port) for port in site.ports * 4} == {"Still here"}
    site.write("UPDATE programs_program SET status = 'draft'")
    assert {site.title(port) for port in site.ports * 4} == {""}
    site.write("UPDATE programs_program SET status = 'published'")
    assert {site.title(port) for port in site.ports * 4} == {"Still here"}


def test_under_load_every_reading_that_begins_after_a_commit_shows_it(site: Site) -> None:
    """Readers keep reading while a writer commits title after title, with and without their own copies."""
    site.write("UPDATE programs_program SET title = 'Title 0'")
    committed, stop = [0], threading.Event()
    readings: list[tuple[int, int, int]] = []
    troubles: list[BaseException] = []

    def read(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.ports[number % 2], timeout=20)
        etag, shown = "", -1
        last = False
        try:
            while not last:
                last = stop.is_set()  # one more after the last commit
                least = committed[0]
                status, body, new_etag = get(connection, etag if number % 3 else "")
                if status == 200:
                    shown, etag = int(heading(body).removeprefix("Title ")), new_etag
                readings.append((least, shown, status))
        except BaseException as trouble:  # a thread's failure must fail the test
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    with contextlib.closing(site.connect()) as writer:
        for n in range(1, WRITES + 1):
            writer.cursor().execute(f"UPDATE programs_program SET title = 'Title {n}'")  # noqa: S608
            time.sleep(0.01)  # readers meet the open transaction too
            writer.commit()
            committed[0] = n
            enough, deadline = len(readings) + READINGS, time.monotonic() + 10
            while len(readings) < enough and not troubles and time.monotonic() < deadline:
                time.sleep(0.005)
    stop.set()
    for thread in threads:
        thread.join()

    assert not troubles
    stale = [(least, shown) for least, shown, _status in readings if shown < least]
    assert stale == []
    assert len([shown for _least, shown, _status in readings if shown == WRITES]) >= READERS
    assert {status for *_, status in readings} == {200, 304}
    assert len(readings) >= WRITES * READINGS
