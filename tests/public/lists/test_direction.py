"""What officers typed keeps its direction on a page that is written from right to left.

A full stop at the end of a Latin name would jump to the left of it. So each such text is in an element with a
direction of its own, and in titles and attributes between the signs that Unicode has for it.
"""

import re
from typing import Any

import html5lib
import pytest
import time_machine
from django.test import Client
from django.utils import translation
from django.utils.safestring import SafeString

from common.letters.direction import FIRST, LAST, isolated, isolated_text
from common.page_metadata import page_title
from participants.models import Hero
from programs.planning.names_left import TEXTS
from public.templatetags.people import credit
from tests.factories import (
    CityFactory,
    OrganizationFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    StopFactory,
)
from tests.support.attendance_people import BEFORE, invited
from tests.support.public_content import make_public_content
from tests.support.public_pages import HTML, addresses

pytestmark = pytest.mark.django_db

#: In attributes that are for machines alone.
MACHINES = {"href", "src", "value", "id", "action", "data-src", "srcset", "for", "name"}


def mark_all_texts() -> None:
    """Give every text that officers typed a word that nobody else says, and a full stop after it."""
    names = {Hero: ("name", "honorific", "native_name", "sort_name")}
    for model, fields in TEXTS.items():
        for field in (*fields, *names.get(model, ())):  # type: ignore[call-overload]
            if field.endswith(("url", "website", "slug")):
                continue
            for row in model._default_manager.exclude(**{field: ""}):
                text = f"{field.title()} Zq{row.pk}x."
                model._default_manager.filter(pk=row.pk).update(**{field: text})


def turned(tree: Any) -> list[str]:
    """Where a marked text has the page's direction and not its own."""
    wrong = []

    def walk(element: Any, path: str, own: bool) -> None:
        if element.tag in ("script", "style", "meta"):
            return
        directions = (element.get("dir"), element.get("direction"))
        own = own or element.tag == "bdi" or not {"auto", "ltr"}.isdisjoint(directions)
        path = f"{path} {element.tag}.{element.get('class', '')}"
        texts = [element.text, *(child.tail for child in element)]
        wrong.extend(
            f"{path[-90:]}: {text.strip()[:80]}" for text in texts if text and not own and loose(text)
        )
        told = {name: value for name, value in element.attrib.items() if name not in MACHINES}
        wrong.extend(f"{path[-90:]}[{name}]: {value[:80]}" for name, value in told.items() if loose(value))
        for child in element:
            if isinstance(child.tag, str):
                walk(child, path, own)

    for part in tree:  # the page itself says nothing of its texts
        walk(part, "", own=False)
    return wrong


def loose(text: str) -> bool:
    """Whether a marked word stands outside of isolating signs."""
    return "Zq" in re.sub(f"{FIRST}[^{LAST}]*{LAST}", "", text)


def test_every_text_keeps_its_direction_in_arabic(client: Client) -> None:
    content = make_public_content(second_pages=False)
    mark_all_texts()
    for record in (
        *content.programs,
        *content.meetings,
        *content.heroes,
        *content.organizations,
        *content.cities,
    ):
        record.refresh_from_db()
    pages = [each.url for each in addresses(content) if (each.status, each.content_type) == (200, HTML)]
    pages += ["/search/?q=zq", *(f"/search/?q=zq&kind={kind}" for kind in ("meetings", "heroes", "quotes"))]
    wrong: dict[str, str] = {}
    seen = 0
    for url in pages:
        page = client.get(f"/ar{url}").content.decode()
        seen += page.count("Zq")
        for line in turned(html5lib.parse(page, namespaceHTMLElements=False)):
            wrong.setdefault(re.sub(r"\d+", "", line), url)
    assert seen > 500
    assert not wrong, "\n".join(
        f"{url} {line}" for line, url in sorted(wrong.items(), key=lambda pair: pair[1])
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "Sam Example Jr."),
        ("es", "Łukasz Żółć, S.L."),
        ("fr", "東京 2026."),
        ("en", "3M (2026)"),
    ],
)
def test_names_in_the_direction_of_the_page_are_written_as_they_are(code: str, words: str) -> None:
    with translation.override(code):
        assert isolated(words) == words
        assert isolated_text(words) == words


@pytest.mark.parametrize("words", ["زينب القادري", "ציפורה.", "Dr. زينب", "ܫܠܡܐ"])
def test_a_name_from_right_to_left_is_set_apart_on_every_page(words: str) -> None:
    for code in ("en", "es", "fr", "ar"):
        with translation.override(code):
            assert isolated(words) == f"<bdi>{words}</bdi>"


def test_what_is_set_apart_is_escaped_and_nothing_is_nothing() -> None:
    with translation.override("ar"):
        assert isolated("<b>&") == "<bdi>&lt;b&gt;&amp;</bdi>"
        assert isolated(SafeString("<mark>a</mark>")) == "<bdi><mark>a</mark></bdi>"
        assert isolated_text("Jr.") == f"{FIRST}Jr.{LAST}"
        for empty in ("", None):
            assert (isolated(empty), isolated_text(empty)) == ("", "")


def test_a_long_title_that_is_cut_closes_what_it_opened() -> None:
    with translation.override("ar"):
        for length in range(10, 200, 7):
            title = page_title(
                f"البرامج في {isolated_text('Name of a town, ' * (length // 12 + 1))}", site="IVLP"
            )
            assert title.count(FIRST) == title.count(LAST)
            assert len(title) <= 60


def test_lists_have_the_comma_of_the_language() -> None:
    quote = PublicQuoteFactory(organization=OrganizationFactory(name="Partners"), context="At dinner")
    for code, sign in (("en", ", "), ("es", ", "), ("fr", ", "), ("ar", "، ")):
        with translation.override(code):
            assert re.sub("<[^>]+>", "", credit(quote)) == f"Partners{sign}At dinner"


def test_a_heros_own_page_keeps_directions_too() -> None:
    guest = invited()
    hero = guest.hero
    Hero.objects.filter(pk=hero.pk).update(name="Zq Jr.")
    program = PublicProgramFactory(title="Zq visit.")
    program.heroes.add(hero)
    city = CityFactory(name="Zq City.", state="MN")
    stop = StopFactory(program=program, city=city)
    organizations = [OrganizationFactory(name=f"Zq {number}, Ltd.") for number in range(2)]
    PublicMeetingFactory(stop=stop, title="Zq talk.", location="Zq room.", organizations=organizations)
    with time_machine.travel(BEFORE, tick=False):
        for rest in ("", "copy.html"):
            page = Client().get(f"{guest.page}{rest}?lang=ar").content.decode()
            assert page.count("Zq") > 6
            assert turned(html5lib.parse(page, namespaceHTMLElements=False)) == [], rest
