"""The places that zones are named after, and the zones that readers are offered."""

from functools import cache

from babel import Locale

from common.formats import locale
from common.letters.folding import key
from common.time_zones.names import fixed_hours
from common.time_zones.renamed import modern_name

#: Offered in the list; every other IANA zone works in the address too.
OFFERED = [
    "Africa/Abidjan",
    "Africa/Bangui",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Libreville",
    "Africa/Nairobi",
    "America/Anchorage",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Phoenix",
    "America/Sao_Paulo",
    "Asia/Almaty",
    "Asia/Bangkok",
    "Asia/Dhaka",
    "Asia/Dubai",
    "Asia/Jakarta",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Manila",
    "Asia/Qatar",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Tashkent",
    "Asia/Tbilisi",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Europe/Athens",
    "Europe/Istanbul",
    "Europe/Kyiv",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Tirane",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "UTC",
]

#: What English readers call a place, where CLDR has only the name in the zone.
OURS = {"Europe/Tirane": "Tirana"}


def zone_place(name: str) -> str:
    """The place of a zone in the reader's language: "Africa/Cairo" is "Cairo", "Le Caire" or "القاهرة".

    By the exemplar cities of CLDR; where it has none, the place in the name.
    "Etc/GMT-5" is "UTC+5".
    """
    return _exemplar_cities(locale()).get(name) or place_in_name(name)


def place_in_name(name: str) -> str:
    """The place in an IANA name: "America/New_York" is "New York"; "Etc/GMT-5" is "UTC+5"."""
    if hours := fixed_hours(name):
        return f"UTC{hours:+d}"
    return name.rsplit("/", 1)[-1].replace("_", " ")


@cache
def _exemplar_cities(language: Locale) -> dict[str, str]:
    """What CLDR calls the places of zones in a language, by the zones' names of today."""
    # CLDR itself keeps the first names of zones, and says nothing where the place in it is what it is called.
    named = {zone: names["city"] for zone, names in language.time_zones.items() if "city" in names}
    ours = OURS if language.language == "en" else {}
    return {modern_name(zone): city for zone, city in named.items()} | named | ours


def offered_zones(chosen: str | None = None) -> list[tuple[str, str]]:
    """Zones to choose from, as (IANA name, place), by place; the chosen one is among them."""
    names = {*OFFERED, chosen} if chosen else {*OFFERED}
    return sorted(((name, zone_place(name)) for name in names), key=lambda pair: (key(pair[1]), pair[0]))
