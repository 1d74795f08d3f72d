"""What is public and when things happen, put in words for officers. No queries beyond what is loaded."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.formats import clock, day_name
from participants.admin.base import state
from programs.models import Meeting, Program, Quote, Stop, Takeaway

#: The color of each status; the words are the model's.
KINDS = {
    "draft": "off",
    "in_clearance": "wait",
    "published": "good",
    "archived": "good",
    "tentative": "wait",
    "confirmed": "good",
    "cancelled": "bad",
    "approved": "good",
}


def status(record: Meeting | Program | Quote | Takeaway) -> SafeString:
    """The status in words."""
    return state(KINDS[record.status], record.get_status_display())


def why_not_public(meeting: Meeting, now: datetime | None = None) -> str:
    """Why the public cannot see the meeting at a moment (default: now); "" if it can."""
    if not meeting.is_public:
        return _("not marked public")
    if not meeting.program.is_public:
        return _("the program is not published")
    if meeting.status == Meeting.Status.TENTATIVE:
        return _("tentative")
    if meeting.public_from and meeting.public_from > (now or timezone.now()):
        return _("embargo until {moment} UTC").format(
            moment=meeting.public_from.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
        )
    return ""


def public_state(meeting: Meeting) -> SafeString:
    """Whether the public sees the meeting, and why not."""
    reason = why_not_public(meeting)
    if not reason:
        return state("good", _("Public"))
    return state("wait" if meeting.is_public else "off", _("Not public: {reason}").format(reason=reason))


def time_of(meeting: Meeting) -> str:
    """The start with the zone named, such as "10:00 a.m. CDT"; what is missing is said in words."""
    if meeting.date is None:
        return _("Date to be announced")
    if meeting.start_time is None:
        return _("Time to be announced")
    return f"{clock(meeting.start_time)} {zone_at(meeting)}"


def zone_at(meeting: Meeting) -> str:
    """The short name of the zone at the start, such as "CDT"; the IANA name where it has none."""
    if meeting.starts_at is None or meeting.zone_name is None:
        return ""
    short = meeting.starts_at.astimezone(ZoneInfo(meeting.zone_name)).tzname() or ""
    return short if short.isalpha() else meeting.zone_name


def in_utc(meeting: Meeting) -> str:
    """The derived instants, such as "Tuesday, August 3, 2021, 3:00 p.m. to 4:30 p.m. UTC"."""
    if meeting.starts_at is None:
        return _("Worked out once there is a date, a start and a stop.")
    start = meeting.starts_at.astimezone(UTC)
    words = f"{day_name(start.date())}, {clock(start.time())}"
    if meeting.ends_at is not None:
        end = meeting.ends_at.astimezone(UTC)
        until = clock(end.time())
        if end.date() != start.date():
            until = f"{day_name(end.date())}, {until}"
        words = _("{start} to {end}").format(start=words, end=until)
    return f"{words} UTC"


def zone_note(stop: Stop | None) -> str:
    """Whose clock the times of a meeting follow: shown beside the fields."""
    if stop is None:
        return _("Choose a stop: its city gives the time zone.")
    return _("{city} time ({zone})").format(city=stop.city, zone=stop.city.time_zone)
