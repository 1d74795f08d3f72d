"""What counts as a change of a meeting, and whether the public saw it. Pure functions and values.

The rows say whether the public could see it happen: before and after for a change, after for an addition,
before for a removal. So no list can tell of a time when a meeting was not public. To publish a program
changes no meeting and records nothing. Recording is in `programs.models.recording`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from programs.models import Meeting

#: How long a meeting stays marked as new or updated: days after the day of the change.
MARKED_DAYS = 7
#: How long calendars tell of a removed meeting: days after the day it was removed.
TOMBSTONE_DAYS = 90

#: What readers see of a meeting, besides when, where, the status and its note.
_DETAILS = ("title", "kind", "format", "summary", "location", "whole_group", "interpretation")
#: What only those who take part see.
_PRIVATE_DETAILS = ("join_url", "join_details")


class ChangeKind(models.TextChoices):
    """What happened to a meeting, as news and calendars tell it; the values are stored and in the API."""

    ADDED = "added", _("Added")
    MOVED = "moved", _("Moved")
    CANCELLED = "cancelled", _("Cancelled")
    RESTORED = "restored", _("Takes place after all")
    NOTED = "noted", _("Note")
    EDITED = "edited", _("Details changed")
    REMOVED = "removed", _("Removed")


def place_and_time(meeting: "Meeting") -> dict[str, str | None]:
    """When and where, for JSON: wall times with their zone, the instants in UTC, and the city."""
    city = meeting.stop.city if meeting.stop else None
    return {
        "date": _iso(meeting.date),
        "start_time": _iso(meeting.start_time),
        "end_time": _iso(meeting.end_time),
        "zone": meeting.zone_name,
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
    private_sequence: int
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
            private_sequence=meeting.private_sequence,
            public=meeting.is_public_given(program_status, now),
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
                meeting.is_tentative,
                *(getattr(meeting, name) for name in _DETAILS),
            ),
            private_details=tuple(getattr(meeting, name) for name in _PRIVATE_DETAILS),
            place_and_time=place_and_time(meeting),
        )


def is_private(before: Facts | None, after: Facts | None, kinds: list[tuple[ChangeKind, bool]]) -> bool:
    """Whether nothing changed but what participants alone are told, such as the link to join."""
    if before is None or after is None:
        return False
    return kinds == [(ChangeKind.EDITED, False)] and before.details == after.details


def compare(before: Facts | None, after: Facts | None) -> list[tuple[ChangeKind, bool]]:
    """What kinds of change lie between, each with whether the public saw it. None: not there.

    The note goes with every change; it is a change of its own only when there is no other of the meeting.
    """
    if before is None or after is None:
        if after is not None:
            return [(ChangeKind.ADDED, after.public)]
        return [(ChangeKind.REMOVED, before.public)] if before is not None else []
    if before.program_id != after.program_id:
        return [(ChangeKind.REMOVED, before.public), (ChangeKind.ADDED, after.public)]
    seen = before.public and after.public
    kinds: list[tuple[ChangeKind, bool]] = []
    if before.where_and_when != after.where_and_when:
        kinds.append((ChangeKind.MOVED, seen))
    if before.cancelled != after.cancelled:
        kinds.append((ChangeKind.CANCELLED if after.cancelled else ChangeKind.RESTORED, seen))
    if not kinds and before.note != after.note:
        kinds.append((ChangeKind.NOTED, seen))
    if not kinds and before.details != after.details:
        kinds.append((ChangeKind.EDITED, seen))
    if not kinds and before.private_details != after.private_details:
        kinds.append((ChangeKind.EDITED, False))
    if before.public != after.public:
        kinds.append((ChangeKind.ADDED if after.public else ChangeKind.REMOVED, True))
    return kinds
