"""What the public may see of a hero's identity, and why: in words for officers.

Nothing is shown by default. `public_identity` is the most that may be shown; the ledger of consent
decides what is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext

from common.utc_days import today

if TYPE_CHECKING:
    from participants.models import Consent, Hero


@dataclass(frozen=True)
class Standing:
    """What the public sees of a hero's identity, and the reason in words for the officer."""

    identity: str  #: a value of `Hero.PublicIdentity`
    reason: str

    def __str__(self) -> str:
        return f"{self.identity}: {self.reason}"


def standing(hero: "Hero", ledger: Iterable["Consent"], on: date | None = None) -> Standing:
    """What is shown of `hero`'s identity on a day (default today), given the rows of the ledger.

    Issues no query. The answer is about consent alone: a hero also needs a public program to appear.
    """
    day = on or today()
    identity = hero.PublicIdentity
    wanted = hero.public_identity
    if wanted != identity.NAMED:
        reason = {
            identity.ANONYMOUS.value: gettext("shown by country only, as set on the record"),
            identity.WITHHELD.value: gettext("set on the record"),
        }[wanted]
        return Standing(wanted, reason)
    rows = [row for row in ledger if row.scope == row.Scope.IDENTITY]
    if any(row.holds(day) for row in rows):
        return Standing(identity.NAMED, gettext("consent in force"))
    return Standing(identity.WITHHELD, _why_not(rows, day))


def _why_not(rows: list["Consent"], day: date) -> str:
    """Why none of these rows holds; the latest event counts."""
    if not rows:
        return gettext("no consent to show the name")
    events = []
    for row in rows:
        if row.revoked_on and row.revoked_on <= day:
            events.append((row.revoked_on, gettext("consent revoked %(day)s")))
        elif row.expires_on and row.expires_on < day:
            events.append((row.expires_on, gettext("consent expired %(day)s")))
    if events:
        when, what_happened = max(events)
        return what_happened % {"day": date_format(when, "j F Y")}
    return gettext("consent begins %(day)s") % {
        "day": date_format(min(row.given_on for row in rows), "j F Y")
    }
