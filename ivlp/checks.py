"""Checks that Django runs before it serves or migrates anything."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, Tags, register

from public.link_pictures.typefaces import Typeface

#: The style sheet of every page, the world that maps are drawn on, the typefaces of link pictures.
BUILT = ["css/site.css", "map/world.json", *(typeface.value for typeface in Typeface)]


@register(Tags.staticfiles)
def front_end_is_built(**kwargs: Any) -> list[CheckMessage]:
    """Without the style sheet every page would be served unstyled; better a clear message."""
    missing = [
        name for name in BUILT if not finders.find(name) and not (Path(settings.STATIC_ROOT) / name).is_file()
    ]
    if not missing:
        return []
    return [
        Error(
            f"The front end is not built: {', '.join(missing)} is missing.",
            hint="Run 'make setup' (or 'python tools/build_frontend.py' after 'npm ci --ignore-scripts').",
            id="ivlp.E001",
        )
    ]


@register(Tags.security)
def embedding_names_origins(**kwargs: Any) -> list[CheckMessage]:
    """A host without its scheme, or with a path, would allow something else than was meant."""
    wrong = [
        origin
        for origin in settings.EMBED_ALLOWED_ORIGINS
        if not re.fullmatch(r"\*|https?://(\*\.)?[\w.-]+(:\d+)?", origin)
    ]
    if not wrong:
        return []
    return [
        Error(
            f"EMBED_ALLOWED_ORIGINS holds what is no origin: {', '.join(wrong)}.",
            hint="Write https://host.example without a path, or * for every website.",
            id="ivlp.E002",
        )
    ]
