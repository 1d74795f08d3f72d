"""All time zones with their places and countries, for readers who search for one."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from babel.core import get_global

from common.formats import country_name
from common.time_zones import (
    fixed_hours,
    modern_name,
    place_in_name,
    zone_countries,
    zone_names,
    zone_place,
)

if TYPE_CHECKING:
    from programs.models import City

#: A zone's IANA name, a place that keeps its time, and the place's country (empty for zones of no country).
Place = tuple[str, str, str]

#: Unicode CLDR keeps the first name that it gave a zone, and browsers detect a zone by that name:
#: https://cldr.unicode.org/ (bcp47/timezone.xml)
GIVEN_BY_BROWSERS = [
    "Africa/Asmera",
    "America/Buenos_Aires",
    "America/Catamarca",
    "America/Coral_Harbour",
    "America/Cordoba",
    "America/Godthab",
    "America/Indianapolis",
    "America/Jujuy",
    "America/Louisville",
    "America/Mendoza",
    "Asia/Calcutta",
    "Asia/Katmandu",
    "Asia/Rangoon",
    "Asia/Saigon",
    "Atlantic/Faeroe",
    "Europe/Kiev",
    "Pacific/Enderbury",
    "Pacific/Ponape",
    "Pacific/Truk",
]


#: Offsets that are no whole hours have no zone of their own name; these places keep them all year.
OFFSETS = {
    "-9:30": "Pacific/Marquesas",
    "+3:30": "Asia/Tehran",
    "+4:30": "Asia/Kabul",
    "+5:30": "Asia/Kolkata",
    "+5:45": "Asia/Kathmandu",
    "+6:30": "Asia/Yangon",
    "+8:45": "Australia/Eucla",
    "+9:30": "Australia/Darwin",
}


def country_of(name: str) -> str:
    """The ISO 3166 code of the country of a zone's place, by CLDR for older names; empty for none."""
    aliases, territories = get_global("zone_aliases"), get_global("zone_territories")
    code = zone_countries().get(name) or territories.get(aliases.get(name, name), "")
    return "" if code in ("ZZ", "001") else str(code)


def renamed() -> dict[str, str]:
    """The names of today for the older ones that browsers still give."""
    return {older: modern_name(older) for older in GIVEN_BY_BROWSERS if modern_name(older) != older}


def places(cities: Iterable["City"]) -> list[Place]:
    """Every IANA zone by the place in its name, and `cities` by theirs; zones of no country come last."""
    # "Japan" is an older name too, but countries are found anyway.
    named = [name for name in zone_names() if "/" in name or modern_name(name) == name]
    named = [name for name in named if not fixed_hours(name)]
    known = {
        (modern_name(name), place, country_name(country_of(name)))
        for name in named
        for place in (zone_place(name), place_in_name(name))
    }
    known |= {(zone, offset, "") for zone, offset in _by_offset()}
    known |= {(city.time_zone, str(city), country_name("US")) for city in cities}
    return sorted(known, key=lambda place: (not place[2], place[1], place[0]))


def _by_offset() -> Iterator[tuple[str, str]]:
    """Zones that are always so far from UTC, each under all names that people give the distance."""
    for name in zone_names():
        if (hours := fixed_hours(name)) is not None and hours:
            yield from ((name, f"{word}{hours:+d}") for word in ("UTC", "GMT"))
    for offset, name in OFFSETS.items():
        yield from ((name, f"{word}{offset}") for word in ("UTC", "GMT"))
