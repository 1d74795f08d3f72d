"""Times and days as people write and paste them: pure functions on text, for forms and tables.

What could mean two things, or nothing, is not guessed. Days are read in the order of the United States.
"""

import re
import unicodedata
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.0+)?)?|(?P<whole>\s?h(?:rs?|ours?)?))?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?(?:\s*\(?(?P<zone>[A-Z]{1,4}T|UTC|GMT|Z)\)?)?",
    re.ASCII | re.IGNORECASE,
)
_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
#: Short names of zones, and the zone whose clocks they name. Those with S or D are of one half of the year.
ZONES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
ZONES |= {"AKT": "America/Anchorage", "HT": "Pacific/Honolulu", "UTC": "UTC", "GMT": "UTC", "Z": "UTC"}

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_DAYS = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d\d)"),
    re.compile(r"(?P<name>[a-z]{3,9})\.?\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+(?P<name>[a-z]{3,9})\.?,?[\s-]+(?P<year>\d{4})"),
)


def plain(text: str) -> str:
    """A cell as pasted, on one line: no signs without width, only plain spaces, digits and colons."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(
        letter for letter in text if unicodedata.category(letter) not in ("Cf", "Cc") or letter in "\t\n"
    )
    return " ".join(text.replace("∶", ":").split())


def read_clock(text: str) -> time | None:
    """The time of day meant by "10:00", "10 am", "2:30 p.m.", "14h30" or "noon"; None if it cannot be told.

    An hour alone ("10") is not enough: it may be morning or evening. A zone after it is let be: `zone_word`.
    """
    written = plain(text)
    if written.lower() in _WORDS:
        return _WORDS[written.lower()]
    match = _CLOCK.fullmatch(written)
    if match is None:
        return None
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if match["half"]:
        if not 1 <= hour <= 12 or match["whole"]:
            return None
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    elif (match["minute"] is None and match["whole"] is None) or hour > 23:
        return None
    return time(hour, minute, second)


def zone_word(text: str) -> str:
    """The zone that a time was written with, such as "ET" or "CDT", in capitals; empty for none."""
    match = _CLOCK.fullmatch(plain(text))
    return (match["zone"] or "").upper() if match else ""


def zone_fits(word: str, zone_name: str, wall: datetime) -> bool:
    """Whether the clocks of a zone (IANA) may be called by a word such as "ET" or "CDT" at that wall time."""
    here = wall.replace(tzinfo=ZoneInfo(zone_name))
    if word in ZONES:
        return here.utcoffset() == wall.replace(tzinfo=ZoneInfo(ZONES[word])).utcoffset()
    general = word[:-2] + "T"
    if len(word) < 3 or word[-2] not in "SD" or general not in ZONES:
        return False
    named = wall.replace(tzinfo=ZoneInfo(ZONES[general]))
    return here.utcoffset() == named.utcoffset() and (named.tzname() or "") == word


def read_day(text: str) -> date | None:
    """The day meant by "8/3/2027", "3 Aug 2027", "Aug. 3, 2027" or "2027-08-03"; None if it cannot be told.

    A weekday before it must be the right one. A year of two digits is of this century.
    """
    written = plain(text).lower()
    weekday = re.match(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", written)
    written = written[weekday.end() :] if weekday else written
    for form in _DAYS:
        if match := form.fullmatch(written):
            parts = match.groupdict()
            month = _month(parts["name"]) if "name" in parts else int(parts["month"])
            year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
            try:
                day = date(year, month, int(parts["day"]))
            except ValueError:
                return None
            return None if weekday and _WEEKDAYS[day.weekday()] != weekday[1] else day
    return None


def _month(name: str) -> int:
    number = _MONTHS.get(name[:3], 0)
    whole = date(2000, number, 1).strftime("%B").lower() if number else ""
    return number if name in (whole[:3], whole, "sept") else 0
