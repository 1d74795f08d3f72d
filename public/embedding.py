"""A program's itinerary on other websites: who may show it, and the lines of HTML to copy.

Browsers obey the policy of the embedded page (`frame-ancestors`, CSP level 3), so the setting
EMBED_ALLOWED_ORIGINS is all that decides: https://www.w3.org/TR/CSP3/#directive-frame-ancestors
"""

from dataclasses import dataclass

from csp.constants import NONE
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from programs.models import Program

#: The height of a frame without a script, in CSS pixels.
HEIGHT = 700


@dataclass(frozen=True)
class Snippets:
    """The two ways to put an itinerary into a page of another website, as HTML to copy."""

    frame: SafeString  #: a plain frame of a fixed height
    script: SafeString  #: a script that makes the frame as high as what is in it


def allowed_origins() -> list[str]:
    """The sources of `frame-ancestors`: origins such as "https://host.example", "*", or none."""
    return list(settings.EMBED_ALLOWED_ORIGINS) or [NONE]


def snippets(request: HttpRequest, program: Program) -> Snippets | None:
    """The lines to copy; None while no website may show the itinerary."""
    if not settings.EMBED_ALLOWED_ORIGINS:
        return None
    address = request.build_absolute_uri(reverse("embed_program", args=[program.slug]))
    title = gettext("Itinerary: %(program)s") % {"program": program.title}
    return Snippets(
        frame=format_html(
            '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>',
            address,
            title,
            HEIGHT,
        ),
        script=format_html(
            '<script src="{}" data-address="{}" data-title="{}" async></script>',
            request.build_absolute_uri(static_name("js/embed.js")),
            address,
            title,
        ),
    )


def static_name(name: str) -> str:
    """The address of a static file that stays the same in every release."""
    return f"{settings.STATIC_URL}{name}"
