"""What readers are told of changes: a program's list, its feed, and the marks on its itinerary."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db.models import F, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext

from common.formats import day_name
from common.time_zones import zone_place
from common.utc_days import days_ago, today
from programs import translated
from programs.changes import MARKED_DAYS, TOMBSTONE_DAYS, place_and_time
from programs.itinerary import Moment
from programs.models import Change, Meeting, Program
from programs.models.change import ChangeQuerySet


def mark(meeting: Meeting) -> str:
    """ "New" or "Updated" for a meeting that changed in the last MARKED_DAYS days, else empty.

    The meeting comes from `public.reading.meetings`; for any other there is no news.
    """
    kind = getattr(meeting, "news", None)
    if kind == Change.Kind.ADDED:
        return gettext("New")
    if kind:
        return gettext("Updated")
    if _appeared_by_itself(meeting) and meeting.public_from >= days_ago(MARKED_DAYS):  # type: ignore[operator]
        return gettext("New")
    return ""


def _appeared_by_itself(meeting: Meeting) -> bool:
    """Whether it became public when its embargo passed, after its program: nobody saved anything then."""
    published_at = meeting.program.published_at
    return bool(meeting.public_from and published_at and meeting.public_from > published_at)


def of_program(program: Program, now: datetime | None = None) -> list[Change]:
    """All that the public may know of a program's changes, the latest first. Two queries.

    A meeting whose embargo passed counts as added then: nobody saved anything, so its change is made here and
    not stored.
    """
    now = now or timezone.now()
    appearances = Change.objects.filter(was_public=True, kind__in=[Change.Kind.ADDED, Change.Kind.REMOVED])
    unrecorded = (
        Meeting.objects.public(now)
        .filter(program=program, public_from__gt=F("program__published_at"))
        .annotate(last_kind=Subquery(appearances.of_outer_meeting().values("kind")[:1]))
        .filter(Q(last_kind__isnull=True) | Q(last_kind=Change.Kind.REMOVED))
        .select_related("stop__city")
    )
    appeared = [
        Change(
            program=program,
            meeting_uid=meeting.uid,
            kind=Change.Kind.ADDED,
            at=meeting.public_from or now,
            was_public=True,
            after=place_and_time(meeting),
        )
        for meeting in unrecorded
    ]
    stored = Change.objects.public(now).filter(program=program)
    return sorted([*appeared, *stored], key=lambda change: change.at, reverse=True)


def removals(now: datetime | None = None) -> ChangeQuerySet:
    """Removals that calendars still tell of, the latest first. For calendars only: see `Change.tombstone`."""
    since = days_ago(TOMBSTONE_DAYS, now)
    recent = Change.objects.public(now).filter(kind=Change.Kind.REMOVED, at__gte=since)
    return recent.defer(None).select_related("program").order_by("-at", "-pk")


# --- In words ------------------------------------------------------------------------------------


def _in_words(moment: Moment) -> str:
    place = "" if moment.place == moment.zone else f" ({moment.place})"
    return f"{moment.clock} {moment.zone}{place}"


@dataclass(frozen=True)
class When:
    """When and where a meeting was or is, as shown: in its city's time, or in the zone of the reader."""

    day: date | None
    starts: Moment | None = None
    ends: Moment | None = None
    city: str = ""  #: named only where no time names it

    @property
    def unknown(self) -> str:
        """What is said in place of a missing date or time: none is announced once the day is over."""
        if self.day is None:
            return gettext("date to be announced")
        return gettext("time not public") if self.day < today() else gettext("time to be announced")

    def __str__(self) -> str:
        """Such as "Tuesday, August 3, 2021, 10:00 a.m. CDT (Minneapolis)"."""
        if self.day is None:
            parts = [self.unknown]
        elif self.starts is None:
            parts = [day_name(self.day), self.unknown]
        else:
            parts = [day_name(self.day), _in_words(self.starts)]
        return ", ".join(filter(None, [*parts, self.city]))

    @classmethod
    def read(cls, stored: Mapping[str, str | None], zone: str | None) -> "When | None":
        """From what `programs.changes.place_and_time` wrote; None from nothing. `zone`: IANA."""
        if not stored:
            return None
        day, city = stored.get("date"), stored.get("city") or ""
        starts_at, ends_at, own = stored.get("starts_at"), stored.get("ends_at"), stored.get("zone")
        if not (starts_at and own):
            return cls(date.fromisoformat(day) if day else None, city=city)

        def moment(stored_time: str) -> Moment:
            at = datetime.fromisoformat(stored_time).astimezone(ZoneInfo(zone or own))
            return Moment(at, zone_place(zone) if zone else city)

        starts = moment(starts_at)
        return cls(starts.at.date(), starts, moment(ends_at) if ends_at else None, city if zone else "")


@dataclass(frozen=True)
class ChangeNotice:
    """One change as readers are told of it. Of a removed meeting there is no more than that, and the day."""

    id: UUID
    kind: str
    at: Moment
    meeting: Meeting | None = None
    before: When | None = None
    after: When | None = None
    note: str = ""

    @property
    def minute(self) -> Moment:
        """When it was changed, for readers; feeds are told the second too."""
        return replace(self.at, at=self.at.at.replace(second=0, microsecond=0))

    @property
    def day(self) -> date:
        """The day of the change, in the zone shown; UTC if none is."""
        return self.at.at.date()

    @property
    def label(self) -> str:
        """The kind of change in a word or two, in the page's language: "Moved", "Note changed"."""
        return str(Change.Kind(self.kind).label)

    @property
    def sentence(self) -> str:
        """What happened, in a sentence without the meeting's title: "Moved from … to …"."""
        if self.kind == Change.Kind.MOVED and not (self.before and self.after):
            return self.label
        if self.kind == Change.Kind.MOVED:
            return gettext("Moved from %(before)s to %(after)s") % {
                "before": self.before,
                "after": self.after,
            }
        if self.kind == Change.Kind.ADDED:
            return gettext("Added for %(when)s") % {"when": self.after} if self.after else gettext("Added")
        return {
            Change.Kind.REMOVED: gettext("A meeting was removed"),
            Change.Kind.CANCELLED: gettext("Cancelled"),
            Change.Kind.RESTORED: gettext("Takes place after all"),
            Change.Kind.NOTED: gettext("Note changed"),
            Change.Kind.EDITED: gettext("Details changed"),
        }[Change.Kind(self.kind)]


def notices(changes: Iterable[Change], zone: str | None = None) -> list[ChangeNotice]:
    """Public changes as readers are told of them, in their order. One query, for the meetings.

    Times are in `zone` (IANA), or else in UTC and the cities' own. A change of a meeting that is no longer
    public is left out, and so is a note that was corrected since.
    """
    changes = list(changes)
    uids = {change.meeting_uid for change in changes}
    public = translated.meetings_in_language(Meeting.objects.public())
    meetings = public.filter(uid__in=uids).select_related("program", "stop__city")
    by_uid = {meeting.uid: meeting for meeting in meetings}
    result = []
    for change in changes:
        meeting = by_uid.get(change.meeting_uid)
        at = Moment(change.at.astimezone(ZoneInfo(zone or "UTC")), zone_place(zone or "UTC"))
        identity = uuid5(change.meeting_uid, f"{change.kind} {change.at.isoformat()}")
        if change.kind == Change.Kind.REMOVED:
            result.append(ChangeNotice(identity, change.kind, at))
        elif meeting is not None:
            result.append(
                ChangeNotice(
                    identity,
                    change.kind,
                    at,
                    meeting,
                    When.read(change.before, zone) if meeting.day_is_public else None,
                    When.read(change.after, zone) if meeting.day_is_public else None,
                    meeting.status_note if change.note == meeting.status_note else "",
                )
            )
    return result
