"""The pages every federal site has, and the answers to requests that went wrong."""

import sys
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from common import page_languages
from common.database import is_away
from common.site import site_facts
from common.utc_days import midnight, today

SECURITY_TXT_LIFETIME = timedelta(days=180)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement that OMB's Section 508 plan asks for."""
    reviewed_on = date.fromisoformat(settings.SITE["accessibility_reviewed_on"])
    return render(request, "pages/accessibility.html", {"reviewed_on": reviewed_on})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about readers (nothing) and what is published about participants (with consent)."""
    return render(request, "pages/privacy.html")


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach the people behind the site."""
    return render(request, "pages/contact.html")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Which addresses crawlers may read, and where the site map is (RFC 9309)."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}" for path in ("/admin/", "/accounts/", "/my/", "/preview/")]
    lines += [
        f"Disallow: {page_languages.address_in(code, '/search/?')}" for code, _name in settings.LANGUAGES
    ]
    lines += ["", "Sitemap: " + request.build_absolute_uri(reverse("sitemap")), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a vulnerability (RFC 9116). Expires is computed, so it never lapses unnoticed.

    It is cut to the day: the same text all day long can be cached.
    """
    expires = midnight(today()) + SECURITY_TXT_LIFETIME
    fields = [
        ("Contact", settings.SITE["security_contact"]),
        ("Expires", expires.strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("Preferred-Languages", "en"),
        ("Canonical", request.build_absolute_uri(reverse("security_txt"))),
        ("Policy", settings.SITE["links"]["vulnerability_disclosure"]),
    ]
    text = "".join(f"{name}: {value}\n" for name, value in fields if value)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


# --- Requests that went wrong --------------------------------------------------------------------


@dataclass(frozen=True)
class Error:
    """What the page for a request that went wrong says."""

    status: int
    name: str | Promise
    title: str | Promise
    text: str | Promise
    advice: str | Promise = ""  #: what to do about it, if there is more to do than to go elsewhere


BAD_REQUEST = Error(
    400,
    _("Error 400"),
    _("This request makes no sense to us"),
    _("The address or the form that was sent cannot be read. Nothing was saved."),
)
PERMISSION_DENIED = Error(
    403,
    _("Error 403"),
    _("You cannot open this page"),
    _("Your account may not see or change this. If it should, ask the office that runs this site."),
)
FORM_EXPIRED = Error(
    403,
    _("Error 403"),
    _("This form has expired"),
    _("For your safety a form works for a limited time only. Nothing was saved."),
    _("Go back, load the page again, and send the form once more. Cookies from this site must be allowed."),
)
PAGE_NOT_FOUND = Error(
    404,
    _("Error 404"),
    _("Page not found"),
    _("There is nothing at this address. It may have moved, or it may not be public."),
)
GONE = Error(
    410,
    _("Error 410"),
    _("This address is no longer in use"),
    _("It was given up for good. What you look for may be found under another address."),
)
SERVER_ERROR = Error(
    500,
    _("Error 500"),
    _("Something went wrong"),
    _("The mistake is on our side and has been recorded. Please try again in a few minutes."),
)
TOO_LARGE = Error(
    413,
    _("Error 413"),
    _("This is more than we take"),
    _("What was sent is too large. Nothing was saved."),
    _("Choose a smaller file or a shorter text, and send it again."),
)
UNAVAILABLE = Error(
    503,
    _("Error 503"),
    _("The site cannot answer just now"),
    _("The data cannot be reached, or this question takes too long. Nothing was lost."),
    _("Please try again in a minute. If you searched, use fewer or longer words."),
)
#: Seconds after which a reader may try again.
RETRY_AFTER = 30


def _answer(error: Error) -> HttpResponse:
    """The error's page in the site's look, made without the request, the session or the database.

    Each of those may be what went wrong.
    """
    page = render_to_string("pages/error.html", {"site": site_facts(), "error": error})
    return HttpResponse(page, status=error.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 (RFC 9110, 15.5.1): a request that makes no sense, such as one for a host that is not ours."""
    return _answer(BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 (RFC 9110, 15.5.4): signed in, but without the permission."""
    return _answer(PERMISSION_DENIED)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that came without its token, usually because a session ended."""
    return _answer(FORM_EXPIRED)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also for things that are withheld or not yet published, so it never says which."""
    return _answer(PAGE_NOT_FOUND)


def gone() -> HttpResponse:
    """410 (RFC 9110, 15.5.11): an address that was given up, and never why."""
    return _answer(GONE)


def too_large(request: HttpRequest) -> HttpResponse:
    """413 (RFC 9110, 15.5.14): a body larger than we read."""
    return _answer(TOO_LARGE)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 (RFC 9110, 15.6.4): the database is away, or gave up a query that took too long."""
    response = _answer(UNAVAILABLE)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: plain words if even the page for it cannot be made; 503 where it is the database that fails."""
    error = sys.exc_info()[1]
    if error is not None and is_away(error):
        return unavailable(request)
    try:
        return _answer(SERVER_ERROR)
    except Exception:  # whatever is broken, the reader gets an answer
        return HttpResponse(
            gettext("Something went wrong on our side. Please try again in a few minutes."),
            status=500,
            content_type="text/plain; charset=utf-8",
        )
