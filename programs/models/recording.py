"""Recording what changed on an itinerary, in the transaction that saves or deletes the meetings.

One save makes one revision (`Meeting.sequence`, the SEQUENCE of RFC 5545, 3.8.7.4) however much it changes;
a save without a change makes none. What counts as a change: `programs.changes`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from programs.changes import ChangeKind, Facts, compare, is_private
from programs.models.change import Change
from programs.models.program import Program

if TYPE_CHECKING:
    from programs.models.meeting import Meeting
    from programs.models.meeting_queryset import MeetingQuerySet


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
            private = is_private(before, after, kinds)
            meeting.sequence = before.sequence + (bool(kinds) and not private)
            meeting.private_sequence = before.private_sequence + private
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
    if stored is not None and stored.program_id == meeting.program_id:
        return stored.program.status
    status = Program.objects.filter(pk=meeting.program_id).values_list("status", flat=True).first()
    return status or Program.Status.DRAFT


def _rows(
    meeting: "Meeting",
    kinds: list[tuple[ChangeKind, bool]],
    before: Facts | None,
    after: Facts | None,
    now: datetime,
) -> list[Change]:
    rows, private = [], is_private(before, after, kinds)
    for kind, was_public in kinds:
        row = Change(
            meeting_uid=meeting.uid,
            kind=kind,
            at=now,
            was_public=was_public,
            sequence=before.sequence + 1 if before and not private else meeting.sequence,
        )
        if kind == ChangeKind.REMOVED and before:
            row.program_id = before.program_id
            row.tombstone = _tombstone(meeting, before, after)
        elif after:
            row.program_id = after.program_id
            row.after = after.place_and_time if kind in (ChangeKind.ADDED, ChangeKind.MOVED) else {}
            row.before = before.place_and_time if kind == ChangeKind.MOVED and before else {}
            row.note = after.note if before is None or before.note != after.note else ""
        rows.append(row)
    return rows


def _tombstone(meeting: "Meeting", before: Facts, after: Facts | None) -> dict[str, Any]:
    """What calendars need to cancel a meeting that is gone, for JSON.

    When and where it was; `heroes`, the keys of those who took part (None: the whole group);
    `private_sequence`, by which their own calendars are ahead of the public one; `deleted`, whether it is
    gone for officers too or was only taken from public view.
    """
    return {
        **before.place_and_time,
        "heroes": None if meeting.whole_group else [hero.pk for hero in meeting.heroes.all()],
        "private_sequence": before.private_sequence,
        "show_day": meeting.show_day,
        "deleted": after is None or after.program_id != before.program_id,
    }


def _forget_notes(meeting: "Meeting") -> None:
    """Drop earlier notes: one that was corrected, or ought never to have been written, is told no more."""
    Change.objects.filter(meeting_uid=meeting.uid).exclude(note="").update(note="")


def _write(rows: list[Change]) -> None:
    if rows:
        Change.objects.bulk_create(rows, batch_size=500)
