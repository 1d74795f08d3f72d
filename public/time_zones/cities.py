"""Capitals and large cities of the world with their zones, from GeoNames (CC BY 4.0).

Made by tools/cities/make.py.
"""

import csv
from functools import cache
from pathlib import Path

from public.time_zones.place import Place

TABLE = Path(__file__).with_name("cities.tsv")


@cache
def known_cities() -> tuple[Place, ...]:
    """Every capital, every large city and every capital of a state, with its names in our languages."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(_place(row) for row in rows)


def _place(row: dict[str, str]) -> Place:
    return Place(
        zone=row["zone"],
        named={language: row[language] for language in ("en", "es", "fr", "ar") if row[language]},
        country=row["country"],
        state=row["state"],
        also=tuple(row["also"].split("|")),
        people=int(row["people"]),
        is_capital=row["rank"] == "capital",
        is_of_state=row["rank"] == "state",
    )
