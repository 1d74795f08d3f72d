"""When programs and what belongs to them are public. Nothing is public by default.

The conditions are written here once, and the querysets of the models apply them. Of one meeting in memory
`Meeting.is_public_given` says the same; a test holds the two together.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from participants.models import Hero

if TYPE_CHECKING:
    from participants.models import Organization
    from participants.public_profile import PublicProfile
    from programs.models import Quote, Takeaway

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

    An anonymous speaker is named by country only; the organization could tell who it is. The same rule for
    one record that was read: `named_organization`.
    """
    return Q(hero__isnull=True) | ~Q(hero__public_identity=Hero.PublicIdentity.ANONYMOUS)


def speaker(record: "Quote | Takeaway") -> "PublicProfile | None":
    """Who said it, as far as that may be shown; None when it is nobody in particular.

    The hero comes from `Hero.objects.public()`, else NotReadThroughPublic is raised.
    """
    return record.hero.public_profile if record.hero else None


def named_organization(record: "Quote | Takeaway") -> "Organization | None":
    """The organization that may be named with it: the rule of `names_organization`, for a record at hand."""
    profile = speaker(record)
    return None if profile and not profile.named else record.organization
