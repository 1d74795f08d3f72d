"""The page cache: public pages from memory, and never a stale one.

A public page is a function of its address, the public data and, at moments known beforehand, the time. So a
page is kept together with the generation of the data it was made from (`ivlp.page_cache.generation`) and the
next such moment: midnight UTC, when consent turns, or the next embargo that passes. Whoever reads the page
next costs one query, for the generation, and gets it from memory if both still hold. Why this way and what
was rejected: docs/decisions/0005-page-cache.md.

The generation is read before the page is made. If the data changes in between, the page is kept under a
generation that nobody will ask for again.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from common.database import time_limit
from common.letters.controls import CONTROL_BYTES
from common.utc_days import next_midnight
from ivlp.page_cache import generation
from ivlp.page_cache.store import PageStore, StoredPage, preferred_encoding
from programs.models import Meeting
from public.parameters import settled

#: Addresses that are never public pages. What they send is left exactly as it is.
PRIVATE_PREFIXES = ("/admin/", "/accounts/", "/my/", "/preview/", "/static/", "/healthz", "/readyz")
#: What is kept as text: pages, feeds, calendars, data.
TEXT_TYPES = frozenset(
    {
        "application/atom+xml",
        "application/json",
        "application/xml",
        "text/calendar",
        "text/csv",
        "text/html",
        "text/plain",
        "text/xml",
    }
)
#: And the pictures of links, which the server draws. An uploaded photo is never kept.
KEPT_TYPES = TEXT_TYPES | {"image/png"}
# A page may depend on these: encoding is handled here, and cookies are taken away first. The language of a
# page is in its address (common/page_languages.py).
KNOWN_VARY = frozenset({"accept-encoding", "cookie"})
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH")
# All of a request that a kept page is made from. Nothing else that a client sends is there while it is made.
MADE_FROM = frozenset(
    {"HTTP_HOST", "PATH_INFO", "QUERY_STRING", "REQUEST_METHOD", "SCRIPT_NAME"}
    | {"SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL"}
)

Label = tuple[str, ...]


class PageCacheMiddleware:
    """Answer anonymous GET and HEAD from memory. First in the chain: what is kept has all its headers."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.pages = PageStore(settings.PAGE_CACHE_ENTRIES, settings.PAGE_CACHE_BYTES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(PRIVATE_PREFIXES) or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if is_personal(request):
            response = self.get_response(request)
            response.headers.setdefault("Cache-Control", "private, no-cache")
            patch_vary_headers(response, ["Cookie"])
            return response

        request.META["QUERY_STRING"] = settled(request.path_info, request.META.get("QUERY_STRING", ""))
        label = label_of(request)
        now = timezone.now()
        current = generation.current()
        page = self.pages.get(label)
        if page is None or page.generation != current or now >= page.valid_until:
            if current is None:
                return revalidated(self._rendered(request))
            valid_until = next_change(now)
            response = self._rendered(request)
            if not (isinstance(response, HttpResponse) and may_be_kept(response)):
                return revalidated(response)
            page = StoredPage(current, valid_until, kept_headers(response), response.content)
            self.pages.put(label, page)
        return self._answer(request, label, page)

    def _rendered(self, request: HttpRequest) -> HttpResponseBase:
        """The page for everyone: made as for GET, without cookies and headers, so that it depends on none."""
        sent, method = request.META, request.method
        request.META = made_from(sent)
        request.COOKIES = {}
        request.__dict__.pop("headers", None)
        request.method = "GET"
        try:
            # Strangers ask this: no question may keep the database from the others.
            with time_limit(settings.PUBLIC_QUERY_SECONDS):
                response = self.get_response(request)
            if isinstance(response, HttpResponse) and kind_of(response) in TEXT_TYPES:
                # Of rows that were stored before texts were cleaned.
                cleaned = response.content.translate(None, CONTROL_BYTES)
                if cleaned != response.content:
                    response.content = cleaned
                    response.headers.pop("Content-Length", None)
            return response
        finally:
            request.META, request.method = sent, method
            request.__dict__.pop("headers", None)

    def _answer(self, request: HttpRequest, label: Label, page: StoredPage) -> HttpResponseBase:
        encoding = preferred_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        grows = encoding not in page.bodies
        encoded = page.encoded(encoding)
        if grows:
            self.pages.put(label, page)
        response = HttpResponse(b"" if request.method == "HEAD" else encoded.body, headers=encoded.headers)
        if any(name in request.META for name in CONDITIONS):
            return get_conditional_response(request, etag=encoded.etag, response=response) or response
        return response


def is_personal(request: HttpRequest) -> bool:
    """Whether the answer may be meant for this reader alone: signed in, or about to be."""
    if "HTTP_AUTHORIZATION" in request.META:
        return True
    if "HTTP_COOKIE" not in request.META:
        return False
    cookies = request.COOKIES
    return any(
        name in cookies for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")
    )


def label_of(request: HttpRequest) -> Label:
    """What names a page besides the generation: all of the request that it is made from, part by part."""
    sent = request.META
    # Script name and path apart: together they may be the address of another page.
    parts = (request.scheme or "", request.get_host(), sent.get("SCRIPT_NAME", ""), request.path_info)
    return *parts, sent.get("QUERY_STRING", "")


def made_from(sent: dict[str, Any]) -> dict[str, Any]:
    """Of a request's environment what the server itself says, and what stands in the label."""
    # What a proxy says of the scheme, which stands in the label.
    proxy = getattr(settings, "SECURE_PROXY_SSL_HEADER", None) or ("",)
    kept = {*MADE_FROM, proxy[0]}
    return {name: value for name, value in sent.items() if name in kept or name.startswith("wsgi.")}


def next_change(now: datetime) -> datetime:
    """The next moment after `now` at which pages change without a write. One query."""
    midnight = next_midnight(now)
    turn = Meeting.objects.next_turn(now)
    return midnight if turn is None else min(midnight, turn)


def may_be_kept(response: HttpResponse) -> bool:
    """Whether a response to an anonymous GET is the same for everyone, and safe to send again."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and kind_of(response) in KEPT_TYPES
        and not response.has_header("Content-Encoding")
        and not header_items(response, "Cache-Control") & {"private", "no-store"}
        and header_items(response, "Vary") <= KNOWN_VARY
        # A nonce that is sent twice protects nobody.
        and "'nonce-" not in response.get("Content-Security-Policy", "")
    )


def kind_of(response: HttpResponse) -> str:
    """The media type of an answer, in lower case and without its parameters."""
    return response.get("Content-Type", "").partition(";")[0].strip().lower()


def header_items(response: HttpResponse, header: str) -> set[str]:
    """The items of a comma-separated header in lower case, without their values."""
    items = {item.partition("=")[0].strip().lower() for item in response.get(header, "").split(",")}
    return items - {""}


def kept_headers(response: HttpResponse) -> dict[str, str]:
    """The headers to send with a kept page, without those that depend on its encoding."""
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    # Others may keep it, but must ask each time: the answer 304 costs us one query.
    response["Cache-Control"] = "public, no-cache"
    own = {"content-length", "etag", "last-modified"}
    return {name: value for name, value in response.items() if name.lower() not in own}


def revalidated(response: HttpResponseBase) -> HttpResponseBase:
    """The response, not to be used again without asking: a page that is missing now may be published."""
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
