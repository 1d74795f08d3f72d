"""What a public federal website must have, on every public page.

The pages are read once, with content of every kind, and then looked at without the database.
"""

import re
from collections import Counter
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from tests.support.public_site import Site, by_class, classes, every, none, text_of

# The fixture `site` needs the test database, which pytest-django makes only if a test says so.
pytestmark = pytest.mark.django_db

HOST = "http://testserver"
#: The words that a link out of .gov and .mil carries.
MARK = "(external link)"


def test_the_banner_is_first(site: Site) -> None:
    problems = []
    for page in site.whole:
        body = site.tree(page).find("body")
        assert body is not None
        first = [element for element in body if isinstance(element.tag, str)]
        if first and "usa-skipnav" in classes(first[0]):
            first = first[1:]
        text = text_of(first[0])
        flags = [image.get("src") for image in first[0].iter("img")]
        if first[0].tag != "section" or not any("flag" in (flag or "") for flag in flags):
            problems.append(f"{page.url}: <{first[0].tag}> with {flags}")
        for part in ("A demonstration, not an official website", "Here’s how you know", ".gov"):
            if part not in text:
                problems.append(f"{page.url}: {part!r} is missing")
        if first[0].find("details/summary") is None:
            problems.append(f"{page.url}: the banner does not open without a script")
    none(problems)


def test_an_official_site_says_so_in_the_prescribed_words(client: Client) -> None:
    with override_settings(SITE={**settings.SITE, "official": True}):
        text = " ".join(client.get("/privacy/").content.decode().split())
    for part in (
        "An official website of the United States government",
        "Official websites use .gov",
        "Secure .gov websites use HTTPS",
    ):
        assert part in text
    assert "demonstration" not in text.lower().replace("ivlp demonstration", "")


def test_titles_are_unique_and_of_the_right_length_with_the_site_last(site: Site) -> None:
    problems, titles = [], Counter()
    for page in site.whole:
        elements = list(site.tree(page).iter("title"))
        title = text_of(elements[0])
        if len(elements) != 1 or not 20 <= len(title) <= 60 or not title.endswith(settings.SITE["name"]):
            problems.append(f"{page.url}: {len(title)} {title!r}")
        if site.meta(page, "og:title") != title and page.status == 200:
            problems.append(f"{page.url}: og:title {site.meta(page, 'og:title')!r} is not {title!r}")
        if page in site.listed:
            titles[title] += 1
    none(problems + [f"{count} pages are called {title!r}" for title, count in titles.items() if count > 1])


def test_descriptions_are_unique_and_of_the_right_length(site: Site) -> None:
    problems, texts = [], Counter()
    for page in site.whole:
        text = site.meta(page, "description")
        if not 50 <= len(text) <= 160 or re.search(r"</?\w+>|\*\*|\]\(|^#|\n|&\w+;", text):
            problems.append(f"{page.url}: {len(text)} {text!r}")
        if site.meta(page, "og:description") != text and page.status == 200:
            problems.append(f"{page.url}: og:description is another")
        if page in site.listed:
            texts[text] += 1
    none(
        problems + [f"{count} pages are described as {text!r}" for text, count in texts.items() if count > 1]
    )


def test_search_and_contact_are_in_the_same_place_on_every_page(site: Site) -> None:
    problems = []
    for page in site.whole:
        header = site.tree(page).find("body/header")
        assert header is not None
        forms = [form for form in header.iter("form") if form.get("role") == "search"]
        fields = [field for form in forms for field in form.iter("input")]
        labels = {label.get("for"): text_of(label) for form in forms for label in form.iter("label")}
        if (
            len(forms) != 1
            or forms[0].get("action") != "/search/"
            or [f.get("name") for f in fields] != ["q"]
        ):
            problems.append(f"{page.url}: {len(forms)} search forms in the header")
        elif not labels.get(fields[0].get("id")) or not by_class(forms[0], "icon--search"):
            problems.append(f"{page.url}: the search has no label or no magnifier")
        footer = site.tree(page).find("body/footer")
        assert footer is not None
        if [text_of(link) for link in footer.iter("a") if link.get("href") == "/contact/"] != ["Contact"]:
            problems.append(f"{page.url}: no Contact in the footer")
    none(problems)


def test_contact_says_how_to_reach_us(site: Site) -> None:
    (page,) = [page for page in site.good if page.url == "/contact/"]
    assert settings.SITE["contact_email"] in page.text


def test_dated_content_says_when_it_was_published_and_updated(site: Site) -> None:
    problems = []
    for page in site.good:
        dated = re.fullmatch(r"/(programs|heroes|organizations)/[^?]+", urlsplit(page.url).path)
        if not dated:
            continue
        texts = [text_of(element) for element in by_class(site.tree(page), "dated")]
        modified = site.meta(page, "article:modified_time")
        if not any("Last updated" in text for text in texts):
            problems.append(f"{page.url}: no date of the last update")
        if not modified or datetime.fromisoformat(modified).tzinfo is None:
            problems.append(f"{page.url}: article:modified_time {modified!r}")
        if dated[1] == "programs" and (
            not site.meta(page, "article:published_time") or "Published" not in " ".join(texts)
        ):
            problems.append(f"{page.url}: no date of publication")
        if site.meta(page, "og:type") != "article":
            problems.append(f"{page.url}: og:type {site.meta(page, 'og:type')!r}")
    none(problems)


def test_the_identifier_carries_the_required_links(site: Site) -> None:
    required = [
        "About",
        "Accessibility statement",
        "FOIA requests",
        "No FEAR Act data",
        "Office of the Inspector General",
        "Performance reports",
        "Privacy policy",
        "Vulnerability disclosure policy",
        "Visit USA.gov",
    ]
    problems = []
    for page in site.whole:
        identifiers = by_class(site.tree(page), "usa-identifier")
        links = {
            text_of(link).removesuffix(MARK).strip(): link.get("href")
            for i in identifiers
            for link in i.iter("a")
        }
        missing = [name for name in required if not links.get(name)]
        if len(identifiers) != 1 or missing:
            problems.append(f"{page.url}: {len(identifiers)} identifiers, missing {missing}")
    none(problems)


def test_the_accessibility_statement_has_contact_date_and_a_way_to_answer(site: Site) -> None:
    (page,) = [page for page in site.good if page.url == "/accessibility/"]
    main = site.tree(page).find("body/main")
    assert main is not None
    text = text_of(main)
    assert settings.SITE["contact_email"] in text
    assert "Section 508" in text
    assert "WCAG" in text or "Web Content Accessibility Guidelines" in text
    assert list(main.iter("time"))


def test_links_that_leave_the_government_are_marked_and_not_endorsed(site: Site) -> None:
    problems, seen = [], 0
    for page in site.whole:
        for link in site.tree(page).iter("a"):
            parts = urlsplit(link.get("href") or "")
            host = None if parts.scheme == "webcal" else parts.hostname  # our own calendars
            marked = MARK in text_of(link)
            leaves = host is not None and not host.endswith((".gov", ".mil"))
            seen += leaves
            if marked != leaves:
                problems.append(f"{page.url}: {link.get('href')} is {'not ' * (not marked)}marked")
        footer = site.tree(page).find("body/footer")
        if footer is None or "no endorsement" not in text_of(footer):
            problems.append(f"{page.url}: no note on endorsement")
    assert seen > 20
    none(problems)


def test_every_page_has_its_frame(site: Site) -> None:
    problems = []
    for page in site.whole:
        tree = site.tree(page)
        count = Counter(element.tag for element in tree.iter())
        if (count["h1"], count["main"], tree.get("lang")) != (1, 1, "en"):
            problems.append(f"{page.url}: {count['h1']} h1, {count['main']} main, lang={tree.get('lang')!r}")
        viewport = site.meta(page, "viewport")
        if "width=device-width" not in viewport or "scal" in viewport.replace("initial-scale=1", ""):
            problems.append(f"{page.url}: viewport {viewport!r}")
        first = next(iter(tree.iter("a")))
        main = tree.find("body/main")
        if main is None or first.get("href") != f"#{main.get('id')}" or "Skip" not in text_of(first):
            problems.append(f"{page.url}: the first link is {text_of(first)!r}, not one that skips to main")
        if not text_of(next(iter(tree.iter("h1")))):
            problems.append(f"{page.url}: empty h1")
    none(problems)


def test_the_canonical_address_is_the_pages_own(site: Site) -> None:
    problems = []
    for page in site.good:
        if not page.address.alone:
            continue
        parts = urlsplit(page.url)
        own = HOST + parts.path + (f"?{parts.query}" if re.fullmatch(r"page=\d+", parts.query) else "")
        for address in (site.canonical(page), site.meta(page, "og:url")):
            if address != own:
                problems.append(f"{page.url}: {address}")
    none(problems)


def test_the_site_map_names_every_page_and_robots_names_the_site_map(site: Site) -> None:
    files = {page.url: page.text for page in site.pages if page.url.endswith((".xml", ".txt"))}
    assert f"Sitemap: {HOST}/sitemap.xml" in files["/robots.txt"].splitlines()
    parts = re.findall(r"<loc>([^<]+)</loc>", files["/sitemap.xml"])
    assert len(parts) == len(set(parts)) > 5
    named = [
        name for part in parts for name in re.findall(r"<loc>([^<]+)</loc>", files[part.removeprefix(HOST)])
    ]
    assert len(named) == len(set(named))
    pages = {address for address in named if not re.match(rf"{HOST}/(es|fr|ar)/", address)}
    assert {re.sub(rf"{HOST}/\w\w/", f"{HOST}/", each) for each in named if each not in pages} == pages
    first_pages = {site.canonical(page) for page in site.listed if "?" not in page.url}
    assert first_pages - set(named) == set()
    blocked = re.findall(r"Disallow: (\S+)", files["/robots.txt"])
    assert not [url for url in named if urlsplit(url).path.startswith(tuple(blocked))]


def test_our_own_statements_are_in_plain_words(site: Site) -> None:
    problems = []
    for page in site.good:
        if page.url not in ("/accessibility/", "/privacy/", "/contact/"):
            continue
        main = site.tree(page).find("body/main")
        assert main is not None
        for block in every(main, "p", "li"):
            for sentence in re.split(r"(?<=[.!?])\s+", text_of(block)):
                if len(sentence.split()) > 35:
                    problems.append(f"{page.url}: {len(sentence.split())} words: {sentence}")
    none(problems)


def test_anonymous_readers_get_no_cookie(site: Site) -> None:
    none(
        [f"{page.url}: {page.cookies}" for page in site.pages if page.cookies or "Set-Cookie" in page.headers]
    )


def test_security_txt_is_in_force(site: Site) -> None:
    (page,) = [page for page in site.pages if page.url.endswith("security.txt")]
    fields = dict(line.split(": ", 1) for line in page.text.splitlines())
    assert fields["Contact"].startswith(("mailto:", "https:"))
    expires = datetime.fromisoformat(fields["Expires"].replace("Z", "+00:00"))
    assert timezone.now() < expires < timezone.now() + timedelta(days=366)
    assert fields["Canonical"] == f"{HOST}{page.url}"
