"""When a meeting can still be answered, and when it can be evaluated. By wall time, which is the truth."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from programs.models import Meeting

#: A meeting whose end is not entered is taken to last this long.
USUAL_LENGTH = timedelta(hours=1)
#: The last place on earth where a day ends, for a day that belongs to no city.
LAST_ZONE = "Etc/GMT+12"


def has_begun(meeting: Meeting, now: datetime) -> bool:
    """Whether it has started; a meeting without a time has once its day is over in its city."""
    starts_at = meeting.span.starts_at
    return starts_at <= now if starts_at else _day_is_over(meeting, now)


def has_ended(meeting: Meeting, now: datetime) -> bool:
    """Whether it is over: at its end, or USUAL_LENGTH after its start; without a time, with its day."""
    span = meeting.span
    if span.starts_at is None:
        return _day_is_over(meeting, now)
    return (span.ends_at or span.starts_at + USUAL_LENGTH) <= now


def may_answer(meeting: Meeting, now: datetime) -> bool:
    """Whether a hero can say yes or no: until it starts, and never for a cancelled meeting."""
    return not meeting.is_cancelled and not has_begun(meeting, now)


def may_evaluate(meeting: Meeting, now: datetime) -> bool:
    """Whether a hero can say what it was like: once it is over."""
    return not meeting.is_cancelled and has_ended(meeting, now)


def _day_is_over(meeting: Meeting, now: datetime) -> bool:
    if meeting.date is None:
        return False
    return now.astimezone(UTC).astimezone(ZoneInfo(meeting.zone_name or LAST_ZONE)).date() > meeting.date
