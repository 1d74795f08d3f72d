"""How every public page is made: it parses, its parts refer to each other, and nothing in it is forbidden.

The pages are read once, with content of every kind, and then looked at without the database.
"""

import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders

from tests.support.public_pages import ADDRESSES, public_patterns
from tests.support.public_site import Site, every, none, text_of

# The fixture `site` needs the test database, which pytest-django makes only if a test says so.
pytestmark = pytest.mark.django_db

INTERACTIVE = {"a", "button", "input", "select", "textarea", "details"}


def test_every_public_pattern_is_read() -> None:
    assert public_patterns() == set(ADDRESSES)


def test_every_page_answers_as_it_should(site: Site) -> None:
    none(
        [
            f"{page.url}: {page.status} {page.headers.get('Content-Type')}"
            for page in site.pages
            if page.status != page.address.status
            or not page.headers.get("Content-Type", "").startswith(page.address.content_type)
        ]
    )


def test_every_page_parses_without_an_error(site: Site) -> None:
    none([error for page in site.html for error in page.parsed()[1]])


def test_every_page_speaks_of_the_policy_and_carries_no_inline_script_or_style(site: Site) -> None:
    """The policy stays strict, and no page has what it would block."""
    problems = []
    for page in site.html:
        policy = page.headers.get("Content-Security-Policy", "")
        if "default-src 'none'" not in policy or "unsafe" in policy or "*" in policy:
            problems.append(f"{page.url}: policy {policy!r}")
        for element in site.tree(page).iter():
            handlers = [name for name in element.attrib if str(name).startswith("on")]
            runs = element.tag == "script" and element.get("type") != "application/ld+json"
            inline = element.tag == "style" or (runs and not element.get("src"))
            if handlers or inline or element.get("style") is not None:
                problems.append(f"{page.url}: <{element.tag}> {dict(element.attrib)}")
            for name in ("href", "src", "action"):
                if (element.get(name) or "").lower().startswith(("javascript:", "data:")):
                    problems.append(f"{page.url}: {name}={element.get(name)!r}")
    none(problems)


def test_nothing_is_loaded_from_another_host(site: Site) -> None:
    loaded = []
    for page in site.html:
        for element in every(site.tree(page), "script", "img", "link", "iframe", "source", "video", "object"):
            address = element.get("src") or element.get("href") or ""
            if urlsplit(address).netloc and element.get("rel") not in ("canonical", "alternate"):
                loaded.append(f"{page.url}: {address}")
    none(loaded)


def test_ids_are_unique_and_what_refers_to_one_finds_it(site: Site) -> None:
    problems = []
    for page in site.html:
        elements = list(site.tree(page).iter())
        ids = Counter(element.get("id") for element in elements if element.get("id"))
        problems += [f"{page.url}: {count} elements #{name}" for name, count in ids.items() if count > 1]
        for element in elements:
            names = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
            wanted = [word for name in names for word in (element.get(name) or "").split()]
            if (element.get("href") or "").startswith("#"):
                wanted.append(element.get("href", "")[1:])
            lost = [name for name in wanted if name not in ids]
            problems += [f"{page.url}: <{element.tag}> refers to #{name}" for name in lost]
    none(problems)


def test_headings_go_down_one_step_at_a_time(site: Site) -> None:
    problems = []
    for page in site.html:
        level = 0
        for element in every(site.tree(page), "h1", "h2", "h3", "h4", "h5", "h6"):
            below = int(element.tag[1])
            if below > level + 1:
                problems.append(f"{page.url}: {element.tag} {text_of(element)!r} follows h{level}")
            level = below
    none(problems)


def test_every_link_and_button_and_picture_has_words(site: Site) -> None:
    problems = []
    for page in site.html:
        for element in every(site.tree(page), "a", "button"):
            pictures = " ".join(image.get("alt") or "" for image in element.iter("img"))
            if not (text_of(element) + pictures + (element.get("aria-label") or "")).strip():
                problems.append(f"{page.url}: <{element.tag}> {dict(element.attrib)}")
            inside = [child.tag for child in list(element.iter())[1:] if child.tag in INTERACTIVE]
            if inside:
                problems.append(f"{page.url}: {inside} inside <{element.tag}>")
        problems += [
            f"{page.url}: {image.get('src')} has no alt"
            for image in site.tree(page).iter("img")
            if image.get("alt") is None
        ]
    none(problems)


def test_every_address_that_the_site_names_exists(site: Site) -> None:
    """No dead link: in pages, in the site map, and the files of the design."""
    known = {urlsplit(page.url).path for page in site.pages if page.status == 200}
    # The lists are filled with records whose pages are all alike, and are not all read.
    alike = re.compile(r"/(programs/exchange-number|heroes/participant|organizations/helpers-of-town)-")
    dead = set()
    for page in site.html:
        for link in site.tree(page).iter("a"):
            href = link.get("href") or ""
            parts = urlsplit(urljoin(page.url, href))
            if link.get("hreflang"):
                continue  # the same page in another language: tests/ivlp/test_languages.py
            inside = parts.scheme == "" and not parts.netloc and not href.startswith("#")
            if inside and parts.path not in known and not alike.match(parts.path):
                dead.add(f"{page.url}: {href}")
    none(sorted(dead))


def test_every_file_that_a_page_loads_exists(site: Site) -> None:
    loaded = {
        element.get("src") or element.get("href")
        for page in site.html
        for element in every(site.tree(page), "img", "script", "link")
        if element.get("rel") not in ("canonical", "alternate")
    }
    files = [str(address) for address in loaded if str(address).startswith("/static/")]
    assert any(name.endswith("favicon.svg") for name in files)
    none([name for name in files if finders.find(name.removeprefix("/static/")) is None])
