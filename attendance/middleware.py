"""What every answer under /my/ carries, whatever became of the request."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

#: Where private itineraries live.
PREFIX = "/my/"

HEADERS = {
    "Cache-Control": "private, no-store",  # a phone that is lost holds no copy the hero did not save
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",  # the address is the key: no other site may learn it
}


class PrivateAddressMiddleware:
    """Mark all answers under /my/ as private: pages, redirects, missing pages and failures alike.

    It stands outside the middleware that would set milder headers of the same names.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith(PREFIX):
            for name, value in HEADERS.items():
                response.headers[name] = value
        return response
