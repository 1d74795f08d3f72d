"""Days in UTC: the one boundary for all readers, whatever their zone.

Consent, private links and the marks of what is new turn at midnight UTC, and so do kept pages.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone


def today(now: datetime | None = None) -> date:
    """The day in UTC of an aware moment (default: now)."""
    return (now or timezone.now()).astimezone(UTC).date()


def midnight(day: date) -> datetime:
    """The first moment of a day in UTC."""
    return datetime.combine(day, time(), UTC)


def days_ago(days: int, now: datetime | None = None) -> datetime:
    """The midnight that began the day so many days ago.

    Whole days, because a kept page is made anew at each midnight and not in between.
    """
    return midnight(today(now) - timedelta(days=days))


def next_midnight(now: datetime | None = None) -> datetime:
    """The midnight that ends the day."""
    return midnight(today(now) + timedelta(days=1))
