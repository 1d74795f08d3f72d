"""Names of time zones (IANA)."""

import re
import zoneinfo
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

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
