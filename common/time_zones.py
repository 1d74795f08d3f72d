"""Names of time zones (IANA), and the zones that readers are offered."""

import re
import zoneinfo
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

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

#: Names in the database of zones that are no place's time.
_NOT_PLACES = {"localtime", "Factory", "posixrules"}


@cache
def zone_names() -> frozenset[str]:
    """All IANA names this installation knows, old aliases included."""
    return frozenset(zoneinfo.available_timezones() - _NOT_PLACES)


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA time zone. Safe for any text from outside."""
    return name in zone_names()


def validate_zone(name: str) -> None:
    """Raise ValidationError when `name` is not an IANA time zone."""
    if not is_zone(name):
        raise ValidationError(
            gettext("“%(name)s” is not a time zone. Use an IANA name such as “America/Chicago”."),
            code="unknown_zone",
            params={"name": name},
        )


def fixed_hours(name: str) -> int | None:
    """The hours from UTC of a zone such as "Etc/GMT-5", which is five ahead: POSIX counts the other way."""
    match = re.fullmatch(r"(?:Etc/)?GMT([+-]\d{1,2})", name)
    return -int(match[1]) if match else None


def zone_place(name: str) -> str:
    """The place in an IANA name: "America/New_York" is "New York"; "Etc/GMT-5" is "UTC+5"."""
    if hours := fixed_hours(name):
        return f"UTC{hours:+d}"
    return name.rsplit("/", 1)[-1].replace("_", " ")


def offered_zones(chosen: str | None = None) -> list[tuple[str, str]]:
    """Zones to choose from, as (IANA name, place), by place; the chosen one is among them."""
    names = {*OFFERED, chosen} if chosen else {*OFFERED}
    return sorted(((name, zone_place(name)) for name in names), key=lambda pair: pair[1])
