"""Clients that are slow, or pretend to be, do not keep others from the site: on a real server."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ivlp.slow_clients import HEAD_SECONDS

ROOT = Path(__file__).resolve().parents[2]
#: Many times the threads of the server.
CROWD = 64
POST = b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"


# One server for all.
pytestmark = pytest.mark.xdist_group("slow_clients")


def is_up(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The site as gunicorn.conf.py has it served, asked for nothing that needs its database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "ivlp.wsgi:application", f"--bind=127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "ENVIRONMENT": "development"})
    try:
        end = time.monotonic() + 60
        while not is_up(port) and time.monotonic() < end:
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


def send(port: int, data: bytes) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=30)
    client.sendall(data)
    return client


def seconds_for_another(port: int) -> float:
    begin = time.monotonic()
    reader = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    reader.request("GET", "/healthz")
    assert reader.getresponse().read()
    reader.close()
    return time.monotonic() - begin


@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"G",
        b"GET /programs/ HTTP/1.1\r\n",
        b"GET /programs/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        b"GET /programs/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"a" * 5000,
        POST % 300 + b"username=",
        POST % 400_000,
        POST % 400_000 + b"a" * 10_000,
    ],
    ids=["silent", "letter", "line", "head", "long head", "form", "long body", "half of a long body"],
)
def test_half_sent_requests_hold_up_nobody(port: int, half: bytes) -> None:
    with ExitStack() as crowd:
        for _ in range(CROWD):
            crowd.enter_context(send(port, half))
        time.sleep(0.2)
        # A busy machine may need seconds; one that waits for the crowd needs HEAD_SECONDS.
        assert seconds_for_another(port) < HEAD_SECONDS / 2


def seconds_until_ended(client: socket.socket, *, data: bytes, every: float) -> float:
    """How long a client could go on sending; at most 25 seconds."""
    begin = time.monotonic()
    while time.monotonic() < begin + 25:
        try:
            client.sendall(data)
        except OSError:
            break
        time.sleep(every)
    return time.monotonic() - begin


def test_a_request_that_trickles_in_is_ended(port: int) -> None:
    with send(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ") as client:
        assert 5 < seconds_until_ended(client, data=b"a", every=0.2) < 20


def test_a_head_that_never_ends_is_refused(port: int) -> None:
    with send(port, b"GET / HTTP/1.1\r\nHost: localhost\r\n") as client:
        assert seconds_until_ended(client, data=b"X-A: " + b"a" * 4000 + b"\r\n", every=0.005) < 10


def test_honest_requests_in_pieces_are_answered(port: int) -> None:
    with send(port, b"GET /healthz HTTP/1.1\r\nHo") as client:
        for piece in (b"st: localhost\r\n\r", b"\nGET /healthz HTTP/1.1\r\nHost: local", b"host\r\n\r\n"):
            time.sleep(0.3)
            client.sendall(piece)
        answers = b""
        while answers.count(b"HTTP/1.1 200 OK") < 2:
            more = client.recv(65536)
            assert more
            answers += more
    with send(port, POST % 8 + b"aaa") as client:
        time.sleep(0.3)
        client.sendall(b"aaaaa")
        assert client.recv(65536).startswith(b"HTTP/1.1 403")


def test_a_client_that_waits_for_our_word_gets_it(port: int) -> None:
    with send(port, (POST % 8).replace(b"\r\n\r\n", b"\r\nExpect: 100-continue\r\n\r\n")) as client:
        assert client.recv(65536).startswith(b"HTTP/1.1 100")
