"""What holds for every answer, whoever makes it: first in the chain of middleware."""

import logging
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django_permissions_policy import PermissionsPolicyMiddleware

from ivlp import pages

logger = logging.getLogger("django.security.DisallowedHost")

LAST_PORT = 65535
#: How the headers begin in which proxies speak in the name of others.
FORWARDED = (
    "HTTP_X_FORWARDED_",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
    "HTTP_X_SCRIPT_NAME",
    "HTTP_SCRIPT_NAME",
)

Answering = Callable[[HttpRequest], HttpResponseBase]


class KnownHostMiddleware:
    """Refuse a request for a host that is not ours (ALLOWED_HOSTS) before anything else reads it.

    Django would refuse it wherever the host is first asked for, which can be outside the middleware that sets
    the security headers, and would log a traceback for what anybody can send.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response
        self.refuse: Answering = _with_security_headers(_refused)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_ours(request):
            logger.warning("Refused a request for another host: %.100r", request.META.get("HTTP_HOST", ""))
            return self.refuse(request)
        return self.get_response(request)


class ForwardedMiddleware:
    """Believe what a request says of its way here (RFC 7239) only from a proxy that is configured.

    From everyone else these headers are dropped, before anything reads them.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response
        self.proxies = [ip_network(address) for address in settings.PROXY_ADDRESSES if address]
        self.socket = "" in settings.PROXY_ADDRESSES

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self._is_proxy(request.META.get("REMOTE_ADDR", "")):
            for name in [name for name in request.META if name.startswith(FORWARDED)]:
                del request.META[name]
        return self.get_response(request)

    def _is_proxy(self, address: str) -> bool:
        if not address:
            return self.socket
        return any(ip_address(address) in network for network in self.proxies)


class BodyLimitMiddleware:
    """Refuse a body that is larger than anybody has reason to send, before any of it is read (413, 411).

    Officers, who come with a session, upload photos and long texts; everyone else sends a form at most.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response
        self.refuse: Answering = _with_security_headers(_too_large)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_officer = (
            request.path_info.startswith("/admin/") and settings.SESSION_COOKIE_NAME in request.COOKIES
        )
        limit = settings.BODY_LIMIT_OFFICERS if is_officer else settings.BODY_LIMIT
        length = request.META.get("CONTENT_LENGTH") or "0"
        # Without a length nobody can say when it is enough.
        is_endless = "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()
        if is_endless or not length.isdecimal() or int(length[:18]) > limit:
            return self.refuse(request)
        return self.get_response(request)


def _too_large(request: HttpRequest) -> HttpResponse:
    response = pages.too_large(request)
    response["Cache-Control"] = "no-store"
    response["Connection"] = "close"
    return response


def _is_ours(request: HttpRequest) -> bool:
    try:
        _name, port = split_domain_port(request.get_host())
    except DisallowedHost:
        return False
    # Django lets any digits pass.
    return not port or (len(port) < 6 and int(port) <= LAST_PORT)


def _refused(request: HttpRequest) -> HttpResponse:
    response = pages.bad_request(request, DisallowedHost())
    response["Cache-Control"] = "no-store"
    return response


def _with_security_headers(answer: Any) -> Any:
    security = SecurityMiddleware(answer)
    # A redirect would name the host that is refused.
    security.redirect = False
    csp: Any = CSPMiddleware(security)
    return XFrameOptionsMiddleware(PermissionsPolicyMiddleware(csp))


class NoBodyForHeadMiddleware:
    """Answer HEAD as GET, with the same headers and nothing after them (RFC 9110, 9.3.2)."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "HEAD":
            if isinstance(response, HttpResponse):
                response.headers.setdefault("Content-Length", str(len(response.content)))
                response.content = b""
            elif getattr(response, "streaming", False):
                response.close()
                empty = HttpResponse(status=response.status_code, headers=response.headers)
                empty.cookies = response.cookies
                return empty
        return response
