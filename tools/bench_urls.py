"""The site's addresses plus two empty pages: what the server and the framework cost by themselves."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path

import ivlp.urls

Handler = Callable[[HttpRequest], HttpResponseBase]


def empty(request: HttpRequest) -> HttpResponse:
    """An empty view, behind all middleware but the page cache."""
    return HttpResponse()


def bare(get_response: Handler) -> Handler:
    """An empty page in front of all middleware: the least that Django can do."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return HttpResponse() if request.path_info == "/healthz/bare" else get_response(request)

    return middleware


# Under /healthz, which the page cache leaves alone. The real /healthz also sets its own cache headers.
urlpatterns = [path("healthz/empty", empty), *ivlp.urls.urlpatterns]
