"""The direction of names and titles among words of another one (Unicode Bidirectional Algorithm, UAX #9).

A full stop at the end of "Sam Example Jr." jumps to its left on an Arabic page, unless the name is set apart.
"""

from typing import Any
from unicodedata import bidirectional

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi

#: FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE.
FIRST, LAST = "\u2068", "\u2069"


def isolated(text: Any) -> SafeString:
    """`text` as HTML, in an element that takes its direction from it alone where that may not be the page's.

    Words from left to right on such a page stay as they are.
    """
    if not text:
        return SafeString()
    turns = get_language_bidi() or _has_right_to_left(str(text))
    return format_html("<bdi>{}</bdi>" if turns else "{}", text)


def isolated_text(text: Any) -> str:
    """The same where no element may be, as in titles and attributes, and only on pages from right to left."""
    words = str(text or "")
    return f"{FIRST}{words}{LAST}" if words and get_language_bidi() else words


def _has_right_to_left(text: str) -> bool:
    return not text.isascii() and any(bidirectional(letter) in ("R", "AL", "RLO", "RLE") for letter in text)


def comma() -> str:
    """What parts two things in a list in the reader's language, with its space."""
    return "، " if (get_language() or "").startswith("ar") else ", "
