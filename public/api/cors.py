"""The API is open to scripts of every site, and nothing else is.

https://fetch.spec.whatwg.org/#http-cors-protocol
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from public.api.problems import CONTENT_TYPE, problem

PREFIX = "/api/v1/"
METHODS = "GET, HEAD, OPTIONS"
#: What a script of another site may send along, and read of the answer.
MAY_SEND = "Accept, Accept-Language, Content-Type, If-Modified-Since, If-None-Match"
MAY_READ = "Content-Disposition, Content-Length, ETag"
A_DAY = "86400"


class OpenApiMiddleware:
    """Below the API's address: answer preflights, let every site read, put errors into the API's form."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        response = self._answer(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = MAY_READ
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(
                status=204,
                headers={
                    "Allow": METHODS,
                    "Access-Control-Allow-Methods": METHODS,
                    "Access-Control-Allow-Headers": MAY_SEND,
                    "Access-Control-Max-Age": A_DAY,
                },
            )
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        response = self.get_response(request)
        if head:
            request.method = "HEAD"
        if response.status_code >= 400 and not response.get("Content-Type", "").startswith(CONTENT_TYPE):
            _put_into_form(response)
        return response


def _put_into_form(response: HttpResponseBase) -> None:
    """Say the same as the API says it, with the headers that the answer has got on its way."""
    if isinstance(response, HttpResponse):
        response.content = problem(response.status_code).content
        response["Content-Type"] = CONTENT_TYPE
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
    if response.status_code == 405:
        response["Allow"] = METHODS
