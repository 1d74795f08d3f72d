"""The names of today for those that zones had before, and the country of each.

Which country a zone belongs to is in the IANA database itself (zone.tab; the "L" lines of tzdata.zi name the
zones that older names stand for): https://data.iana.org/time-zones/tz-link.html
"""

from functools import cache
from importlib.resources import files

from babel.core import get_global

from common.time_zones.names import zone_names


@cache
def zone_countries() -> dict[str, str]:
    """The ISO 3166 code of the country of each zone that belongs to one, by the zone's name of today."""
    rows = (line.split("\t") for line in _lines("zone.tab"))
    return {row[2]: row[0] for row in rows if row[2] in zone_names()}


@cache
def _older_names() -> dict[str, str]:
    links = (line.split() for line in _lines("tzdata.zi") if line.startswith("L "))
    today = zone_countries()
    # The database links many an older name to another country's zone that kept the same time. CLDR knows
    # which place it was: Asmera is Asmara, though it is linked to Nairobi.
    aliases = get_global("zone_aliases")
    by_place = {aliases.get(zone, zone): zone for zone in today}
    return {
        older: by_place.get(aliases.get(older, older), zone)
        for _letter, zone, older in links
        if older not in today and (zone in today or aliases.get(older, older) in by_place)
    }


def modern_name(name: str) -> str:
    """The name of today for an older IANA name: "Asia/Kathmandu" for "Asia/Katmandu"."""
    return _older_names().get(name, name)


def _lines(file: str) -> list[str]:
    text = (files("tzdata") / "zoneinfo" / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
