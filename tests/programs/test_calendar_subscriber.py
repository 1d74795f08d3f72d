"""A real subscriber follows a program: vdirsyncer, which keeps calendars on one's own machine.

It names events anew, so that identifiers are tested elsewhere (tests/programs/test_calendar_clients.py).
"""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from programs.models import Meeting, Program
from tests.factories import PublicMeetingFactory, PublicProgramFactory, StopFactory
from tests.support.calendar_clients import Read, by_icalendar

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("no_connection_outlives_its_request"),
]

CONFIGURATION = """
[general]
status_path = "{folder}/status/"
[pair itinerary]
a = "site"
b = "phone"
collections = null
conflict_resolution = "a wins"
partial_sync = "ignore"
[storage site]
type = "http"
url = "{url}"
[storage phone]
type = "filesystem"
path = "{folder}/phone/"
fileext = ".ics"
"""


class Phone:
    """Where the subscriber keeps each event in a file of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        (folder / "phone").mkdir()
        (folder / "config").write_text(CONFIGURATION.format(folder=folder, url=url), encoding="utf-8")
        self._run("discover")

    def _run(self, command: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "vdirsyncer", "-c", str(self.folder / "config"), command],
            env={**os.environ, "NO_PROXY": "localhost"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def look(self) -> dict[str, Read]:
        """Ask the site again; what is on the phone then, by title."""
        self._run("sync")
        files = sorted((self.folder / "phone").glob("*.ics"))
        events = [event for file in files for event in by_icalendar(file.read_bytes())]
        assert len(events) == len(files)
        return {event.summary: event for event in events}


@pytest.fixture
def program() -> Program:
    bridges: Program = PublicProgramFactory(slug="bridges")
    stop = StopFactory(program=bridges)
    for number in (1, 2, 3):
        PublicMeetingFactory(stop=stop, title=f"Visit {number}", date=date(2021, 8, number + 2))
    return bridges


def test_a_subscriber_has_every_meeting_and_follows_what_moves_is_cancelled_or_removed(
    live_server: LiveServer, tmp_path: Path, program: Program
) -> None:
    first, second, third = program.meetings.order_by("date")
    phone = Phone(tmp_path, f"{live_server.url}/programs/bridges/calendar.ics")

    before = phone.look()
    assert set(before) == {"Visit 1", "Visit 2", "Visit 3"}
    assert before["Visit 1"].start == datetime(2021, 8, 3, 15, tzinfo=UTC)
    assert phone.look() == before

    first.start_time, first.end_time = time(14), time(15)
    first.save()
    second.status = Meeting.Status.CANCELLED
    second.save()
    third.delete()

    after = phone.look()
    moved, cancelled, removed = after["Visit 1"], after["Cancelled: Visit 2"], after["Cancelled"]
    assert moved.start == datetime(2021, 8, 3, 19, tzinfo=UTC)
    assert moved.sequence == before["Visit 1"].sequence + 1
    assert cancelled.status == removed.status == "CANCELLED"
    assert cancelled.start == before["Visit 2"].start
    assert removed.start == before["Visit 3"].start
    assert len(after) == 3
