"""The time rule, in every zone there is: wall time is the truth, instants follow from it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from programs.wall_time import (
    Span,
    TimeThatNeverHappens,
    clock,
    end_day,
    exists,
    instant,
    is_ambiguous,
    next_valid,
    notes,
    span,
)
from tests.support.clocks import (
    SECOND,
    changes,
    first_shown_from,
    moments_shown,
    zones_and_walls,
    zones_that_differ,
)

HOUR = timedelta(hours=1)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


# --- One wall time -------------------------------------------------------------------------------


@given(zones_and_walls())
@example(("Pacific/Apia", wall("2011-12-30T12:00:00")))  # a whole day that never was
@example(("Pacific/Kwajalein", wall("1969-09-30T12:00:00")))  # a day lived twice
@example(("Africa/Monrovia", wall("1972-01-07T00:30:00")))  # offsets with seconds
@example(("Antarctica/Troll", wall("2024-03-31T01:30:00")))  # a jump of two hours
@example(("Australia/Lord_Howe", wall("2024-10-06T02:15:00")))  # a jump of half an hour
def test_a_wall_time_becomes_the_first_instant_that_clocks_show_it(case: tuple[str, datetime]) -> None:
    name, shown = case
    zone = ZoneInfo(name)
    moments = moments_shown(shown, zone)
    assert exists(shown, zone) == bool(moments)
    assert is_ambiguous(shown, zone) == (len(moments) > 1)
    if moments:
        first = instant(shown.date(), shown.time(), name)
        assert first == moments[0]
        assert first.tzinfo is UTC
        assert first.astimezone(zone).replace(tzinfo=None) == shown
        assert next_valid(shown, zone) == shown


@given(zones_and_walls(), st.integers(0, 2 * 3600))
@example(("Pacific/Apia", wall("2011-12-30T00:00:00")), 0)
@example(("Africa/Monrovia", wall("1972-01-07T00:00:00")), 60)
@example(("America/New_York", wall("2024-03-10T02:00:00")), 1800)
def test_a_skipped_wall_time_is_refused_naming_the_earliest_that_exists(
    case: tuple[str, datetime], seconds: int
) -> None:
    name, shown = case
    shown += seconds * SECOND
    zone = ZoneInfo(name)
    if moments_shown(shown, zone):
        return
    with pytest.raises(TimeThatNeverHappens) as refused:
        instant(shown.date(), shown.time(), name)
    following = refused.value.next_valid
    assert following > shown
    assert following == first_shown_from(shown, zone) == next_valid(shown, zone)
    # The message is advice: the officer who follows it must not be refused again.
    assert clock(following.time()) in refused.value.messages[0]
    assert instant(following.date(), following.time(), name) == moments_shown(following, zone)[0]


@pytest.mark.parametrize("part", range(4))  # in parts, so that two processes can share the work
def test_every_change_of_clocks_in_every_zone_until_2038_is_met(part: int) -> None:
    """After 2037 the rules only repeat; the random tests go on to 2100."""
    for name in zones_that_differ()[part::4]:
        zone = ZoneInfo(name)
        for at, old, new in changes(name, 1940, 2037):
            before, after = at + old, at + new  # what clocks would show, and what they show
            if after > before:
                for skipped in (before, before + (after - before) / 2, after - SECOND):
                    assert not exists(skipped, zone), (name, skipped)
                    assert next_valid(skipped, zone) == after, (name, skipped)
                assert exists(before - SECOND, zone)
            else:
                for twice in (after, before - SECOND):
                    assert is_ambiguous(twice, zone), (name, twice)
                    assert instant(twice.date(), twice.time(), name) == (twice - old).replace(tzinfo=UTC)
                assert not is_ambiguous(before, zone)


def test_the_next_valid_time_is_named_to_the_second_where_clocks_jumped_by_seconds() -> None:
    with pytest.raises(TimeThatNeverHappens, match=r"12:44:30 a\.m\."):
        instant(date(1972, 1, 7), time(0, 10), "Africa/Monrovia")


def test_a_spring_morning_is_refused_in_words() -> None:
    with pytest.raises(TimeThatNeverHappens) as refused:
        instant(date(2024, 3, 10), time(2, 30), "America/New_York")
    assert refused.value.messages == [
        "2:30 a.m. does not exist in America/New_York on Sunday, March 10, 2024: the clock jumps forward. "
        "Next valid time: 3:00 a.m."
    ]


def test_a_skipped_day_names_the_next_day() -> None:
    with pytest.raises(TimeThatNeverHappens, match=r"12:00 a\.m\., Saturday, December 31, 2011"):
        instant(date(2011, 12, 30), time(9), "Pacific/Apia")


# --- From when to when ---------------------------------------------------------------------------

CLOCK_TIMES = st.times().map(lambda moment: moment.replace(microsecond=0))


@given(st.dates(date(1940, 1, 1), date(2100, 12, 30)), CLOCK_TIMES, CLOCK_TIMES)
@example(date(2021, 8, 3), time(22), time(10))  # exactly twelve hours
@example(date(2021, 8, 3), time(22), time(10, 0, 1))
@example(date(2021, 8, 3), time(10), time(10))
def test_an_end_is_later_that_day_or_within_twelve_hours_past_midnight(
    day: date, start: time, end: time
) -> None:
    begins = datetime.combine(day, start)
    same, next_day = datetime.combine(day, end), datetime.combine(day + timedelta(days=1), end)
    if same > begins:
        assert end_day(day, start, end) == day
    elif next_day - begins <= 12 * HOUR:
        assert end_day(day, start, end) == day + timedelta(days=1)
    else:
        with pytest.raises(ValidationError) as refused:
            end_day(day, start, end)
        assert refused.value.code == "end_before_start"


@given(zones_and_walls(), CLOCK_TIMES)
@example(("America/Chicago", wall("2021-11-07T01:30:00")), time(1, 45))  # all in the hour that comes twice
@example(("America/Chicago", wall("2021-11-06T23:30:00")), time(1, 15))  # past midnight into that hour
@example(("America/Chicago", wall("2021-03-13T23:30:00")), time(2, 30))  # past midnight into the jump
def test_a_meeting_always_ends_after_it_starts(case: tuple[str, datetime], end: time) -> None:
    name, start = case
    try:
        instants = span(start.date(), start.time(), end, name)
    except ValidationError:
        return
    assert instants.starts_at is not None
    assert instants.ends_at is not None
    assert instants.ends_at > instants.starts_at
    zone = ZoneInfo(name)
    assert instants.starts_at.astimezone(zone).replace(tzinfo=None) == start
    assert instants.ends_at.astimezone(zone).time() == end


@pytest.mark.parametrize(
    ("day", "start", "zone"),
    [
        (None, time(10), "America/Chicago"),
        (date(2021, 8, 3), None, "America/Chicago"),
        (date(2021, 8, 3), time(10), None),
        (date(2021, 8, 3), time(10), ""),
    ],
)
def test_what_is_to_be_announced_has_no_instants(
    day: date | None, start: time | None, zone: str | None
) -> None:
    assert span(day, start, time(11), zone) == Span()
    assert notes(day, start, time(11), zone) == []


def test_the_error_stands_at_the_field_that_is_wrong() -> None:
    jump = date(2024, 3, 10)
    with pytest.raises(ValidationError) as refused:
        span(jump, time(2, 30), time(4), "America/New_York")
    assert list(refused.value.message_dict) == ["start_time"]
    with pytest.raises(ValidationError) as refused:
        span(jump, time(1), time(2, 30), "America/New_York")
    assert list(refused.value.message_dict) == ["end_time"]
    with pytest.raises(ValidationError) as refused:
        span(jump, time(10), time(9), "America/New_York")
    assert list(refused.value.message_dict) == ["end_time"]


@given(zones_and_walls(), CLOCK_TIMES)
@example(("America/Chicago", wall("2021-11-07T00:30:00")), time(1, 15))
def test_the_officer_is_told_of_each_time_that_happens_twice(case: tuple[str, datetime], end: time) -> None:
    name, start = case
    zone = ZoneInfo(name)
    try:
        span(start.date(), start.time(), end, name)
        ends = datetime.combine(end_day(start.date(), start.time(), end), end)
    except ValidationError:
        return
    twice = [moment for moment in (start, ends) if is_ambiguous(moment, zone)]
    told = notes(start.date(), start.time(), end, name)
    assert len(told) == len(twice)
    for moment, note in zip(twice, told, strict=True):
        assert note.startswith(f"{clock(moment.time())} happens twice")


def test_a_time_that_happens_twice_is_told_in_words() -> None:
    told = notes(date(2021, 11, 7), time(1, 30), time(3), "America/Chicago")
    assert told == [
        "1:30 a.m. happens twice on Sunday, November 7, 2021 in America/Chicago "
        "because the clock is set back; the first is meant."
    ]


def test_the_notes_of_an_impossible_meeting_are_empty_because_the_error_says_enough() -> None:
    assert notes(date(2021, 8, 3), time(10), time(9), "America/Chicago") == []


def test_the_days_at_both_ends_of_the_calendar_are_refused_in_words() -> None:
    """An officer's slip of the finger (year 9999, year 1) is an error at the field, not a crash."""
    for day, at, end, name in [
        (date.max, time(23, 30), None, "America/Chicago"),
        (date.min, time(0, 30), None, "Asia/Tokyo"),
        (date.max, time(23, 30), time(1), "UTC"),
    ]:
        with pytest.raises(ValidationError):
            span(day, at, end, name)
        assert isinstance(notes(day, at, end, name), list)


def test_an_unknown_zone_is_refused_in_words() -> None:
    for name in ("Mars/Olympus", "../../etc/passwd", "America", "\x00"):
        with pytest.raises(ValidationError):
            span(date(2021, 8, 3), time(10), None, name)
        assert notes(date(2021, 8, 3), time(10), None, name) == []
