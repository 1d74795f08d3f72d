"""When the database cannot answer: 503 in plain words."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from common.database import is_away
from ivlp import pages

logger = logging.getLogger(__name__)


class DatabaseAwayMiddleware:
    """Answer 503 with Retry-After (RFC 9110, 15.6.4) where the database is away or gives up a query."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to a view's failure; None for one that is not the database's."""
        if not is_away(error):
            return None
        # A line each and no traceback: while the database is away there are thousands.
        logger.error("The database does not answer: %s", str(error).partition("\n")[0])
        return pages.unavailable(request)
