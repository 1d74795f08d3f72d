"""Addresses for the tests of the page cache. Every page names its making, so a kept one is known by it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.http import require_GET

import ivlp.urls


def text() -> str:
    """A page that says something else each time it is made, and is worth compressing."""
    return f"<!doctype html><title>Made {uuid.uuid4()}</title>" + "<p>Itinerary</p>" * 200


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(text())


def small(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(uuid.uuid4()))


def cookies(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{sorted(request.COOKIES)} {request.headers.get('Cookie')}")


def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(text() + get_token(request))


def session(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = True
    return HttpResponse(text())


def with_headers(**headers: str) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return HttpResponse(text(), headers=names)

    return view


def with_status(status: int) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(text(), status=status)

    return view


def data(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"made": text()})


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter([text()]))


def failing(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a page that cannot be made")


#: As pictures have them: bytes that would be control characters in a text, and that could be compressed.
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


def picture(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PICTURE + uuid.uuid4().bytes, content_type="image/png")


KEPT: dict[str, Callable[..., Any]] = {
    "page/": page,
    "only-get/": require_GET(page),
    "small/": small,
    "data/": data,
    "calendar/": with_headers(Content_Type="text/calendar; charset=utf-8"),
    "feed/": with_headers(Content_Type="application/atom+xml"),
    "picture/": picture,
    "cookie/": with_headers(Vary="Cookie"),
}
NOT_KEPT: dict[str, Callable[..., Any]] = {
    "private/": with_headers(Cache_Control="private"),
    "no-store/": with_headers(Cache_Control="max-age=0, no-store"),
    "photo/": with_headers(Content_Type="image/jpeg"),
    "by-origin/": with_headers(Vary="Origin"),
    "by-language/": with_headers(Vary="Accept-Language, Cookie"),
    "by-anything/": with_headers(Vary="*"),
    "encoded/": with_headers(Content_Encoding="gzip"),
    "nonce/": with_headers(Content_Security_Policy="script-src 'nonce-abc'"),
    "missing/": with_status(404),
    "moved/": with_status(302),
    "partial/": with_status(206),
    "streamed/": streamed,
    "form/": form,
    "session/": session,
}
OTHERS: dict[str, Callable[..., Any]] = {
    "cookies/": cookies,
    "failing/": failing,
    "admin/page/": page,
    "accounts/page/": page,
    "my/page/": page,
    "preview/page/": page,
    "healthz": page,
    "readyz": page,
}

urlpatterns = [
    path("zoned/", page, name="program"),  # reads ?tz=, as the page of a program does
    *(path(address, view) for address, view in {**KEPT, **NOT_KEPT, **OTHERS}.items()),
    *ivlp.urls.urlpatterns,  # the error pages name addresses of the site
]
