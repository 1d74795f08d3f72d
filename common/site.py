"""Who runs this site: names and addresses from settings, for every template as `site`."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext


def site_facts() -> dict[str, Any]:
    """The SITE settings, with the site's own words in the reader's language where they are translated."""
    translated = {name: gettext(settings.SITE[name]) for name in ("name", "tagline", "description")}
    return {**settings.SITE, **translated}


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `site`, the facts about this site."""
    return {"site": site_facts()}
