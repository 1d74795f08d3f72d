"""All time zones with their places and countries, for readers who search for one.

Which country a zone belongs to is in the IANA database itself (zone.tab; the "L" lines of tzdata.zi name the
zones that older names stand for): https://data.iana.org/time-zones/tz-link.html
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from common.formats import country_name
from common.time_zones import zone_names, zone_place

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


@cache
def zone_countries() -> dict[str, str]:
    """The ISO 3166 code of the country of each zone that belongs to one, by the zone's name of today."""
    rows = (line.split("\t") for line in _lines("zone.tab"))
    return {row[2]: row[0] for row in rows if row[2] in zone_names()}


@cache
def _older_names() -> dict[str, str]:
    links = (line.split() for line in _lines("tzdata.zi") if line.startswith("L "))
    today = zone_countries()
    return {older: zone for _letter, zone, older in links if zone in today and older not in today}


def modern_name(name: str) -> str:
    """The name of today for an older IANA name: "Asia/Kathmandu" for "Asia/Katmandu"."""
    return _older_names().get(name, name)


def renamed() -> dict[str, str]:
    """The names of today for the older ones that browsers still give."""
    return {older: modern_name(older) for older in GIVEN_BY_BROWSERS if modern_name(older) != older}


def places(cities: Iterable["City"]) -> list[Place]:
    """Every IANA zone by the place in its name, and `cities` by theirs; zones of no country come last."""
    countries = zone_countries()
    # "Japan" is an older name too, but countries are found anyway.
    named = [name for name in zone_names() if "/" in name or modern_name(name) == name]
    zones = ((modern_name(name), zone_place(name)) for name in named)
    known = {(zone, place, country_name(countries.get(zone, ""))) for zone, place in zones}
    known |= {(city.time_zone, str(city), country_name("US")) for city in cities}
    return sorted(known, key=lambda place: (not place[2], place[1], place[0]))


def _lines(file: str) -> list[str]:
    text = (files("tzdata") / "zoneinfo" / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
