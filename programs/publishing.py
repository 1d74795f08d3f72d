"""When programs and what belongs to them are public. Nothing is public by default.

The conditions live here once; the querysets of the models apply them.
"""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

#: Statuses of a program that the public may see.
PUBLIC_STATUSES = ("published", "archived")
#: Statuses of a meeting that the public may see (RFC 5545 words). Cancelled ones stay, as cancelled.
PUBLIC_MEETING_STATUSES = ("confirmed", "cancelled")


def public_program(prefix: str = "") -> Q:
    """Condition that the program at `prefix` (such as "program__") is public."""
    return Q(**{f"{prefix}status__in": PUBLIC_STATUSES})


def public_meeting(prefix: str = "", now: datetime | None = None) -> Q:
    """Condition that the meeting at `prefix` is public at a moment (default: now).

    It is public itself, its embargo has passed, its program is public, and it is confirmed or cancelled.
    """
    moment = now or timezone.now()
    return (
        Q(**{f"{prefix}is_public": True})
        & Q(**{f"{prefix}status__in": PUBLIC_MEETING_STATUSES})
        & (Q(**{f"{prefix}public_from__isnull": True}) | Q(**{f"{prefix}public_from__lte": moment}))
        & public_program(f"{prefix}program__")
    )


def names_organization() -> Q:
    """Condition that a quote or a takeaway may name its organization: one of an anonymous hero may not.

    An anonymous speaker is named by country only; the organization could tell who it is.
    """
    return Q(hero__isnull=True) | ~Q(hero__public_identity="anonymous")
