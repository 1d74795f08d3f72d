"""Titles and descriptions of pages, in the lengths that the federal website standards ask for.

https://standards.digital.gov/standards/page-title/ and https://standards.digital.gov/standards/page-description/
Lengths are in characters.
"""

from common.letters.direction import FIRST, LAST

TITLE_MIN, TITLE_MAX = 20, 60
DESCRIPTION_MIN, DESCRIPTION_MAX = 50, 160
SITE_NAME_MAX = 36  # leaves the page's own words at least 21 characters
SEPARATOR = " | "
ELLIPSIS = "…"


def shorten(text: str, length: int) -> str:
    """`text` on one line, at most `length` characters, cut between words and ended with an ellipsis.

    A name that was set apart by `isolated_text` and cut stays set apart.
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    room = length - len(ELLIPSIS)
    cut = text[: room + 1].rsplit(" ", 1)[0] if " " in text[: room + 1] else text[:room]
    opened = cut.count(FIRST) - cut.count(LAST)
    return (cut[: room - opened] if opened else cut).rstrip(" ,;:.–—-|") + ELLIPSIS + LAST * opened


def page_title(title: str, *, site: str, filler: str = "") -> str:
    """A title of 20 to 60 characters: the page's own words first, the site's name last.

    `filler` (a few words on what the site holds) goes between them when both together are too short.
    An empty `title` gives the filler and the site's name, which is right for the home page.
    """
    site = shorten(site, SITE_NAME_MAX)
    own = " ".join(title.split()) or filler or site
    if own == site and not filler:
        return site
    if len(own) + len(SEPARATOR) + len(site) < TITLE_MIN and filler and own != filler:
        own = f"{own}{SEPARATOR}{filler}"
    return shorten(own, TITLE_MAX - len(SEPARATOR) - len(site)) + SEPARATOR + site


def page_description(*texts: str, site: str) -> str:
    """A description of 50 to 160 characters, from the first of `texts` that says something.

    While it is too short the next text is added, and in the end `site`, a sentence about the whole site
    (at least 50 characters).
    """
    description = ""
    for text in (" ".join(text.split()) for text in (*texts, site)):
        if len(description) >= DESCRIPTION_MIN:
            break
        if text and text not in description:
            ended = not description or description.endswith((".", "!", "?", "…", ":"))
            description = f"{description}{'' if ended else '.'} {text}".strip()
    return shorten(description, DESCRIPTION_MAX)
