"""What each public address reads of its query. Everything else in a query is as if it were not there.

A page is kept under its address and these parameters, so a parameter that nothing reads must not make a page
of its own. A test reads every address and watches what is asked of the query.
"""

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.urls import Resolver404, URLResolver, get_resolver, get_urlconf

from common.page_languages import split
from public.api.cors import PREFIX as API

FILTERS = frozenset({"q", "year", "city", "country"})
ZONE = frozenset({"tz", "place"})
#: By the name of the URL pattern; one that is not here reads nothing.
READ: dict[str, frozenset[str]] = {
    "programs": FILTERS | {"format", "page"},
    "program": ZONE,
    "embed_program": ZONE,
    "changes": ZONE | {"page"},
    "meeting": ZONE,
    "heroes": frozenset({"page"}),
    "hero": ZONE,
    "organizations": frozenset({"page"}),
    "organization": ZONE | {"page"},
    "city": frozenset({"page"}),
    "quotes": frozenset({"page"}),
    "sitemap_part": frozenset({"p"}),
    "search": FILTERS | ZONE | {"kind", "page"},
    "time_zones": frozenset({"q"}),
    "search_calendar": FILTERS | {"kind"},
}
#: Addresses of the API that judge their query themselves: they refuse what they do not know, and that is not
#: kept.
STRICT = "list_", "program_meetings_", "get_file"


def read_at(path: str) -> frozenset[str] | None:
    """The names of the parameters that a public address reads; None for one that judges them itself."""
    return _read_at(get_resolver(get_urlconf()), split(path)[1])


@lru_cache(maxsize=2048)
def _read_at(resolver: URLResolver, path: str) -> frozenset[str] | None:
    try:
        name = resolver.resolve(path).url_name or ""
    except Resolver404:
        return frozenset()
    if path.startswith(API) and name.startswith(STRICT):
        return None
    return READ.get(name, frozenset())


def settled(path: str, query: str) -> str:
    """A query as the page at `path` reads it: its parameters only, each once (the last counts), by name."""
    if not query:
        return ""
    names = read_at(path)
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
    known = {name: value for name, value in pairs if names is None or name in names}
    return urlencode(sorted(known.items()))
