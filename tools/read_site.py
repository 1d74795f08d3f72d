"""Read every address of the site, in this process, and keep each answer as a file.

It proves that a change of the code changed no byte that anybody is sent. Read the site before and after, with
the same media and two copies of one SQLite file, and compare:

    DATABASE_URL=sqlite:////tmp/copy.sqlite3 .venv/bin/python tools/read_site.py FOLDER
    diff -r FOLDER_BEFORE FOLDER_AFTER

The addresses are made from the URL patterns and the records, public or not: what is not public must go on
answering 404. A public pattern that nothing is known of here ends the program, and so does a route named here
that is gone: published addresses never change. Of the apps only routes and names of models and fields are
known here, so that the same file reads the code before and after.

The clock stands still. What is random in forms (the token against forged requests) is masked, in officers'
pages only. Reading writes to the database (visits, sessions), so give it a copy. Sending forms is left to the
tests.
"""

import argparse
import hashlib
import html
import logging
import os
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import cycle, product
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import django
import time_machine
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import URLResolver, get_callable, get_resolver

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
# Without DEBUG, whose error pages name modules. Sets in one order: django-csp writes its header from a set.
ENVIRONMENT = {"ENVIRONMENT": "development", "DEBUG": "False", "PYTHONHASHSEED": "0"}

#: The first part of addresses that are not public; they are read on demand.
NOT_PUBLIC = ("admin/", "my/")
ZONES = ["Asia/Tokyo", "Asia/Kathmandu", "Mars/Phobos", "America/New_York"]
WORDS = ["heroes", "minne", "talk", "survivors trafficking", "nothing at all", "Genève", "<b>&", " "]
NOBODY = "00000000-0000-4000-8000-000000000000"
RECORD_KINDS = ["programs", "stops", "meetings", "heroes", "organizations", "quotes", "changes", "nonsense"]
KINDS = RECORD_KINDS[:1] + RECORD_KINDS[2:6]
#: Whose slug follows a part of an address.
RECORDS = {"programs": "program", "heroes": "hero", "organizations": "organization", "cities": "city"}
#: How many queries of a list are asked in every language.
LANGUAGE_QUERIES = 8
#: How many records of each kind officers' pages are read of.
OFFICE_RECORDS = 3
RANDOM = re.compile(rb"""(csrfmiddlewaretoken"? value="|csrftoken=|nonce="|'nonce-)[\w+/=-]+""")


class Question(NamedTuple):
    """What is asked of the site. Questions are asked in their order."""

    address: str
    method: str = "GET"
    host: str = "localhost"
    by: str = "anyone"

    @property
    def file(self) -> str:
        """A name to find the answer by."""
        words = "-".join(re.findall(r"[\w.]+", f"{self.method.lower()} {self.address}"))
        return f"{words[:100]}-{hashlib.sha256(repr(tuple(self)).encode()).hexdigest()[:10]}"


class Reader:
    """Asks, and keeps the answers in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.statuses: dict[Question, int] = {}
        #: The session of each who is logged in, as the client keeps it.
        self.cookies: dict[str, Any] = {}
        self._handler = ClientHandler(enforce_csrf_checks=False)

    def log_in(self, username: str) -> None:
        """From now on this user can ask."""
        client = Client()
        client.force_login(get_user_model()._default_manager.get(username=username))
        self.cookies[username] = client.cookies

    def ask(self, questions: Iterable[Question]) -> None:
        """Ask each question that was not asked before, by somebody who comes for the first time."""
        for question in sorted(set(questions) - self.statuses.keys()):
            client = Client(raise_request_exception=False)
            client.handler = self._handler  # one for all: to build the middleware each time takes long
            client.cookies.update(self.cookies.get(question.by, {}))
            response = client.generic(question.method, question.address, headers={"host": question.host})
            self.keep(question, response)

    def keep(self, question: Question, response: Any) -> None:
        """Write an answer: status, headers, an empty line, the body."""
        body = b"".join(response) if response.streaming else response.content
        cookies = [("Set-Cookie", each.OutputString()) for each in response.cookies.values()]
        headers = sorted(f"{name}: {value}" for name, value in [*response.items(), *cookies])
        status = f"{response.status_code} {response.reason_phrase}"
        text = "\n".join([status, *headers, "", ""]).encode() + body
        if question.address.startswith("/admin/"):
            text = RANDOM.sub(rb"\1(random)", text)
        (self.folder / question.file).write_bytes(text)
        self.statuses[question] = response.status_code

    def text(self, question: Question) -> str:
        """The answer to a question, as kept."""
        return (self.folder / question.file).read_text(errors="replace")

    def finish(self) -> None:
        """List all questions, with the file and the status of each answer."""
        lines = (f"{each.file} {status} {' '.join(each)}" for each, status in self.statuses.items())
        (self.folder / "addresses.txt").write_text("\n".join([*sorted(lines), ""]))


# --- What there is to ask ------------------------------------------------------------------------


def routes(patterns: Iterable[Any], start: str = "") -> Iterator[str]:
    """The routes of all URL patterns. A slug is named for its record, whatever the view calls it."""
    for each in patterns:
        route = start + str(each.pattern)
        for folder, record in RECORDS.items():
            route = re.sub(rf"\b{folder}/<slug:\w+>", f"{folder}/<slug:{record}>", route)
        route = re.sub(r"<slug:city_slug>", "<slug:city>", route)
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, route)
        else:
            yield route


def parameters(route: str) -> tuple[str, ...]:
    """The names of a route's parameters."""
    return tuple(re.findall(r"<(?:\w+:)?(\w+)>", route))


def filled(route: str, values: Iterable[object]) -> str:
    """The address of a route with these values for its parameters."""
    rest = iter(values)
    return "/" + re.sub(r"<[^>]+>", lambda _parameter: str(next(rest)), route)


def model(name: str) -> Any:
    """The model of this name, whatever app it is in."""
    return next(each for each in apps.get_models() if each.__name__ == name)


def values(name: str, *fields: str) -> list[Any]:
    """These fields of all records, public or not."""
    rows = model(name)._base_manager.order_by("pk").values_list(*fields, flat=len(fields) == 1)
    return list(dict.fromkeys(rows))


def choices(name: str, field: str) -> list[str]:
    """The values that a field of a model may have."""
    return [value for value, _label in model(name)._meta.get_field(field).choices]


def asked(**answers: Iterable[object]) -> list[str]:
    """Queries that ask for one thing each."""
    return [f"?{urlencode({name: each})}" for name, found in answers.items() for each in found]


def fillings() -> dict[tuple[str, ...], list[Any]]:
    """By the names of a route's parameters: all the values they may have."""
    programs = [*values("Program", "slug"), "nothing"]
    heroes, organizations, cities = (
        [(slug,) for slug in [*values(name, "slug"), "nothing"]] for name in ("Hero", "Organization", "City")
    )
    meetings = values("Meeting", "program__slug", "uid")
    stops = values("Stop", "program__slug", "city__slug")
    return {
        (): [()],
        ("program",): [(slug,) for slug in programs],
        ("program", "uid"): [*meetings, *((slug, NOBODY) for slug in programs), ("nothing", meetings[0][1])],
        ("program", "city"): [*stops, *((slug, "nowhere") for slug in programs)],
        ("uid",): [*((uid,) for _program, uid in meetings), (NOBODY,)],
        ("hero",): heroes,
        ("organization",): organizations,
        ("city",): cities,
        ("noun", "form"): list(product(RECORD_KINDS, ("csv", "json", "xml"))),
    }


def queries() -> dict[str, list[str]]:
    """By route: what is asked besides the bare address. Of a list, the first in every language."""
    pages = asked(page=[2, 3, 99, "x"])
    program, hero, organization = (values(name, "slug") for name in ("Program", "Hero", "Organization"))
    years = sorted({day.year for day in values("Program", "starts_on")})
    city, country = [*values("City", "slug"), "nowhere"], [*values("Hero", "country"), "XX"]
    narrowed = asked(year=[*years, 1, "x"], city=city, country=country)
    formats = asked(format=[*choices("Program", "format"), "nonsense"])
    words = asked(q=WORDS)
    parts = [*asked(limit=[2, 0, 101], offset=[2, -1], nonsense=[1]), "?limit=2&offset=2"]
    days = asked(date_from=["2021-08-03", "yesterday"], date_to=["2021-08-03"])
    sorts = asked(kind=[*choices("Meeting", "kind"), "nonsense"], status=choices("Meeting", "status"))
    kinds = asked(kind=[*choices("Organization", "kind"), "nonsense"], country=country)
    return {
        "programs/": [
            *pages,
            *words,
            *formats,
            *narrowed,
            "?year=2021&city=miami&country=AL&format=virtual&q=e",
        ],
        "heroes/": pages,
        "organizations/": pages,
        "quotes/": pages,
        "cities/<slug:city>/": pages[:1],
        "programs/<slug:program>/": asked(tz=ZONES),
        "programs/<slug:program>/changes/": pages[:1],
        "search/": [
            *words,
            *both(words, asked(kind=KINDS)),
            *both(["?q=participant&kind=heroes"], pages),
            *both(["?q=river"], [*narrowed, *asked(tz=ZONES)]),
        ],
        "search.ics": [*words, *both(["?q=river"], narrowed)],
        "api/v1/": asked(nonsense=[1]),
        "api/v1/programs": [*parts, *words, *formats, *narrowed],
        "api/v1/programs/<slug:program>/meetings": [*parts[-2:], *asked(city=["minneapolis"], q=["talk"])],
        "api/v1/stops": [*parts, *asked(program=program, city=city)],
        "api/v1/meetings": [
            *parts,
            *words,
            *days,
            *sorts,
            *asked(city=city, program=program, hero=hero, organization=organization[::4]),
        ],
        "api/v1/changes": [*parts, *asked(program=program)],
        "api/v1/heroes": [
            *parts,
            *words,
            *asked(country=country, program=program, organization=organization[::4]),
        ],
        "api/v1/organizations": [*parts, *words, *kinds, *asked(country=["Albania"])],
        "api/v1/quotes": [*parts, *words, *asked(program=program, hero=hero)],
        "api/v1/files/<noun>.<form>": asked(nonsense=[1]),
    }


def both(some: Iterable[str], others: Iterable[str]) -> list[str]:
    """Queries that ask two things."""
    return [f"{one}&{other[1:]}" for one, other in product(some, others)]


def languages(address: str) -> list[str]:
    """A page in all languages; a file alone."""
    is_page = address.partition("?")[0].endswith("/")
    codes = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return [address, *(f"/{code}{address}" for code in codes if is_page)]


def public() -> dict[str, list[Question]]:
    """By route: all that is asked of the public pages and files, and of the probes."""
    fill, more = fillings(), queries()
    found = [each for each in routes(get_resolver().url_patterns) if not each.startswith(NOT_PUBLIC)]
    if unknown := {each for each in found if parameters(each) not in fill} | (more.keys() - found):
        sys.exit(f"tools/read_site.py does not know, or knows in vain: {sorted(unknown)}")
    questions = {}
    for route in found:
        bare = [filled(route, each) for each in fill[parameters(route)]]
        asking = [address + query for address in bare for query in more.get(route, ())]
        translated = [*bare, *([] if parameters(route) else asking[:LANGUAGE_QUERIES])]
        # Every record in one zone or another; programs in all.
        zoned = [f"{address}?tz={zone}" for address, zone in zip(bare, cycle(ZONES), strict=False)]
        questions[route] = [
            *(Question(each) for address in translated for each in languages(address)),
            *(Question(address) for address in asking),
            *(Question(address) for address in zoned if "/?" in address and parameters(route)),
            *(Question(bare[0], method) for method in ("HEAD", "OPTIONS", "POST")),
        ]
    return questions


def errors() -> Iterator[Question]:
    """What cannot be answered well."""
    pages = ("/no-such-page/", "/no-such.ics", "/programs", "/heroes/Not a slug/", "/en/", "/static/no.css")
    yield from (Question(each) for address in pages for each in languages(address))
    yield from (Question(f"/api/v1/{path}") for path in ("nothing", "programs/", "meetings/not-a-uid"))
    yield from (Question(path, host="evil.example") for path in ("/", "/es/", "/api/v1/programs", "/healthz"))
    yield Question("/api/v1/nothing", "POST")
    yield from (Question(f"/my/no-such-token/{path}") for path in ("", "calendar.ics", "copy.html", "no"))
    yield from (Question(path) for path in ("/admin/", "/admin/login/", "/admin/no-such-page/"))


def failures(reader: Reader) -> None:
    """The pages for what no request brings about."""
    request, exception = RequestFactory().get("/"), Exception()
    for status, facts in {400: (exception,), 403: (exception,), 404: (exception,), 500: ()}.items():
        answer = get_resolver().resolve_error_handler(status)(request, *facts)
        reader.keep(Question(f"/{status}", "handler"), answer)
    reader.keep(Question("/403", "csrf"), get_callable(settings.CSRF_FAILURE_VIEW)(request))


def private(token: str) -> Iterator[Question]:
    """The pages that a private link opens."""
    for query in ("", *asked(lang=["es", "ar", "xx"], tz=ZONES)):
        yield from (Question(f"/my/{token}/{path}{query}") for path in ("", "calendar.ics", "copy.html"))


def office(by: str) -> Iterator[Question]:
    """The pages for officers: those of no record, and those of the first records of each model."""
    models = {each._meta.label_lower.replace(".", "/"): each for each in admin.site._registry}
    for path, each in models.items():
        app, name = path.split("/")
        yield Question(f"/admin/{app}/", by=by)
        for field in admin.site._registry[each].autocomplete_fields:
            asking = {"app_label": app, "model_name": name, "field_name": field, "term": "a"}
            yield Question(f"/admin/autocomplete/?{urlencode(asking)}", by=by)
    for route in routes(get_resolver().url_patterns):
        about = models.get("/".join(route.split("/")[1:3]))
        if not route.startswith("admin/") or "^" in route:
            continue
        if not parameters(route):
            yield Question(f"/{route}", by=by)
        elif about:
            keys = about._base_manager.order_by("pk").values_list("pk", flat=True)[:OFFICE_RECORDS]
            yield from (Question(filled(route, [key]), by=by) for key in [*keys, "nothing"])


def links(page: Question, text: str) -> Iterator[Question]:
    """Where the filters of an officers' list lead (not its columns), and links to forms filled in before."""
    for link in re.findall(r'href="([^"]*\?[^"]*)"', text):
        path, _mark, query = html.unescape(link).partition("?")
        if not re.search(r"\bo=", query) and (not path or path.startswith("/admin/")):
            yield page._replace(address=f"{path or page.address.partition('?')[0]}?{query}")


# --- Reading -------------------------------------------------------------------------------------


def read(reader: Reader, *, token: str, officer: str) -> list[str]:
    """Read all, in this order, for the private pages write what officers' pages show. Says what is amiss."""
    questions = public()
    reader.ask(each for group in questions.values() for each in group)
    reader.ask(errors())
    failures(reader)
    if token:
        reader.ask(private(token))
    if officer:
        reader.log_in(officer)
        pages = set(office(officer))
        reader.ask(pages)
        reader.ask(link for page in pages for link in links(page, reader.text(page)))
    reader.finish()
    worked = {each for each, status in reader.statuses.items() if status == 200}
    silent = [route for route, group in questions.items() if worked.isdisjoint(group)]
    broken = [each for each, status in reader.statuses.items() if status >= 500 and each.method == "GET"]
    return [
        *(f"No good answer: /{each}" for each in silent),
        *(f"Broken: {' '.join(each)}" for each in broken),
    ]


def main() -> int:
    """Read all; 1 when a public route has no good answer, or something broke."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the answers go; made if need be, else empty")
    parser.add_argument("--token", default="", help="also read the private pages that this token opens")
    parser.add_argument("--officer", default="", help="also read the officers' pages, as this user")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if any(options.folder.iterdir()):
        sys.exit(f"{options.folder} is not empty: old answers would stay among the new ones.")
    began = time.perf_counter()
    with time_machine.travel(NOW, tick=False):
        django.setup()
        logging.disable(logging.WARNING)  # each 404 is one
        logging.getLogger("django.security.DisallowedHost").disabled = True
        reader = Reader(options.folder)
        amiss = read(reader, token=options.token, officer=options.officer)
    counts = sorted(Counter(reader.statuses.values()).items())
    print(f"{len(reader.statuses)} answers in {time.perf_counter() - began:.0f} seconds; by status:", end=" ")
    print(*(f"{status} ({count})" for status, count in counts))
    print("\n".join(amiss), end="\n" if amiss else "")
    return 1 if amiss else 0


if __name__ == "__main__":
    if any(os.environ.get(name) != value for name, value in ENVIRONMENT.items()):
        # The order of sets is chosen when Python starts.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ENVIRONMENT})  # noqa: S606
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ivlp.settings")
    warnings.filterwarnings("ignore", message="No directory at")  # nothing is collected: no static files here
    sys.exit(main())
