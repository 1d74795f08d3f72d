"""Which links leave the government's own sites, and how a link to them is written."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

#: Domains that only governments in the United States (https://get.gov/) and its armed forces may have.
GOVERNMENT_DOMAINS = (".gov", ".mil")

#: Completes an address of this site, as `request.build_absolute_uri` does.
Absolute = Callable[[str], str]


def is_web_address(url: str) -> bool:
    """Whether `url` is an absolute http(s) address with a host: the only kind we ever link out to."""
    try:
        parts = urlsplit(url.strip())
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def is_external(url: str) -> bool:
    """Whether following `url` leaves .gov and .mil; an address without a host stays on this site.

    Federal sites must mark such links and say that they do not endorse what is there
    (https://digital.gov/resources/required-web-content-and-links/).
    """
    try:
        host = urlsplit(url.strip()).hostname
    except ValueError:
        return True
    return host is not None and not host.rstrip(".").lower().endswith(GOVERNMENT_DOMAINS)


def external_mark() -> SafeString:
    """What follows the words of an external link: said to a screen reader, drawn by the style sheet."""
    return format_html(
        '<span class="icon icon--launch" aria-hidden="true"></span><span class="usa-sr-only"> ({})</span>',
        gettext("external link"),
    )


def link(url: str, text: str) -> SafeString:
    """An anchor for `url`, marked when it leaves .gov and .mil; only the words when it is no web address."""
    label = text or url
    if not is_web_address(url):
        return format_html("{}", label)
    if is_external(url):
        return format_html(
            '<a class="external-link" href="{}" rel="nofollow noopener">{}{}</a>', url, label, external_mark()
        )
    return format_html('<a href="{}">{}</a>', url, label)
