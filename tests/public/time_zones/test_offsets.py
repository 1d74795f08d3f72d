"""A distance from UTC is understood however it is written, and means what people mean by it."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from common.time_zones import zone_place
from public.time_zones.offsets import find_offsets, offsets, written
from public.time_zones.search import find_places

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
HALF_A_YEAR = timedelta(days=182)


@pytest.mark.parametrize(
    "typed",
    [
        "UTC+5",
        "utc+5",
        "UTC +5",
        "UTC + 5",
        "GMT+5",
        "gmt+05",
        "UTC+05",
        "UTC+05:00",
        "UTC+5:00",
        "UTC+0500",
        "UTC+500",
        "+5",
        "+05:00",
        "Greenwich+5",
        "غرينتش+٥",
        "جرينتش +5",
        "UTC+٥",
        "UTC+٠٥:٠٠",
        "UTC+۵",
        "UTC+۰۵:۰۰",
        "\u200eUTC+5\u200f",
        "ＵＴＣ＋５",
        "UTC\u00a0+5",
    ],
)
def test_five_hours_ahead_is_understood_however_it_is_written(typed: str) -> None:
    assert find_places(typed, [])[0].zone == "Etc/GMT-5"


@pytest.mark.parametrize("minus", list("-\u2010\u2011\u2012\u2013\u2014\u2212\uff0d\ufe63"))
@pytest.mark.parametrize("typed", ["UTC{}5", "GMT{}5", "UTC {}05:00", "{}5", "{}05:00", "UTC{}٥", "UTC{}۰۵"])
def test_every_sign_for_minus_means_behind_utc(typed: str, minus: str) -> None:
    found = find_places(typed.format(minus), [])
    assert found[0].zone == "Etc/GMT+5"
    assert not any("+" in place.label for place in found)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("UTC+05:30", "Asia/Kolkata"),
        ("UTC+5:30", "Asia/Kolkata"),
        ("UTC+0530", "Asia/Kolkata"),
        ("UTC+530", "Asia/Kolkata"),
        ("GMT+05:45", "Asia/Kathmandu"),
        ("UTC+٠٥:٤٥", "Asia/Kathmandu"),
        ("UTC+۳:۳۰", "Asia/Tehran"),
        ("UTC+04:30", "Asia/Kabul"),
        ("UTC+6.30", "Asia/Yangon"),
        ("UTC+08:45", "Australia/Eucla"),
        ("UTC+9:30", "Australia/Darwin"),
        ("UTC−9:30", "Pacific/Marquesas"),
        ("UTC−09:30", "Pacific/Marquesas"),
        ("UTC+0", "UTC"),
        ("UTC-0", "UTC"),
        ("GMT+00:00", "UTC"),
        ("UTC±0", "UTC"),
        ("utc", "UTC"),
        ("gmt", "UTC"),
        ("UTC+14", "Etc/GMT-14"),
        ("UTC-12", "Etc/GMT+12"),
        ("UTC+01", "Etc/GMT-1"),
        ("UTC+1", "Etc/GMT-1"),
        ("utc5", "Etc/GMT-5"),
    ],
)
def test_hours_halves_and_quarters_are_found(typed: str, zone: str) -> None:
    assert find_places(typed, [])[0].zone == zone


@pytest.mark.parametrize("word", ["UTC", "GMT"])
def test_each_offset_is_found_by_what_it_is_called_and_by_every_form_of_it(word: str) -> None:
    for minutes, zone in offsets().items():
        sign = "-" if minutes < 0 else "+"
        hours, rest = divmod(abs(minutes), 60)
        for typed in (
            written(minutes, word),
            f"{word}{sign}{hours:02d}:{rest:02d}",
            f"{word}{sign}{hours}:{rest:02d}".replace("-", "−"),
            f"{word} {sign}{hours:02d}{rest:02d}",
        ):
            first = find_places(typed, [])[0]
            assert (first.zone, first.label) == (zone, written(minutes, word)), typed


def test_an_offset_means_what_people_mean_by_it_all_year() -> None:
    for minutes, zone in offsets().items():
        for moment in (NOW, NOW + HALF_A_YEAR):
            assert moment.astimezone(ZoneInfo(zone)).utcoffset() == timedelta(minutes=minutes), zone
    assert {60 * hours for hours in range(-12, 15)} <= set(offsets())
    assert zone_place("Etc/GMT-5") == "UTC+5"


def test_who_goes_on_typing_sees_what_may_follow() -> None:
    assert [label for _zone, label in find_offsets("UTC+1")] == [
        "UTC+1",
        *(f"UTC+{h}" for h in range(10, 15)),
    ]
    assert [label for _zone, label in find_offsets("GMT+5")] == ["GMT+5", "GMT+5:30", "GMT+5:45"]
    assert {label[:4] for _zone, label in find_offsets("UTC+")} == {"UTC", "UTC+"}
    assert [label for _zone, label in find_offsets("UTC+5:4")] == ["UTC+5:45"]


@pytest.mark.parametrize(
    "typed",
    [
        "UTC+15",
        "UTC-13",
        "UTC+99",
        "UTC+5:99",
        "UTC+5:10",
        "UTC+12:45",
        "UTC+12345",
        "+",
        "-",
        "−",
        "±",
        "5",
        "05:30",
    ],
)
def test_what_is_no_offset_finds_none(typed: str) -> None:
    assert find_offsets(typed) == []
    assert not any(re.match("UTC|GMT", place.label) for place in find_places(typed, []))
