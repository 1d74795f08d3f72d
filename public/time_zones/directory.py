"""All time zones with their places and countries, for readers who search for one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from babel.core import get_global

from common.letters.folding import key
from common.time_zones import (
    fixed_hours,
    modern_name,
    place_in_name,
    zone_countries,
    zone_names,
    zone_place,
)
from public.time_zones.cities import known_cities
from public.time_zones.place import Place, countries, in_each_language

if TYPE_CHECKING:
    from programs.models import City

#: Places by zone, country and folded name.
Index = dict[tuple[str, str, str], list[Place]]

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


def country_of(name: str) -> str:
    """The ISO 3166 code of the country of a zone's place, by CLDR for older names; empty for none."""
    aliases, territories = get_global("zone_aliases"), get_global("zone_territories")
    code = zone_countries().get(name) or territories.get(aliases.get(name, name), "")
    return "" if code in ("ZZ", "001") else str(code)


def renamed() -> dict[str, str]:
    """The names of today for the older ones that browsers still give."""
    return {older: modern_name(older) for older in GIVEN_BY_BROWSERS if modern_name(older) != older}


def places(cities: Iterable["City"]) -> list[Place]:
    """Every IANA zone by the places in its names, the cities of the world, and `cities`; each place once."""
    known = _known_places()
    ours = [Place(city.time_zone, {"en": city.name}, "US", city.state, is_of_state=True) for city in cities]
    return [*known, *(each for each in ours if (each.state, key(each.named["en"])) not in _known_in_states())]


@cache
def _known_in_states() -> set[tuple[str, str]]:
    return {(place.state, name) for place in _known_places() if place.state for name in place.own_names}


@cache
def _known_places() -> list[Place]:
    """All that does not depend on the programs."""
    cities = dict.fromkeys(known_cities())
    by_own_name = _index((city, city.own_names) for city in cities)
    by_any_name = _index((city, city.own_names | city.other_names) for city in cities)
    capitals = {(city.zone, city.country): city for city in cities if city.is_capital}
    named_after: dict[str, Place] = {}
    for zone, names in _all_names_of_zones().items():
        named, country = in_each_language(zone_place, zone), country_of(zone)
        place = Place(zone, named, country, also=(place_in_name(zone),), zones=names)
        same = [city for name in place.own_names for city in by_own_name[zone, country, name]]
        if (zone, country) in capitals and key(named["en"]) in countries(country):
            # "Qatar, Qatar" is Doha.
            same = [capitals[zone, country]]
            place = replace(place, named=same[0].named, also=(*place.also, *named.values()))
        if same:
            city = max(same, key=lambda each: each.people)
            cities.pop(city, None)
            place = _of_both(place, city)
        named_after[zone] = place
    older = _older_names(named_after, by_any_name)
    return [*named_after.values(), *cities, *older]


def _index(named: Iterable[tuple[Place, frozenset[str]]]) -> Index:
    found: Index = defaultdict(list)
    for place, names in named:
        for name in names:
            found[place.zone, place.country, name].append(place)
    return found


def _of_both(place: Place, city: Place) -> Place:
    """The place that a zone is named after, with what is known of it as a city."""
    return replace(
        place,
        named={**place.named, "en": city.named["en"]},
        state=city.state,
        also=(*place.also, place.named["en"], *city.named.values(), *city.also),
        people=city.people,
        is_capital=city.is_capital,
        is_of_state=city.is_of_state,
    )


def _older_names(named_after: dict[str, Place], by_name: Index) -> Iterator[Place]:
    """Places in older names of zones that are no other name of a place known already, such as Timbuktu."""
    found: set[str] = set()
    # "Japan" is an older name too, but countries are found anyway.
    for name in sorted(name for name in zone_names() if "/" in name and not fixed_hours(name)):
        zone, country, written = modern_name(name), country_of(name), place_in_name(name)
        folded, today = key(written), named_after[modern_name(name)]
        known = today.own_names | today.other_names | today.stands_for | found
        if folded not in known and not by_name.get((zone, country, folded)):
            found.add(folded)
            yield Place(zone, {"en": written}, country, is_older_name=True)


@cache
def _all_names_of_zones() -> dict[str, frozenset[str]]:
    """The folded IANA names of each zone, the older ones too, by the name of today; no distances from UTC."""
    names: dict[str, set[str]] = defaultdict(set)
    for name in sorted(zone_names()):
        if not fixed_hours(name):
            names[modern_name(name)].add(key(name))
    return {zone: frozenset(folded) for zone, folded in names.items()}
