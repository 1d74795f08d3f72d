"""The pages every federal site has, and the answers to requests that went wrong."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from common import page_languages
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


def _error(template: str, status: int, **context: Any) -> HttpResponse:
    """An error page in the site's look, made without the request, the session or the database.

    Each of those may be what went wrong.
    """
    return HttpResponse(render_to_string(template, {"site": site_facts(), **context}), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _error("400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _error("403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that came without its token, usually because a session ended."""
    return _error("403_csrf.html", 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also for things that are withheld or not yet published, so it never says which."""
    return _error("404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: plain words if even the page for it cannot be made."""
    try:
        return _error("500.html", 500)
    except Exception:  # whatever is broken, the reader gets an answer
        return HttpResponse(
            gettext("Something went wrong on our side. Please try again in a few minutes."),
            status=500,
            content_type="text/plain; charset=utf-8",
        )
