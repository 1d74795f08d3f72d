"""Every public address of the site.

They are checked against the URL resolver: a new public pattern without an entry in ADDRESSES fails a test, so
no page can be added that the tests of leaks, of federal standards and of accessibility do not read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import html5lib
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from public.sitemaps import SITEMAPS
from tests.support.public_content import PublicContent

HTML = "text/html"
CALENDAR = "text/calendar"
PNG = "image/png"

# --- Addresses -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Address:
    """A public address and what it answers with."""

    url: str
    content_type: str = HTML
    status: int = 200
    #: Whether it is a page of its own, not one in a frame on another website.
    alone: bool = True


Addresses = Callable[[PublicContent], Iterator[Address]]


def just(name: str, *queries: str, content_type: str = HTML) -> Addresses:
    """One address, with and without queries."""

    def addresses(content: PublicContent) -> Iterator[Address]:
        for query in ("", *queries):
            yield Address(reverse(name) + query, content_type)

    return addresses


def each(kind: str, *queries: str) -> Addresses:
    """The page of every record of a kind, and of the first one with queries."""

    def addresses(content: PublicContent) -> Iterator[Address]:
        records = getattr(content, kind)
        for record in records:
            yield Address(record.get_absolute_url())
        for query in queries:
            yield Address(records[0].get_absolute_url() + query)

    return addresses


def photos(content: PublicContent) -> Iterator[Address]:
    yield Address(reverse("hero_photo", args=[content.heroes[0].slug]), "image/jpeg")
    yield Address(reverse("hero_photo", args=[content.heroes[1].slug]), HTML, 404)


def pictures(kind: str) -> Addresses:
    """The picture of every record of a kind, in each language, and one in a language that is none of ours."""

    def addresses(content: PublicContent) -> Iterator[Address]:
        for record in getattr(content, kind):
            for code, _name in settings.LANGUAGES:
                yield Address(f"{record.get_absolute_url()}picture-{code}.png", PNG)
        yield Address(f"{getattr(content, kind)[0].get_absolute_url()}picture-xx.png", HTML, 404)

    return addresses


def site_pictures(content: PublicContent) -> Iterator[Address]:
    for code, _name in settings.LANGUAGES:
        yield Address(reverse("site_picture", args=[code]), PNG)


def connections(content: PublicContent) -> Iterator[Address]:
    for program in content.programs:
        yield Address(reverse("connections", args=[program.slug]))


def embeds(content: PublicContent) -> Iterator[Address]:
    for program in content.programs:
        yield Address(reverse("embed_program", args=[program.slug]), alone=False)
    yield Address(reverse("embed_program", args=[content.programs[0].slug]) + TOKYO, alone=False)


JSON, CSV = "application/json", "text/csv"


def api(*paths: str, content_type: str = JSON) -> Addresses:
    """Addresses of the API; {program}, {meeting}, {hero} and {organization} stand for each there is."""

    def addresses(content: PublicContent) -> Iterator[Address]:
        names = {
            "{program}": [program.slug for program in content.programs],
            "{meeting}": [str(meeting.uid) for meeting in content.meetings],
            "{hero}": [hero.slug for hero in content.heroes],
            "{organization}": [organization.slug for organization in content.organizations],
        }
        for path in paths:
            kind = next((kind for kind in names if kind in path), "")
            for name in names.get(kind, [""]):
                yield Address(f"/api/v1/{path.replace(kind, name) if kind else path}", content_type)

    return addresses


def files(content: PublicContent) -> Iterator[Address]:
    for noun in ("programs", "stops", "meetings", "heroes", "organizations", "quotes", "changes"):
        yield Address(f"/api/v1/files/{noun}.csv", CSV)
        yield Address(f"/api/v1/files/{noun}.json", JSON)


def of_programs(name: str, *queries: str, content_type: str = HTML) -> Addresses:
    """A page of every program, with the queries (default: none)."""

    def addresses(content: PublicContent) -> Iterator[Address]:
        for program in content.programs:
            for query in queries or ("",):
                yield Address(reverse(name, args=[program.slug]) + query, content_type)

    return addresses


def city_calendars(content: PublicContent) -> Iterator[Address]:
    for program in content.programs:
        for stop in program.stops.all():
            yield Address(reverse("city_calendar", args=[program.slug, stop.city.slug]), CALENDAR)
    yield Address(reverse("city_calendar", args=[content.programs[0].slug, "nowhere"]), HTML, 404)


def meeting_calendars(content: PublicContent) -> Iterator[Address]:
    for meeting in content.meetings:
        url = reverse("meeting_calendar", args=[meeting.program.slug, meeting.uid])
        told = meeting.date and meeting.day_is_public
        yield Address(url, CALENDAR) if told else Address(url, HTML, 404)


def hero_calendars(content: PublicContent) -> Iterator[Address]:
    for hero in content.heroes:
        yield Address(reverse("hero_calendar", args=[hero.slug]), CALENDAR)


def search_calendars(content: PublicContent) -> Iterator[Address]:
    for query in ("talk", "nothing+at+all"):
        yield Address(f"{reverse('search_calendar')}?q={query}", CALENDAR)
    yield Address(reverse("search_calendar"), HTML, 404)


def sitemap_parts(content: PublicContent) -> Iterator[Address]:
    for section in SITEMAPS:
        yield Address(reverse("sitemap_part", args=[section]), "application/xml")
    yield Address(reverse("sitemap_part", args=["nothing"]), HTML, 404)


TOKYO = "?tz=Asia/Tokyo"

#: By the name of the URL pattern.
ADDRESSES: dict[str, Addresses] = {
    "home": just("home"),
    "programs": just(
        "programs", "?page=2", "?year=2021&city=miami&country=AL&format=virtual&q=heroes", "?q=nothing"
    ),
    "changes": of_programs("changes", "", TOKYO),
    "changes_feed": of_programs("changes_feed", content_type="application/atom+xml"),
    "program_calendar": of_programs("program_calendar", content_type=CALENDAR),
    "city_calendar": city_calendars,
    "meeting_calendar": meeting_calendars,
    "hero_calendar": hero_calendars,
    "search_calendar": search_calendars,
    "program": each("programs", TOKYO, "?tz=Asia/Kathmandu", "?tz=Mars/Phobos", "?place=minne"),
    "connections": connections,
    "embed_program": embeds,
    "meeting": each("meetings", TOKYO),
    "site_picture": site_pictures,
    "program_picture": pictures("programs"),
    "meeting_picture": pictures("meetings"),
    "hero_picture": pictures("heroes"),
    "organization_picture": pictures("organizations"),
    "city_picture": pictures("cities"),
    "heroes": just("heroes", "?page=2"),
    "hero": each("heroes", TOKYO),
    "hero_photo": photos,
    "organizations": just("organizations", "?page=2"),
    "organization": each("organizations", TOKYO),
    "city": each("cities"),
    "quotes": just("quotes", "?page=2"),
    "search": just("search", "?q=heroes", "?q=minne", "?q=nothing+at+all"),
    "time_zones": just("time_zones", "?q=minne", "?q=united+states", content_type="application/json"),
    "api_docs": just("api_docs"),
    "api-root": api(""),
    "index": api(""),
    "openapi-json": api("openapi.json"),
    "list_programs": api("programs", "programs?limit=2&offset=2&q=exchange"),
    "get_program": api("programs/{program}"),
    "list_meetings_of_program": api("programs/{program}/meetings"),
    "program_meetings_csv": api("programs/{program}/meetings.csv", content_type=CSV),
    "program_meetings_json": api("programs/{program}/meetings.json"),
    "list_stops": api("stops"),
    "list_meetings": api("meetings", "meetings?q=talk", "meetings?hero={hero}"),
    "get_meeting": api("meetings/{meeting}"),
    "list_changes": api("changes"),
    "list_heroes": api("heroes", "heroes?organization={organization}"),
    "get_hero": api("heroes/{hero}"),
    "list_organizations": api("organizations"),
    "get_organization": api("organizations/{organization}"),
    "list_quotes": api("quotes", "quotes?hero={hero}"),
    "get_file": files,
    "accessibility": just("accessibility"),
    "privacy": just("privacy"),
    "contact": just("contact"),
    "robots_txt": just("robots_txt", content_type="text/plain"),
    "security_txt": just("security_txt", content_type="text/plain"),
    "sitemap": just("sitemap", content_type="application/xml"),
    "sitemap_part": sitemap_parts,
}

#: Not public pages: those of staff and of heroes, and the probes of machines.
NOT_PUBLIC = {"admin", "my", "healthz", "readyz"}


def public_patterns() -> set[str]:
    """The names of all public URL patterns, from the resolver. A pattern without a name has its route."""

    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if pattern.namespace not in NOT_PUBLIC:
                    yield from walk(pattern.url_patterns)
            elif pattern.name not in NOT_PUBLIC:
                yield pattern.name or f"(no name) {pattern.pattern}"

    return set(walk(get_resolver().url_patterns))


def addresses(content: PublicContent) -> list[Address]:
    """All public addresses with this content, and one that does not exist."""
    public = [address for entry in ADDRESSES.values() for address in entry(content)]
    return [*public, Address("/there-is-no-such-page/", HTML, 404)]


# --- Pages as read -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """A public address as an anonymous reader gets it."""

    address: Address
    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: bytes

    @property
    def url(self) -> str:
        return self.address.url

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def is_html(self) -> bool:
        return self.address.content_type == HTML

    def parsed(self) -> tuple[Any, list[str]]:
        """The tree (lxml-like elements without namespaces), and the errors of parsing."""
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(self.text)
        lines = ["", *self.text.splitlines(), ""]
        errors = [
            f"{self.url}: line {line}: {code} {facts or ''}: {lines[line].strip()[:120]}"
            for (line, _column), code, facts in parser.errors
        ]
        return tree, errors


def read(client: Client, address: Address) -> Page:
    """Ask for an address as an anonymous reader."""
    response = client.get(address.url)
    body = b"".join(response) if response.streaming else response.content
    return Page(address, response.status_code, dict(response.headers), list(response.cookies), body)


def site_map(client: Client) -> str:
    """The text of the whole site map: of all parts that the index names."""
    index = client.get("/sitemap.xml").content.decode()
    parts = [part.split("</loc>")[0] for part in index.split("<loc>")[1:]]
    return "".join(client.get(part.replace("http://testserver", "")).content.decode() for part in parts)
