"""The language of a page is in its address: /es/programs/ is Spanish, /programs/ English.

Nothing else chooses it, so a page is the same for everyone who asks for its address: neither the browser's
languages nor a cookie change it. Only pages (whose addresses end with a slash) come in several languages;
files such as calendars, feeds and photos have one address each. The private itinerary has one address too,
which a hero keeps, and takes the language from `?lang=`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, URLPattern, resolve
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation.trans_real import get_languages

#: Pages with one address, in the language of `?lang=`.
ASKED_IN_QUERY = "/my/"
#: How Open Graph (https://ogp.me/) names our languages: with a country, though none is meant.
OPEN_GRAPH = {"en": "en_US", "es": "es_ES", "fr": "fr_FR", "ar": "ar_AR"}


def is_page(pattern: URLPattern) -> bool:
    """Whether a URL pattern is a page, to be had in every language, and not a file."""
    route = str(pattern.pattern)
    return not route or route.endswith("/")


def language_of(request: HttpRequest) -> str:
    """The language of the answer to a request."""
    if request.path_info.startswith(ASKED_IN_QUERY):
        asked = request.GET.get("lang", "")
        return asked if asked in get_languages() else settings.LANGUAGE_CODE
    return split(request.path_info)[0]


def split(path: str) -> tuple[str, str]:
    """The language in an address, and the English address of the same page."""
    prefix, _slash, rest = path.removeprefix("/").partition("/")
    if prefix in get_languages() and prefix != settings.LANGUAGE_CODE:
        return prefix, f"/{rest}"
    return settings.LANGUAGE_CODE, path


def address_in(language: str, path: str) -> str:
    """The address in `language` of the page at the English address `path`."""
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


class LanguageMiddleware:
    """Make the page in the language of its address."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


@dataclass(frozen=True)
class Version:
    """A page in one language, as the choice of languages and search engines are told of it."""

    code: str  #: as in LANGUAGES of the settings, such as "es"
    name: str  #: the language's name in itself
    path: str  #: from the root of the site
    query: str  #: the filters and the zone asked for, and the language where it is no part of the path
    current: bool
    offer: str  #: an invitation to read this version, in its language
    right_to_left: bool

    @property
    def href(self) -> str:
        """The path with its query: the same filters and zone stay chosen."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def direction(self) -> str:
        """The value of the `dir` attribute (HTML): "ltr" or "rtl"."""
        return "rtl" if self.right_to_left else "ltr"


def versions(request: HttpRequest) -> list[Version]:
    """A page in all languages; empty for one that comes in one language only."""
    current = translation.get_language()
    in_query = request.path_info.startswith(ASKED_IN_QUERY)
    path = split(request.path_info)[1]
    if not in_query and not _comes_in_languages(path):
        return []
    query = request.GET.copy()
    in_each: list[Version] = []
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            if in_query:
                query["lang"] = code
            in_each.append(
                Version(
                    code=code,
                    name=str(name),
                    path=path if in_query else address_in(code, path),
                    query=query.urlencode(),
                    current=code == current,
                    # Translators: say "Read this page in <your language>".
                    offer=gettext("Read this page in English"),
                    right_to_left=translation.get_language_bidi(),
                )
            )
    return in_each


def _comes_in_languages(path: str) -> bool:
    """Whether there is a translated page for the English address `path`."""
    other = next((code for code in get_languages() if code != settings.LANGUAGE_CODE), None)
    if other is None:
        return False
    with translation.override(other):
        try:
            resolve(address_in(other, path))
        except Resolver404:
            return False
    return True
