"""The language of a page is in its address, every page says which others there are, and texts are marked."""

import re
from datetime import date
from typing import Any

import html5lib
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, get_resolver, resolve
from django.utils import translation

from common.page_languages import split
from programs.models import Meeting, MeetingTranslation, Program, ProgramTranslation
from tests.factories import PublicMeetingFactory, PublicQuoteFactory, StopFactory
from tests.support.public_content import make_public_content
from tests.support.public_pages import HTML, addresses, site_map

HOST = "http://testserver"
OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]

pytestmark = pytest.mark.django_db


def tree_of(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, address
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.content.decode())


def words_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def alternates(tree: Any) -> dict[str, str]:
    return {
        link.get("hreflang"): link.get("href")
        for link in tree.iter("link")
        if link.get("rel") == "alternate" and link.get("hreflang")
    }


@pytest.fixture
def meeting() -> Meeting:
    stop = StopFactory(
        program__title="Heroes", program__summary="Ten people.", program__description="They met."
    )
    created: Meeting = PublicMeetingFactory(stop=stop, title="Roundtable", summary="Who spoke.")
    return created


# --- Addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize("accepted", ["ar", "es-MX,es;q=0.9", "zh", "*", ""])
def test_the_browsers_languages_change_nothing(client: Client, accepted: str) -> None:
    plain = client.get("/programs/")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    asked = client.get("/programs/", headers={"accept-language": accepted})
    assert (asked.status_code, asked.content) == (200, plain.content)
    assert asked["Content-Language"] == "en"
    assert "Accept-Language" not in asked.get("Vary", "")


@pytest.mark.parametrize("code", OTHERS)
def test_a_page_below_a_language_is_in_that_language(client: Client, code: str) -> None:
    tree = tree_of(client, f"/{code}/programs/")
    assert tree.get("lang") == code
    assert tree.get("dir") == ("rtl" if code == "ar" else "ltr")
    with translation.override(code):
        assert words_of(next(tree.iter("h1"))) == translation.gettext("Programs") != "Programs"


@pytest.mark.parametrize("address", ["/en/programs/", "/de/programs/", "/es-mx/programs/", "/ES/programs/"])
def test_a_language_that_is_not_ours_has_no_pages(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_missing_page_says_so_in_the_language_asked_for(client: Client) -> None:
    response = client.get("/fr/programs/nothing-like-it/")
    assert response.status_code == 404
    with translation.override("fr"):
        assert translation.gettext("Page not found") in response.content.decode()
    assert '<html lang="fr"' in response.content.decode()


def test_the_home_page_of_a_language_needs_no_slash(client: Client) -> None:
    assert client.get("/es")["Location"] == "/es/"


@pytest.mark.parametrize("code", OTHERS)
def test_files_and_private_addresses_have_one_address_only(client: Client, code: str) -> None:
    for file in ("admin/", "sitemap.xml", "robots.txt", "healthz", "heroes/x/photo.jpg", "api/v1/programs"):
        assert client.get(f"/{code}/{file}").status_code == 404, file
    with translation.override(code):
        for pattern in get_resolver().url_patterns:
            for inner in getattr(pattern, "url_patterns", []):
                name = getattr(inner, "name", None)
                route = str(inner.pattern)
                if name and "." in route and "<" not in route:
                    with pytest.raises(Resolver404):
                        resolve(f"/{code}/{route}")


def test_links_on_a_page_stay_in_its_language(client: Client, meeting: Meeting) -> None:
    tree = tree_of(client, f"/ar/programs/{meeting.program.slug}/")
    inside = [link.get("href") for link in tree.iter("a") if not link.get("hreflang")]
    astray = [
        href for href in inside if href.startswith("/") and not href.startswith("/ar/") and "." not in href
    ]
    assert not astray
    assert f"/ar/programs/{meeting.program.slug}/meetings/{meeting.uid}/" in inside


# --- The other languages of a page ---------------------------------------------------------------


def test_a_page_names_itself_in_every_language_and_each_says_the_same(
    client: Client, meeting: Meeting
) -> None:
    path = f"/programs/{meeting.program.slug}/"
    wanted = {
        "en": HOST + path,
        **{code: f"{HOST}/{code}{path}" for code in OTHERS},
        "x-default": HOST + path,
    }
    for address in wanted.values():
        tree = tree_of(client, address.removeprefix(HOST) + "?tz=Asia/Tokyo")
        assert alternates(tree) == wanted
        (canonical,) = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"]
        assert canonical == address


def test_a_later_page_of_a_list_names_the_same_page(client: Client) -> None:
    assert alternates(tree_of(client, "/es/heroes/?page=2"))["x-default"] == f"{HOST}/heroes/?page=2"


def test_the_switcher_leads_to_the_same_page_with_the_same_zone(client: Client, meeting: Meeting) -> None:
    path = f"/programs/{meeting.program.slug}/"
    tree = tree_of(client, f"/fr{path}?tz=Asia/Tokyo")
    links = [link for link in tree.iter("a") if link.get("class") == "languages__link"]
    assert [(link.get("hreflang"), link.get("lang"), words_of(link)) for link in links] == [
        (code, code, name) for code, name in settings.LANGUAGES
    ]
    assert [link.get("href") for link in links] == [
        f"{'' if code == 'en' else f'/{code}'}{path}?tz=Asia%2FTokyo" for code, _name in settings.LANGUAGES
    ]
    assert [link.get("hreflang") for link in links if link.get("aria-current")] == ["fr"]
    assert links[1].get("data-offer") == "Leer esta página en español"


def test_those_who_share_a_page_are_told_its_language(client: Client) -> None:
    tree = tree_of(client, "/ar/")
    said = [
        meta.get("content")
        for meta in tree.iter("meta")
        if (meta.get("property") or "").startswith("og:locale")
    ]
    assert said == ["ar_AR", "en_US", "es_ES", "fr_FR"]


def test_the_site_map_names_every_page_in_every_language(client: Client, meeting: Meeting) -> None:
    text = site_map(client)
    path = f"/programs/{meeting.program.slug}/"
    for code in OTHERS:
        assert f"<loc>{HOST}/{code}{path}</loc>" in text
        assert f'hreflang="{code}" href="{HOST}/{code}{path}"' in text
    assert f'hreflang="x-default" href="{HOST}{path}"' in text
    assert f"<loc>{HOST}{path}</loc>" in text
    assert "/en/" not in text


def test_the_parts_of_an_address() -> None:
    assert split("/es/programs/") == ("es", "/programs/")
    assert split("/programs/es/") == ("en", "/programs/es/")
    assert split("/estonia/") == ("en", "/estonia/")
    assert split("/") == ("en", "/")


# --- Whole pages in Arabic -----------------------------------------------------------------------


def test_every_public_page_is_whole_in_arabic(client: Client) -> None:
    """Strict markup, one title each of the right length, unique ids, and nothing private."""
    titles: dict[str, str] = {}
    for address in addresses(make_public_content()):
        if address.content_type != "text/html" or address.status != 200 or "?" in address.url:
            continue
        tree = tree_of(client, "/ar" + address.url)
        title = words_of(next(tree.iter("title")))
        assert 20 <= len(title) <= 60, title
        assert title not in titles, (address.url, titles.get(title))
        titles[title] = address.url
        descriptions = [m.get("content") for m in tree.iter("meta") if m.get("name") == "description"]
        assert 50 <= len(descriptions[0]) <= 160, (address.url, descriptions)
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), address.url
        assert len(list(tree.iter("h1"))) == 1


# --- Texts that officers wrote -------------------------------------------------------------------


def translate(meeting: Meeting, **texts: str) -> None:
    program = {"title": "Héroes", "summary": "Diez personas.", "description": "Se **reunieron**.", **texts}
    ProgramTranslation.objects.create(program=meeting.program, language="es", **program)
    MeetingTranslation.objects.create(
        meeting=meeting, language="es", title="Mesa redonda", summary="Hablaron."
    )


def address_of(record: Program | Meeting, code: str) -> str:
    with translation.override(code):
        return record.get_absolute_url()


def test_a_translated_program_is_shown_in_the_readers_language_and_says_so(
    client: Client, meeting: Meeting
) -> None:
    translate(meeting)
    tree = tree_of(client, address_of(meeting.program, "es"))
    assert words_of(next(tree.iter("h1"))) == "Héroes"
    assert words_of(next(tree.iter("title"))).startswith("Héroes")
    text = words_of(tree.find("body/main"))
    for part in ("Diez personas.", "Se reunieron.", "Mesa redonda"):
        assert part in text
    assert "Ten people." not in text
    assert notices(tree) == [gettext_in("es", "Some texts on this page were translated from English.")]


def test_a_text_that_is_not_translated_is_in_english_and_says_so(client: Client, meeting: Meeting) -> None:
    translate(meeting, summary="")
    for code in ("es", "ar"):
        tree = tree_of(client, address_of(meeting.program, code))
        english = [words_of(each) for each in tree.find("body/main").iter() if each.get("lang") == "en"]
        assert "Ten people." in english
    assert {"Heroes", "Roundtable", "They met."} <= set(english)
    assert notices(tree) == [gettext_in("ar", "Some texts on this page are in English only.")]


def test_each_page_says_once_that_texts_are_not_in_its_language(client: Client) -> None:
    content = make_public_content()
    translate(content.meetings[0], title="")
    pages = [each.url for each in addresses(content) if (each.status, each.content_type) == (200, HTML)]
    said: set[str] = set()
    for url in pages:
        for code in ("es", "ar"):
            tree = tree_of(client, f"/{code}{url}")
            shown = list(tree.find("body/main").iter())
            english = any(each.get("lang") == "en" for each in shown)
            translated = any(each.get("data-translated") is not None for each in shown)
            assert len(notices(tree)) == (english or translated), (url, code)
            said |= set(notices(tree))
            # No title has a mark of its own, which read like the language of the meeting.
            words = words_of(tree.find("body/main")).replace("".join(notices(tree)), "")
            assert not re.search("traducid|en inglés|بالإنجليزية", words), url
        assert notices(tree_of(client, url)) == []
    assert len(pages) > 20
    assert len(said) >= 3


def test_an_embedded_itinerary_has_the_notice_too(client: Client, meeting: Meeting) -> None:
    url = f"/embed/programs/{meeting.program.slug}/"
    assert notices(tree_of(client, f"/fr{url}")) == [
        gettext_in("fr", "Some texts on this page are in English only.")
    ]
    assert notices(tree_of(client, url)) == []


def notices(tree: Any) -> list[str]:
    return [words_of(each) for each in tree.iter() if each.get("class") == "language-notice"]


def gettext_in(code: str, text: str) -> str:
    with translation.override(code):
        return translation.gettext(text)


def test_an_english_page_has_no_marks(client: Client, meeting: Meeting) -> None:
    translate(meeting)
    text = client.get(meeting.program.get_absolute_url()).content.decode()
    assert "Heroes" in text
    assert "Héroes" not in text
    assert not re.search(r"in English(?!\")|translated|<(?!html|a)\w+[^>]* lang=", text)


def test_a_translated_meeting_is_shown_with_its_translated_program(client: Client, meeting: Meeting) -> None:
    translate(meeting)
    PublicQuoteFactory(program=meeting.program, meeting=meeting)
    tree = tree_of(client, address_of(meeting, "es"))
    assert words_of(next(tree.iter("h1"))) == "Mesa redonda"
    text = words_of(tree.find("body/main"))
    assert "Hablaron." in text
    assert "Héroes" in text
    assert "Roundtable" not in text


def test_cards_and_lists_show_translated_titles(client: Client, meeting: Meeting) -> None:
    translate(meeting)
    with translation.override("es"):
        city = meeting.stop.city.get_absolute_url()  # type: ignore[union-attr]
    for address in ("/es/", "/es/programs/", city):
        text = words_of(tree_of(client, address).find("body/main"))
        assert "Héroes" in text, address


def test_changes_are_told_with_translated_titles(client: Client, meeting: Meeting) -> None:
    translate(meeting)
    meeting.date = date(2021, 8, 4)
    meeting.save()
    with translation.override("es"):
        changes = f"{meeting.program.get_absolute_url()}changes/"
    text = words_of(tree_of(client, changes).find("body/main"))
    assert "Héroes" in text
    assert "Mesa redonda" in text
    assert "Roundtable" not in text


def test_another_language_costs_no_query_more(client: Client, meeting: Meeting) -> None:
    translate(meeting)
    PublicQuoteFactory(program=meeting.program, meeting=meeting)
    for record in (meeting.program, meeting):
        counts = []
        for code in ("en", "es", "ar"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address_of(record, code))
            counts.append(len(queries))
        assert len(set(counts)) == 1, counts


# --- Dates as they are read ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "published", "day"),
    [
        ("en", "Published July 1, 2021", "Tuesday, August 3, 2021"),
        ("es", "Publicado el 1 de julio de 2021", "Martes, 3 de agosto de 2021"),
        ("fr", "Publié le 1er juillet 2021", "Mardi 3 août 2021"),
        ("ar", "نُشر في 1 يوليو 2021", "الثلاثاء، 3 أغسطس 2021"),
    ],
)
def test_dates_have_their_article_and_headings_a_capital(
    client: Client, meeting: Meeting, code: str, published: str, day: str
) -> None:
    page = address_of(meeting.program, code)
    for url in (page, page.replace("/programs/", "/embed/programs/")):
        tree = tree_of(client, url)
        headings = [words_of(each) for each in tree.iter() if each.tag in ("h3", "h4", "h5")]
        assert day in headings, url
        if "embed" not in url:
            assert published in words_of(tree.find("body/main"))


def test_what_stands_alone_begins_with_a_capital(client: Client, meeting: Meeting) -> None:
    Program.objects.update(date_precision="month", starts_on=date(2021, 7, 1), ends_on=date(2021, 8, 31))
    for code, words in (("es", "Julio–agosto de 2021"), ("fr", "Juillet – août 2021")):
        for url in (address_of(meeting.program, code), f"/{code}/", f"/{code}/programs/"):
            assert words in words_of(tree_of(client, url).find("body/main")), url
