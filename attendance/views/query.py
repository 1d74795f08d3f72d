"""What the addresses of a hero's page, its forms and its files pass on to each other: zone and language."""

from django.conf import settings
from django.utils.http import urlencode
from django.utils.translation import get_language

from attendance.zones import PlanZone


def language_asked() -> str:
    """The code of the language that was asked for, such as "fr"; "" for the site's usual one."""
    language = get_language() or ""
    return "" if language == settings.LANGUAGE_CODE else language


def query_string(zone: PlanZone, **more: str) -> str:
    """A query such as "?tz=Asia%2FTokyo&lang=fr", with its question mark; "" where nothing was asked for.

    `more` are parameters that go along; empty ones are left out.
    """
    parameters = {**more, "tz": zone.asked, "lang": language_asked()}
    encoded = urlencode({name: value for name, value in parameters.items() if value})
    return f"?{encoded}" if encoded else ""
