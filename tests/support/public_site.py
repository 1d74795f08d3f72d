"""All public pages as an anonymous reader gets them, and their trees: what the tests of pages look at."""

import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from tests.support.public_pages import Page


class Site:
    """All pages as read, and the trees of those that are HTML."""

    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages
        self.html = [page for page in pages if page.is_html]
        #: Pages of their own: those in a frame have no banner, header or footer.
        self.whole = [page for page in self.html if page.address.alone]
        self.trees = {page.url: page.parsed()[0] for page in self.html}
        self.good = [page for page in self.html if page.status == 200]
        #: Pages that a search engine may list: one address each.
        self.listed = [
            page
            for page in self.good
            if re.fullmatch(r"(page=\d+)?", urlsplit(page.url).query) and not self.meta(page, "robots")
        ]

    def tree(self, page: Page) -> Element:
        tree: Element = self.trees[page.url]
        return tree

    def meta(self, page: Page, name: str) -> str:
        """The content of a meta element by its name or property; empty if there is none."""
        for meta in self.tree(page).iter("meta"):
            if name in (meta.get("name"), meta.get("property")):
                return meta.get("content") or ""
        return ""

    def canonical(self, page: Page) -> str:
        links = [link for link in self.tree(page).iter("link") if link.get("rel") == "canonical"]
        return links[0].get("href") or "" if len(links) == 1 else f"{len(links)} canonical links"


def text_of(element: Element) -> str:
    """The text of an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split())


def every(tree: Element, *tags: str) -> list[Element]:
    """The elements with one of these tags, in order."""
    return [element for element in tree.iter() if element.tag in tags]


def by_class(tree: Element, name: str) -> list[Element]:
    return [element for element in tree.iter() if isinstance(element.tag, str) and name in classes(element)]


def none(problems: list[str]) -> None:
    """Fail with all problems, not with the first."""
    assert not problems, "\n".join(problems[:40])
