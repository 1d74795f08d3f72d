"""The places that zones are named after, and the zones that readers are offered."""

from common.time_zones.names import fixed_hours

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


def zone_place(name: str) -> str:
    """The place in an IANA name: "America/New_York" is "New York"; "Etc/GMT-5" is "UTC+5"."""
    if hours := fixed_hours(name):
        return f"UTC{hours:+d}"
    return name.rsplit("/", 1)[-1].replace("_", " ")


def offered_zones(chosen: str | None = None) -> list[tuple[str, str]]:
    """Zones to choose from, as (IANA name, place), by place; the chosen one is among them."""
    names = {*OFFERED, chosen} if chosen else {*OFFERED}
    return sorted(((name, zone_place(name)) for name in names), key=lambda pair: pair[1])
