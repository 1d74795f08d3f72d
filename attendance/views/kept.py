"""What an address keeps on the way from page to form and back: the zone and the language asked for."""

from django.conf import settings
from django.utils.http import urlencode
from django.utils.translation import get_language

from attendance.zones import PlanZone


def kept_language() -> str:
    """The language that was asked for; empty for the usual one."""
    language = get_language() or ""
    return "" if language == settings.LANGUAGE_CODE else language


def kept_query(zone: PlanZone, **more: str) -> str:
    """A query such as "?tz=Asia%2FTokyo&lang=fr"; empty where nothing was asked for."""
    query = {**more, "tz": zone.asked, "lang": kept_language()}
    kept = urlencode({name: value for name, value in query.items() if value})
    return f"?{kept}" if kept else ""
