"""Distances from UTC as people write them, and the zones that keep them all year."""

import re
from collections.abc import Iterator
from functools import cache

from common.letters.folding import letters
from common.time_zones import fixed_hours, zone_names

#: Offsets that are no whole hours have no zone of their own name; these places keep them all year.
IN_BETWEEN = {
    -570: "Pacific/Marquesas",
    210: "Asia/Tehran",
    270: "Asia/Kabul",
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    390: "Asia/Yangon",
    525: "Australia/Eucla",
    570: "Australia/Darwin",
}

#: Hyphens and dashes that stand for a minus: U+2010 to U+2015, U+2212, the small and the full-width one.
_MINUS = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
#: The word "GMT" and those for the same in Arabic.
_GMT = "gmt|greenwich|غرينتش|جرينتش"
_WRITTEN = re.compile(
    rf"(?P<word>utc|{_GMT})?(?P<sign>[+±-])?(?:(?P<hours>\d\d?)(?:[:.](?P<minutes>\d?\d?))?|(?P<both>\d{{3,4}}))?"
)


@cache
def offsets() -> dict[int, str]:
    """Zones that are always so many minutes ahead of UTC: the world's whole hours, and what lies between."""
    hours = {name: fixed_hours(name) for name in zone_names() if name.startswith("Etc/")}
    whole = {60 * number: name for name, number in hours.items() if number}
    return {**dict(sorted({**whole, **IN_BETWEEN}.items())), 0: "UTC"}


def written(minutes: int, word: str = "UTC") -> str:
    """A distance as we write it: "UTC+5:30", "UTC-3", "UTC"."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"{word}{sign}{hours}{f':{rest:02d}' if rest else ''}" if minutes else word


def find_offsets(text: str) -> list[tuple[str, str]]:
    """The zones that `text` means or begins to write, as (IANA name, distance), the one meant first.

    "UTC+5", "gmt +05:00" and "+0530" are understood, with any sign for minus and the digits of any script.
    Empty for what is none.
    """
    plain = re.sub(r"\s", "", _MINUS.sub("-", letters(text)))
    match = _WRITTEN.fullmatch(plain)
    if not match or not (match["word"] or (match["sign"] and re.search(r"\d", plain))):
        return []
    word = "GMT" if match["word"] and re.fullmatch(_GMT, match["word"]) else "UTC"
    hours, minutes = match["hours"] or "", match["minutes"]
    if match["both"]:
        hours, minutes = match["both"][:-2], match["both"][-2:]
    return [(offsets()[each], written(each, word)) for each in _meant(match["sign"] or "", hours, minutes)]


def _meant(sign: str, hours: str, minutes: str | None) -> Iterator[int]:
    """The offsets that begin with these digits, the nearest to what they say first."""
    signed = [each for each in offsets() if not each or _has_sign(each, sign)]
    by_distance = sorted(signed, key=lambda each: (abs(each), -each))
    if not hours:
        yield from by_distance
        return
    by_hour = [(each, str(abs(each) // 60), f"{abs(each) % 60:02d}") for each in by_distance]
    yield from (
        each for each, hour, rest in by_hour if hour == str(int(hours)) and rest.startswith(minutes or "")
    )
    if minutes is None:
        # One who writes "+1" may go on to "+10".
        yield from (each for each, hour, _rest in by_hour if hour[:-1] == hours)


def _has_sign(minutes: int, sign: str) -> bool:
    return sign not in ("+", "-") or (minutes < 0) == (sign == "-")
