"""The rule of consent: when a row of the ledger is in force. Days are UTC days."""

from datetime import date

from common.utc_days import today

# `today` too, because a migration names it as the default of `Consent.given_on`.
__all__ = ["is_in_force", "today"]


def is_in_force(*, given_on: date, expires_on: date | None, revoked_on: date | None, on: date) -> bool:
    """Whether a consent holds on a day: given, not past its last day, not revoked.

    `expires_on` is the last day it holds. A revocation holds from its own day.
    """
    given = given_on <= on
    lasting = expires_on is None or expires_on >= on
    standing = revoked_on is None or revoked_on > on
    return given and lasting and standing
