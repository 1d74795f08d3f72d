"""Times and days as people write and paste them."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.planning.written import read_clock, read_day, zone_fits, zone_word


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10:00\u202fAM", time(10)),
        ("10:00\u00a0AM", time(10)),
        ("\u200e10:00 AM\u200e", time(10)),
        ("10h00", time(10)),
        ("10h", time(10)),
        ("14h30", time(14, 30)),
        ("14.00", time(14)),
        ("noon", time(12)),
        ("Noon", time(12)),
        ("midnight", time(0)),
        ("10am ET", time(10)),
        ("10:30 a.m. (EDT)", time(10, 30)),
        ("2:15 PM CST", time(14, 15)),
        ("１０：００", time(10)),
        ("10:00 Z", time(10)),
        ("10:00\u2009pm", time(22)),
    ],
)
def test_a_time_is_read_as_it_is_pasted(written: str, meant: time) -> None:
    assert read_clock(written) == meant


@pytest.mark.parametrize(
    "written", ["10", "", "24h00", "10h75", "25:00", "10 ET", "noonish", "13 pm", "10h pm", "TBD"]
)
def test_a_time_that_says_nothing_certain_is_not_guessed(written: str) -> None:
    assert read_clock(written) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8/3/2027", date(2027, 8, 3)),
        ("08/03/2027", date(2027, 8, 3)),
        ("8/3/27", date(2027, 8, 3)),
        ("3 Aug 2027", date(2027, 8, 3)),
        ("3 August 2027", date(2027, 8, 3)),
        ("3-Aug-2027", date(2027, 8, 3)),
        ("Aug. 3, 2027", date(2027, 8, 3)),
        ("Aug 3 2027", date(2027, 8, 3)),
        ("August 3rd, 2027", date(2027, 8, 3)),
        ("Sept. 7, 2027", date(2027, 9, 7)),
        ("Tuesday, August 3, 2027", date(2027, 8, 3)),
        ("Tue 8/3/2027", date(2027, 8, 3)),
        ("2027-08-03", date(2027, 8, 3)),
        ("2027-8-3", date(2027, 8, 3)),
        ("\u200eAugust\u00a03,\u202f2027", date(2027, 8, 3)),
    ],
)
def test_a_day_is_read_as_it_is_pasted(written: str, meant: date) -> None:
    assert read_day(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "13/8/2027",
        "2/30/2027",
        "Monday, August 3, 2027",
        "8/3",
        "Aug 2027",
        "Augury 3, 2027",
        "soon",
        "",
        "3",
    ],
)
def test_a_day_that_cannot_be_is_not_guessed(written: str) -> None:
    assert read_day(written) is None


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert read_clock(text) is None or isinstance(read_clock(text), time)
    assert read_day(text) is None or isinstance(read_day(text), date)


@given(st.dates(date(1940, 1, 1), date(2100, 1, 1)))
def test_every_day_is_read_back_however_it_was_written(day: date) -> None:
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%d %b %Y", "%B %d, %Y", "%A, %B %d, %Y"):
        assert read_day(day.strftime(form)) == day


@pytest.mark.parametrize(
    ("word", "zone", "month", "fits"),
    [
        ("ET", "America/New_York", 8, True),
        ("EDT", "America/New_York", 8, True),
        ("EST", "America/New_York", 8, False),
        ("EST", "America/New_York", 1, True),
        ("ET", "America/Chicago", 8, False),
        ("CDT", "America/Chicago", 8, True),
        ("MST", "America/Phoenix", 1, True),
        ("MT", "America/Phoenix", 8, False),
        ("PT", "America/Los_Angeles", 8, True),
        ("UTC", "America/New_York", 8, False),
        ("XYT", "America/New_York", 8, False),
    ],
)
def test_the_zone_of_a_time_is_checked_on_its_day(word: str, zone: str, month: int, fits: bool) -> None:
    assert zone_fits(word, zone, datetime(2027, month, 3, 10)) is fits
    assert zone_word(f"10:00 a.m. {word}") == word
