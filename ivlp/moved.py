"""Pages that moved: 301 to where they are now, 410 where the address was given up."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase

from ivlp import pages
from public.moved import present_address


class MovedMiddleware:
    """Answer for an old address of something public (docs/decisions/0015-addresses.md) instead of 404."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to a view that found nothing; None if nothing was there either."""
        if not isinstance(error, Http404):
            return None
        address = present_address(request)
        if address is None:
            return None
        return HttpResponsePermanentRedirect(address) if address else pages.gone()
