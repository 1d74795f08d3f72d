"""What changed on an itinerary: recorded where meetings are saved and deleted, told to readers here.

One save makes one revision (`Meeting.sequence`, the SEQUENCE of RFC 5545, 3.8.7.4) however much it changes;
a save without a change makes none. The rows say whether the public could see it happen: before and after for
a change, after for an addition, before for a removal. So no list can tell of a time when a meeting was not
public. To publish a program changes no meeting and records nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from programs.publishing import shows

if TYPE_CHECKING:
    from programs.models import Change, Meeting
    from programs.models.meeting import MeetingQuerySet

#: How long a meeting stays marked as new or updated: days after the day of the change.
MARKED_DAYS = 7
#: How long calendars tell of a removed meeting: days after the day it was removed.
TOMBSTONE_DAYS = 90

#: What readers see of a meeting, besides when, where, the status and its note.
_DETAILS = ("title", "kind", "format", "summary", "location", "whole_group", "interpretation")
#: What only those who take part see.
_PRIVATE_DETAILS = ("join_url", "join_details")


def place_and_time(meeting: "Meeting") -> dict[str, str | None]:
    """When and where, for JSON: wall times with their zone, the instants in UTC, and the city."""
    city = meeting.stop.city if meeting.stop else None
    return {
        "date": _iso(meeting.date),
        "start_time": _iso(meeting.start_time),
        "end_time": _iso(meeting.end_time),
        "zone": city.time_zone if city else None,
        "starts_at": _iso(meeting.starts_at),
        "ends_at": _iso(meeting.ends_at),
        "city": city.name if city else None,
        "city_slug": city.slug if city else None,
    }


def _iso(value: Any) -> str | None:
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    return value.isoformat() if value is not None else None


@dataclass(frozen=True)
class Facts:
    """A meeting at one moment, as far as changes of it are told."""

    program_id: int
    sequence: int
    public: bool
    cancelled: bool
    note: str
    where_and_when: tuple[Any, ...]
    details: tuple[Any, ...]
    private_details: tuple[Any, ...]
    place_and_time: dict[str, str | None]

    @classmethod
    def of(cls, meeting: "Meeting", program_status: str, now: datetime) -> "Facts":
        """The facts of a meeting, stored or about to be."""
        return cls(
            program_id=meeting.program_id,
            sequence=meeting.sequence,
            public=shows(meeting, program_status, now),
            cancelled=meeting.is_cancelled,
            note=meeting.status_note,
            # The city and not its name, which may be corrected; the instants, which the law may move.
            where_and_when=(
                meeting.stop.city_id if meeting.stop else None,
                meeting.date,
                meeting.start_time,
                meeting.end_time,
                meeting.starts_at,
                meeting.ends_at,
            ),
            details=(
                meeting.status == meeting.Status.TENTATIVE,
                *(getattr(meeting, name) for name in _DETAILS),
            ),
            private_details=tuple(getattr(meeting, name) for name in _PRIVATE_DETAILS),
            place_and_time=place_and_time(meeting),
        )


def compare(before: Facts | None, after: Facts | None) -> list[tuple[str, bool]]:
    """What kinds of change lie between, each with whether the public saw it. None: not there.

    The note goes with every change; it is a change of its own only when there is no other of the meeting.
    """
    from programs.models import Change

    kind = Change.Kind
    if before is None or after is None:
        if after is not None:
            return [(kind.ADDED, after.public)]
        return [(kind.REMOVED, before.public)] if before is not None else []
    if before.program_id != after.program_id:
        return [(kind.REMOVED, before.public), (kind.ADDED, after.public)]
    seen = before.public and after.public
    found: list[tuple[str, bool]] = []
    if before.where_and_when != after.where_and_when:
        found.append((kind.MOVED, seen))
    if before.cancelled != after.cancelled:
        found.append((kind.CANCELLED if after.cancelled else kind.RESTORED, seen))
    if not found and before.note != after.note:
        found.append((kind.NOTED, seen))
    if not found and before.details != after.details:
        found.append((kind.EDITED, seen))
    if not found and before.private_details != after.private_details:
        found.append((kind.EDITED, False))
    if before.public != after.public:
        found.append((kind.ADDED if after.public else kind.REMOVED, True))
    return found


# --- Recording -----------------------------------------------------------------------------------


@contextmanager
def recorded(meeting: "Meeting", fields: Iterable[str] | None = None) -> Iterator[None]:
    """Around the saving of a meeting: gives it its revision, and records what the save changes.

    `fields`: the names of the fields that are saved; None for all. One query more, and one to record.
    """
    now = timezone.now()
    with transaction.atomic():
        stored = _locked(meeting)
        before = Facts.of(stored, stored.program.status, now) if stored else None
        future = meeting if stored is None or fields is None else _with_fields(stored, meeting, fields)
        after = Facts.of(future, _program_status(future, stored), now)
        kinds = compare(before, after)
        if before:
            meeting.sequence = before.sequence + bool(kinds)
        yield
        if before and before.note != after.note:
            _forget_notes(meeting)
        _write(_rows(meeting, kinds, before, after, now))


@contextmanager
def recorded_together(meetings: "MeetingQuerySet") -> Iterator[None]:
    """Around a change of what several meetings depend on: their city, its clock, the law of its zone."""
    now = timezone.now()
    everything = meetings.select_related("program", "stop__city")
    with transaction.atomic():
        before = {each.pk: Facts.of(each, each.program.status, now) for each in everything.all()}
        yield
        changed, rows = [], []
        for meeting in everything.all() if before else []:
            was, now_is = before.get(meeting.pk), Facts.of(meeting, meeting.program.status, now)
            kinds = compare(was, now_is) if was else []
            if kinds:
                meeting.sequence += 1
                meeting.updated_at = now
                changed.append(meeting)
                rows += _rows(meeting, kinds, was, now_is, now)
        if changed:
            type(changed[0]).objects.bulk_update(changed, ["sequence", "updated_at"], batch_size=500)
        _write(rows)


def record_removal(meetings: "MeetingQuerySet") -> None:
    """Record that these meetings are about to be deleted."""
    now = timezone.now()
    rows: list[Change] = []
    for meeting in meetings.select_related("program", "stop__city").prefetch_related("heroes"):
        before = Facts.of(meeting, meeting.program.status, now)
        rows += _rows(meeting, compare(before, None), before, None, now)
    _write(rows)


def _locked(meeting: "Meeting") -> "Meeting | None":
    """The meeting as stored, held until the transaction ends; None if it is new."""
    if not meeting.pk:
        return None
    rows = type(meeting).objects.select_related("program", "stop__city").select_for_update(of=("self",))
    return rows.filter(pk=meeting.pk).first()


def _with_fields(stored: "Meeting", meeting: "Meeting", fields: Iterable[str]) -> "Meeting":
    """What the database will hold when only `fields` are saved."""
    future = copy(stored)
    for name in fields:
        setattr(future, name, getattr(meeting, name))
    return future


def _program_status(meeting: "Meeting", stored: "Meeting | None") -> str:
    """The status of the meeting's program in the database; the copy in memory may be old."""
    from programs.models import Program

    if stored is not None and stored.program_id == meeting.program_id:
        return stored.program.status
    found = Program.objects.filter(pk=meeting.program_id).values_list("status", flat=True).first()
    return found or Program.Status.DRAFT


def _rows(
    meeting: "Meeting",
    kinds: Iterable[tuple[str, bool]],
    before: Facts | None,
    after: Facts | None,
    now: datetime,
) -> "list[Change]":
    from programs.models import Change

    rows = []
    for kind, was_public in kinds:
        row = Change(
            meeting_uid=meeting.uid,
            kind=kind,
            at=now,
            was_public=was_public,
            sequence=before.sequence + 1 if before else meeting.sequence,
        )
        if kind == Change.Kind.REMOVED and before:
            row.program_id = before.program_id
            row.tombstone = _tombstone(meeting, before, after)
        elif after:
            row.program_id = after.program_id
            row.after = after.place_and_time if kind in (Change.Kind.ADDED, Change.Kind.MOVED) else {}
            row.before = before.place_and_time if kind == Change.Kind.MOVED and before else {}
            row.note = after.note if before is None or before.note != after.note else ""
        rows.append(row)
    return rows


def _tombstone(meeting: "Meeting", before: Facts, after: Facts | None) -> dict[str, Any]:
    """When and where it was; `heroes`, the keys of those who took part (None: the whole group); and whether
    it was deleted, or only taken from public view."""
    return {
        **before.place_and_time,
        "heroes": None if meeting.whole_group else [hero.pk for hero in meeting.heroes.all()],
        "deleted": after is None or after.program_id != before.program_id,
    }


def _forget_notes(meeting: "Meeting") -> None:
    """Drop earlier notes: one that was corrected, or ought never to have been written, is told no more."""
    from programs.models import Change

    Change.objects.filter(meeting_uid=meeting.uid).exclude(note="").update(note="")


def _write(rows: "list[Change]") -> None:
    from programs.models import Change

    if rows:
        Change.objects.bulk_create(rows, batch_size=500)
