"""The first view of the program page is light: over the wire, from the server of production."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT, NewPage

MOST_BYTES, MOST_REQUESTS = 100_000, 10


@pytest.fixture
def production(tmp_path: Path) -> Iterator[str]:
    """The address of the sample, served as in production."""
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'sample.sqlite3'}"}
    for command in (["migrate"], ["load_sample"]):
        manage = [sys.executable, str(ROOT / "manage.py"), *command]
        subprocess.run(manage, env=environment, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([sys.executable, str(ROOT / "tools" / "serve.py"), str(port)], env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 90
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
                break
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.3)
        yield address
    finally:
        server.terminate()
        server.wait()


def test_the_program_page_moves_at_most_100_kb_in_at_most_10_requests(
    production: str, new_page: NewPage
) -> None:
    page = new_page()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    asked: dict[str, str] = {}
    moved: dict[str, float] = {}

    def sent(event: dict[str, Any]) -> None:
        asked[event["requestId"]] = event["request"]["url"]

    def done(event: dict[str, Any]) -> None:
        moved[event["requestId"]] = event["encodedDataLength"]

    network.on("Network.requestWillBeSent", sent)
    network.on("Network.loadingFinished", done)
    page.goto(f"{production}/programs/2021-tip-report-heroes/", wait_until="networkidle")
    real = {key: url for key, url in asked.items() if not url.startswith("data:")}
    weights = {url: round(moved.get(key, 0)) for key, url in real.items()}
    print(sum(weights.values()), weights)  # noqa: T201 - shown when the test fails
    assert any(url.endswith(".css") for url in weights)
    assert all(weights.values()), weights
    assert sum(weights.values()) <= MOST_BYTES, weights
    assert len(weights) <= MOST_REQUESTS, weights
