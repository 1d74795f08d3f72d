"""What changed on a hero's itinerary since they last looked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from common.formats import day_name
from common.utc_days import days_ago
from participants.models import Hero
from programs.changes import TOMBSTONE_DAYS
from programs.models import Change, Meeting, Program

#: More than this is not news but a new itinerary.
LIMIT = 30


@dataclass(frozen=True)
class News:
    """One change on the hero's itinerary. `meeting` is None for one that was taken off it."""

    change: Change
    meeting: Meeting | None

    @property
    def was_on(self) -> date | None:
        """The day that a removed meeting was on, in its city."""
        day = self.change.tombstone.get("date")
        return date.fromisoformat(day) if day else None

    @property
    def was_at(self) -> str | None:
        """The city that a removed meeting was in."""
        city: str | None = self.change.tombstone.get("city")
        return city

    @property
    def removed(self) -> str:
        """A removed meeting in words that do not name it: "a meeting", its day, its city."""
        day = day_name(self.was_on) if self.was_on else ""
        return ", ".join(filter(None, [gettext("a meeting"), day, self.was_at]))


def news_since(hero: Hero, meetings: Iterable[Meeting], since: datetime | None) -> list[News]:
    """What changed on a hero's itinerary (its `meetings`) after a moment, the latest first. Two queries.

    None on the first visit, when everything is new.
    """
    if since is None:
        return []
    by_uid = {meeting.uid: meeting for meeting in meetings}
    changes = Change.objects.filter(meeting_uid__in=list(by_uid), at__gt=since)
    # What the public no longer sees, or sees only now, was on the hero's own plan all the time.
    changes = changes.exclude(kind=Change.Kind.REMOVED).exclude(kind=Change.Kind.ADDED, sequence__gt=0)
    news = [News(change, by_uid[change.meeting_uid]) for change in changes.order_by("-at", "-pk")[:LIMIT]]
    news += [News(change, None) for change in removals_of(hero) if change.at > since]
    return sorted(news, key=lambda each: each.change.at, reverse=True)[:LIMIT]


def removals_of(hero: Hero) -> list[Change]:
    """Meetings that were deleted lately and were on the hero's itinerary, the latest first. One query."""
    removed = Change.objects.filter(
        program__in=Program.objects.filter(heroes=hero),
        kind=Change.Kind.REMOVED,
        at__gte=days_ago(TOMBSTONE_DAYS),
    )
    return [
        change
        for change in removed.order_by("-at", "-pk")
        if change.tombstone.get("deleted")
        and (change.tombstone.get("heroes") is None or hero.pk in change.tombstone["heroes"])
    ]
