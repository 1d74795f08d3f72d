"""Giving, renewing and revoking private links, and telling one visit from the next."""

import logging
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.db.models import Max
from django.utils import timezone

from attendance.models import ItineraryLink
from attendance.tokens import digest_of, new_token
from common.database import without_waiting
from common.utc_days import today
from participants.models import Hero

logger = logging.getLogger(__name__)

#: Opening the page again within this time is still the same visit, so that its news stay on it.
VISIT = timedelta(minutes=30)
#: A link is offered to end this long after the last day of the program.
AFTER_PROGRAM = timedelta(days=90)


def issue(hero: Hero, *, by: User | None, expires_on: date | None = None) -> tuple[ItineraryLink, str]:
    """Give the hero a new link; one that the hero has is revoked. Returns the link and its token.

    The token is nowhere else: whoever loses it needs a new link. What the hero has seen by the old link
    stays seen.
    """
    with transaction.atomic():
        Hero.objects.select_for_update().get(pk=hero.pk)  # two officers at once: one after the other
        old = in_use(hero)
        if old is not None:
            revoke(old, by=by)
        token = new_token()
        link = ItineraryLink.objects.create(
            hero=hero,
            digest=digest_of(token),
            expires_on=expires_on,
            created_by=by,
            seen_until=(old.last_opened_at or old.seen_until) if old else None,
        )
    return link, token


def revoke(link: ItineraryLink, *, by: User | None) -> bool:
    """End a link now. False if it had been revoked before: the first revocation is the one that counts."""
    now = timezone.now()
    ended = ItineraryLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(
        revoked_at=now, revoked_by=by
    )
    if ended:
        link.revoked_at, link.revoked_by = now, by
    return bool(ended)


def in_use(hero: Hero | None) -> ItineraryLink | None:
    """The hero's link that is not revoked (it may have expired); None if there is none."""
    return ItineraryLink.objects.filter(hero=hero, revoked_at__isnull=True).first() if hero else None


def usual_end(hero: Hero | None) -> date | None:
    """A last day to suggest: some time after the hero's last program; None if that is past."""
    last = hero.programs.aggregate(last=Max("ends_on"))["last"] if hero else None
    end = last + AFTER_PROGRAM if last else None
    return end if end and end > today() else None


def find(token: str) -> ItineraryLink | None:
    """The link that a token opens; None for any other text, at the very same cost: one digest, one query."""
    return ItineraryLink.objects.usable().select_related("hero").filter(digest=digest_of(token)).first()


def record_visit(link: ItineraryLink, now: datetime) -> None:
    """Note that the page was opened; `link.seen_until` is then when the visit before was, if any.

    To read must not need to write: the visit goes unnoted where the database is busy or only read.
    """
    if link.last_opened_at is not None and now - link.last_opened_at > VISIT:
        link.seen_until = link.last_opened_at
    link.last_opened_at = now
    try:
        with without_waiting():
            ItineraryLink.objects.filter(pk=link.pk).update(last_opened_at=now, seen_until=link.seen_until)
    except DatabaseError as error:
        logger.info("A visit was not noted: %s", str(error).partition("\n")[0])
