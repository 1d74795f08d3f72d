"""All time zones with their places and countries, for readers who search for one."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global
from django.conf import settings
from django.utils import translation

from common.formats import country_name, locale
from common.letters.folding import key
from common.time_zones import (
    fixed_hours,
    modern_name,
    place_in_name,
    zone_countries,
    zone_names,
    zone_place,
)
from programs.states import STATES

if TYPE_CHECKING:
    from programs.models import City

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

#: What people call countries besides the names that CLDR has for them.
ALSO_CALLED = {
    "AE": ["UAE", "EAU", "Emirates"],
    "CD": ["DRC", "Congo-Kinshasa"],
    "CG": ["Congo-Brazzaville"],
    "CI": ["Ivory Coast"],
    "CV": ["Cape Verde"],
    "CZ": ["Czech Republic"],
    "GB": ["UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"],
    "KR": ["Korea"],
    "MK": ["Macedonia"],
    "MM": ["Burma"],
    "NL": ["Holland"],
    "SZ": ["Swaziland"],
    "TL": ["East Timor"],
    "TR": ["Turkey"],
    "US": [
        "US",
        "USA",
        "U.S.",
        "U.S.A.",
        "America",
        "EE. UU.",
        "Estados Unidos de América",
        "États-Unis d’Amérique",
    ],
}


@dataclass(frozen=True)
class Place:
    """A place that keeps a zone's time."""

    zone: str  #: the zone's IANA name of today
    named: dict[str, str]  #: what it is called, by language; "en" is always there
    country: str = ""  #: ISO 3166, or XK; empty for zones of no country
    state: str = ""  #: of the United States, by the two letters of the Postal Service
    also: frozenset[str] = frozenset()  #: other names under which it is found
    zone_is_named_after_it: bool = False

    @property
    def name(self) -> str:
        """What it is called in the reader's language if that is known, else in English."""
        return self.named.get(locale().language) or self.named["en"]

    @property
    def label(self) -> str:
        """The name with state and country: "Boston, Massachusetts, United States of America"."""
        parts = [self.name, STATES.get(self.state, ""), country_name(self.country)]
        return ", ".join(str(part) for part in parts if part)

    @cached_property
    def names(self) -> frozenset[str]:
        """The folded names of the place, in every language."""
        return frozenset({key(name) for name in (*self.named.values(), *self.also)} - {""})

    @cached_property
    def around(self) -> frozenset[str]:
        """The folded names of where it is: country, state and zone."""
        return countries(self.country) | states(self.state) | _all_names_of_zones()[self.zone]

    @cached_property
    def all_words(self) -> str:
        """All names, for a quick look: each begins and ends with a space."""
        return "\n".join(f" {name} " for name in sorted(self.names | self.around))


def country_of(name: str) -> str:
    """The ISO 3166 code of the country of a zone's place, by CLDR for older names; empty for none."""
    aliases, territories = get_global("zone_aliases"), get_global("zone_territories")
    code = zone_countries().get(name) or territories.get(aliases.get(name, name), "")
    return "" if code in ("ZZ", "001") else str(code)


def renamed() -> dict[str, str]:
    """The names of today for the older ones that browsers still give."""
    return {older: modern_name(older) for older in GIVEN_BY_BROWSERS if modern_name(older) != older}


def places(cities: Iterable["City"]) -> list[Place]:
    """Every IANA zone by the places in its names, and `cities` by theirs."""
    return [*_places_of_zones(), *(_place_of(city) for city in cities)]


@cache
def _places_of_zones() -> list[Place]:
    # "Japan" is an older name too, but countries are found anyway.
    names = [name for name in sorted(zone_names()) if "/" in name or modern_name(name) == name]
    found: dict[tuple[str, str], Place] = {}
    for name in names:
        if fixed_hours(name):
            continue  # by its distance: offsets.py
        zone, country = modern_name(name), country_of(name)
        today = Place(zone, _named(zone_place, zone), country, zone_is_named_after_it=True)
        found.setdefault((zone, key(today.name)), today)
        older = place_in_name(name)
        if key(older) not in today.names:
            found.setdefault((zone, key(older)), Place(zone, {"en": older}, country))
    return list(found.values())


@cache
def _all_names_of_zones() -> dict[str, frozenset[str]]:
    """The folded IANA names of each zone, the older ones too, by the name of today."""
    names = defaultdict(set)
    for name in zone_names():
        names[modern_name(name)].add(key(name))
    return {zone: frozenset(folded) for zone, folded in names.items()}


def _place_of(city: "City") -> Place:
    return Place(city.time_zone, {"en": city.name}, "US", city.state)


@cache
def countries(code: str) -> frozenset[str]:
    """The folded names of a country in every language of the site; none for no country."""
    names = {*_named(country_name, code).values(), str(Locale("en").territories.get(code, ""))}
    return frozenset(key(name) for name in (*names, *ALSO_CALLED.get(code, [])) if name)


@cache
def states(code: str) -> frozenset[str]:
    """The folded names of a state of the United States in every language of the site, and its two letters."""
    if code not in STATES:
        return frozenset()
    return frozenset(key(name) for name in (*_named(lambda known: str(STATES[known]), code).values(), code))


def _named(name_of: Callable[[str], str], code: str) -> dict[str, str]:
    """What something is called in each language of the site."""
    named = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            named[language] = name_of(code)
    return named
