"""What is public, why not, and when things happen: in words for officers. No query beyond what is loaded."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, ExpressionWrapper, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from attendance.models import ItineraryLink
from common.formats import clock, day_name
from common.utc_days import today
from desk.admin.base import state
from participants import visibility
from participants.models import Consent, Hero
from participants.standing import standing as standing_of
from programs.models import Meeting, Program, Quote, Stop, Takeaway

# --- Programs and meetings ----------------------------------------------------------------------

#: The color of each status; the words are the model's.
KINDS: dict[str, str] = {
    Program.Status.DRAFT: "off",  # of quotes and takeaways too
    Program.Status.IN_CLEARANCE: "wait",
    Program.Status.PUBLISHED: "good",
    Program.Status.ARCHIVED: "good",
    Meeting.Status.TENTATIVE: "wait",
    Meeting.Status.CONFIRMED: "good",
    Meeting.Status.CANCELLED: "bad",
    Quote.Status.APPROVED: "good",  # of takeaways too
}


def status(record: Meeting | Program | Quote | Takeaway) -> SafeString:
    """The status in the words of its model, with its color."""
    return state(KINDS[record.status], record.get_status_display())


def why_not_public(meeting: Meeting, now: datetime | None = None) -> str:
    """Why the public cannot see the meeting at a moment (default: now); "" if it can."""
    if not meeting.is_public:
        return gettext("not marked public")
    if not meeting.program.is_public:
        return gettext("the program is not published")
    if meeting.is_tentative:
        return gettext("tentative")
    if meeting.public_from and meeting.public_from > (now or timezone.now()):
        return gettext("embargo until %(moment)s UTC") % {
            "moment": meeting.public_from.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
        }
    return ""


def public_state(meeting: Meeting) -> SafeString:
    """Whether the public sees the meeting, and why not."""
    reason = why_not_public(meeting)
    if not reason:
        return state("good", gettext("Public"))
    return state(
        "wait" if meeting.is_public else "off", gettext("Not public: %(reason)s") % {"reason": reason}
    )


def time_of(meeting: Meeting) -> str:
    """The start with the zone named, such as "10:00 a.m. CDT"; what is missing is said in words."""
    if meeting.date is None:
        return gettext("Date to be announced")
    if meeting.start_time is None:
        return gettext("Time to be announced")
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
        return gettext("Worked out once there is a date, a start and a stop.")
    start = meeting.starts_at.astimezone(UTC)
    moments = f"{day_name(start.date())}, {clock(start.time())}"
    if meeting.ends_at is not None:
        end = meeting.ends_at.astimezone(UTC)
        until = clock(end.time())
        if end.date() != start.date():
            until = f"{day_name(end.date())}, {until}"
        moments = gettext("%(start)s to %(end)s") % {"start": moments, "end": until}
    return f"{moments} UTC"


def zone_note(stop: Stop | None) -> str:
    """Whose clock the times of a meeting follow: shown beside the fields."""
    if stop is None:
        return gettext("Choose a stop: its city gives the time zone.")
    return gettext("%(city)s time (%(zone)s)") % {"city": stop.city, "zone": stop.city.time_zone}


# --- Heroes, consent, private links -------------------------------------------------------------


def annotate_references(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Give each row `is_referenced`: whether something public includes it."""
    condition = ExpressionWrapper(visibility.is_referenced(queryset.model), output_field=BooleanField())
    return queryset.annotate(is_referenced=condition)


def seen_as(hero: Hero) -> SafeString:
    """What consent lets the public see of a hero, and why. No query when consents are prefetched."""
    standing = standing_of(hero, hero.consents.all())
    kind, label = {
        Hero.PublicIdentity.NAMED: ("good", gettext("Named")),
        Hero.PublicIdentity.ANONYMOUS: ("wait", gettext("Anonymous")),
        Hero.PublicIdentity.WITHHELD: ("off", gettext("Withheld")),
    }[Hero.PublicIdentity(standing.identity)]
    wanted, shown = hero.public_identity, standing.identity
    if wanted == Hero.PublicIdentity.NAMED and shown == Hero.PublicIdentity.WITHHELD:
        kind = "bad"
    return state(kind, f"{label}: {standing.reason}")


def state_of_consent(row: Consent) -> SafeString:
    """Whether a row of the ledger is in force today, in words."""
    day = today()
    if row.revoked_on and row.revoked_on <= day:
        return state("bad", gettext("Revoked"))
    if row.expires_on and row.expires_on < day:
        return state("bad", gettext("Expired"))
    if row.given_on > day:
        return state("wait", gettext("Not yet begun"))
    return state("good", gettext("In force"))


def state_of_link(link: ItineraryLink) -> SafeString:
    """Whether it opens the page now, and why not."""
    if link.revoked_at is not None:
        return state("bad", gettext("Revoked"))
    if link.is_expired:
        return state("bad", gettext("Expired"))
    if link.last_opened_at is None:
        return state("wait", gettext("In use, never opened"))
    return state("good", gettext("In use"))
