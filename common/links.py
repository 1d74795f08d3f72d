"""Which links leave the government's own sites, and how a link to them is written."""

import re
from collections.abc import Callable

import ada_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from common.letters.direction import isolated

#: Domains that only governments in the United States (https://get.gov/) and its armed forces may have.
GOVERNMENT_DOMAINS = (".gov", ".mil")

#: Where an address without a host leads: to this site, under a name that no other site can have (RFC 6761).
HOST_HERE = "here.invalid"
#: With its scheme and two slashes, and no character in it that browsers take out.
WRITTEN_OUT = re.compile(r"https?://[^/\\\x00-\x1f\x7f][^\x00-\x1f\x7f]*", re.IGNORECASE)
HERE = f"https://{HOST_HERE}/"

#: Completes an address of this site, as `request.build_absolute_uri` does.
Absolute = Callable[[str], str]


def _read(url: str) -> ada_url.URL | None:
    # As browsers read it (https://url.spec.whatwg.org/): once it is clicked, no other reading counts.
    try:
        return ada_url.URL(url, base=HERE)
    except ValueError:
        return None


def is_web_address(url: str) -> bool:
    """Whether `url` is an absolute http(s) address with a host, and without a name or password in it.

    Such are the only ones we ever link out to. "https:host" and the like, which browsers mend, are none.
    """
    address = _read(url)
    if address is None or not WRITTEN_OUT.fullmatch(url.strip()):
        return False
    return address.protocol in ("http:", "https:") and not (address.username or address.password)


def is_external(url: str) -> bool:
    """Whether following `url` leaves .gov and .mil; an address without a host stays on this site.

    Federal sites must mark such links and say that they do not endorse what is there
    (https://digital.gov/resources/required-web-content-and-links/).
    """
    address = _read(url)
    if address is None:
        return True
    if address.hostname == HOST_HERE:
        return False
    return not address.hostname.rstrip(".").endswith(GOVERNMENT_DOMAINS)


def external_mark() -> SafeString:
    """What follows the words of an external link: said to a screen reader, drawn by the style sheet."""
    return format_html(
        '<span class="icon icon--launch" aria-hidden="true"></span><span class="usa-sr-only"> ({})</span>',
        gettext("external link"),
    )


def link(url: str, text: str) -> SafeString:
    """An anchor for `url`, marked when it leaves .gov and .mil; only the words when it is no web address."""
    label = isolated(text or url)
    if not is_web_address(url):
        return label
    if is_external(url):
        return format_html(
            '<a class="external-link" href="{}" rel="nofollow noopener">{}{}</a>', url, label, external_mark()
        )
    return format_html('<a href="{}">{}</a>', url, label)
