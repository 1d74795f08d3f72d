"""What readers may read: public querysets with all that a page needs, in a fixed number of queries."""

from typing import Any, TypeVar

from django.db.models import F, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from common.letters.order import Alphabetical
from common.utc_days import days_ago
from participants.models import Hero, Organization
from participants.models.hero import HeroQuerySet
from participants.public_profile import PublicProfile
from programs import translated
from programs.changes import MARKED_DAYS
from programs.models import Change, Meeting, Program, Quote, Resource, Source, Stop, Takeaway
from programs.models.meeting_queryset import MeetingQuerySet
from programs.models.program import ProgramQuerySet
from programs.models.quote import QuoteQuerySet
from programs.models.resource import ResourceQuerySet
from programs.models.stop import StopQuerySet
from programs.models.takeaway import TakeawayQuerySet

Records = TypeVar("Records", bound=QuerySet[Any])


def real_first(records: Records, path: str = "is_fictional") -> Records:
    """`records` in their order, those of fictional programs after all others.

    `path` leads to whether a record is fictional.
    """
    return records.order_by(path, *(records.query.order_by or records.model._meta.ordering))


def programs() -> ProgramQuerySet:
    """Public programs for lists, with agency and stops. Two queries."""
    return programs_for_pages().prefetch_related(Prefetch("stops", queryset=stops()))


def programs_for_pages() -> ProgramQuerySet:
    """Public programs with agency, for pages that read the stops themselves or show none. One query."""
    programs = translated.programs_in_language(Program.objects.public()).select_related("agency")
    return programs.order_by("-starts_on", Alphabetical("title"), "pk")


def stops() -> StopQuerySet:
    """Public stops in the order of their itinerary, with city and host. One query."""
    return Stop.objects.public().select_related("city", "host").order_by("position")


def meetings() -> MeetingQuerySet:
    """Public meetings in order, with place, organizations and public heroes. Three queries.

    `news` is the kind of the latest change that the public saw in the last days, or None.
    """
    seen = Change.objects.filter(was_public=True, at__gte=days_ago(MARKED_DAYS)).exclude(
        kind=Change.Kind.REMOVED
    )
    return (
        translated.meetings_in_language(Meeting.objects.public())
        .in_order()
        .annotate(news=Subquery(seen.of_outer_meeting().values("kind")[:1]))
        .select_related("program", "stop__city")
        .prefetch_related(
            Prefetch("organizations", queryset=Organization.objects.in_order()),
            Prefetch("heroes", queryset=Hero.objects.public().in_public_order(), to_attr="public_heroes"),
        )
    )


def meetings_for_calendars() -> MeetingQuerySet:
    """Public meetings in order, with place and organizations, and without people. Two queries.

    `changed_at` is when the meeting last changed, which saving it unchanged does not move, nor what strangers
    are not told.
    """
    told = Change.objects.of_outer_meeting().exclude(kind=Change.Kind.EDITED, was_public=False)
    last = Subquery(told.values("at")[:1])
    return (
        Meeting.objects.public()
        .in_order()
        .annotate(changed_at=Coalesce(last, F("created_at")))
        .select_related("program", "stop__city")
        .prefetch_related(Prefetch("organizations", queryset=Organization.objects.in_order()))
    )


def quotes() -> QuoteQuerySet:
    """Public quotes with speaker, source and program. Three queries.

    The meeting comes along only where it is public itself, as `public_meeting`.
    """
    meetings = translated.meetings_in_language(Meeting.objects.public())
    return (
        translated.with_program_title(Quote.objects.public())
        .select_related("organization", "source", "program")
        .prefetch_related(
            Prefetch("hero", queryset=Hero.objects.public()),
            Prefetch("meeting", queryset=meetings.select_related("program")),
        )
    )


def profiles(heroes: HeroQuerySet) -> list[PublicProfile]:
    """What may be shown of those of `heroes` who are public: the named by name, then the others.

    One query.
    """
    return [hero.public_profile for hero in heroes.public().in_public_order()]


def resources() -> ResourceQuerySet:
    """Public resources by title, with the organization that shared them. One query."""
    return Resource.objects.public().select_related("organization").order_by(Alphabetical("title"), "pk")


def sources() -> QuerySet[Source]:
    """Sources by title, for prefetching: they are public with what rests on them."""
    return Source.objects.order_by(Alphabetical("title"), "pk")


def takeaways() -> TakeawayQuerySet:
    """Public takeaways with those they come from. Two queries."""
    return (
        Takeaway.objects.public()
        .select_related("organization")
        .prefetch_related(Prefetch("hero", queryset=Hero.objects.public()))
    )
