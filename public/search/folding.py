"""Words as a search sees them: case, accents and punctuation do not count, and a beginning finds the whole.

Pure functions on text. The same rule stands once more in SQL (`search_fold`, migration "search"), and a test
holds the two together.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

#: A longer text, in characters, is not searched for: forms cut it, the API refuses it.
LONGEST_QUERY = 200
#: More words than this are not looked for: each costs a look into every index.
MOST_WORDS = 5
#: Longer words are cut; a beginning finds the whole.
LONGEST_WORD = 40

#: Accents and vowel signs that readers leave out: Latin, Greek, Cyrillic; Hebrew points; Arabic harakat.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]+")
# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ς": "σ"}
    | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)


def _marks() -> str:
    """All combining marks, as ranges for a character class: in many scripts they are part of a word."""
    marks = [code for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M"]
    runs = [[code for _, code in run] for _, run in groupby(enumerate(marks), lambda pair: pair[1] - pair[0])]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


_WORD = re.compile(rf"(?:[^\W_]|[{_marks()}])+")
# Most texts are plain but for their quotation marks and dashes: for those the short way is five times faster.
_TYPOGRAPHIC = re.compile("[‘’“”„«»–—…·•]")
_ASCII_TO_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}


def fold(text: str) -> str:
    """`text` as words with single spaces between: lower case, without accents and punctuation."""
    text = text if text.isascii() else _TYPOGRAPHIC.sub(" ", text)
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).lower())
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII_TO_WORDS).split())
    return " ".join(_WORD.findall(text.translate(_LETTERS)))


def beginnings(query: str) -> tuple[str, ...]:
    """What the words of a record must begin with to match `query`, the text a reader typed; any text is safe.

    At most MOST_WORDS words of at most LONGEST_WORD letters; none for a text without words. A record matches
    when it has each of them. A plural finds the singular too. A letter alone, which nearly every record has,
    is looked for only where nothing longer is asked, and then one of them.
    """
    words = [_singular(word[:LONGEST_WORD]) for word in fold(query).split()]
    telling = [word for word in words if len(word) > 1 or not word.isascii()] or words[:1]
    # What begins with the longer word begins with the shorter one too.
    needed = [
        word for word in telling if not any(other != word and other.startswith(word) for other in telling)
    ]
    return tuple(dict.fromkeys(needed))[:MOST_WORDS]


def _singular(word: str) -> str:
    """An English plural without its ending, if at least four letters are left: "countries" is "countr"."""
    stem = re.sub(r"(?:ies|(?<=[sxz])es|(?<=[cs]h)es|(?<![su])s)$", "", word)
    return stem if len(stem) >= 4 else word


def marked(text: str, starts: tuple[str, ...]) -> SafeString:
    """`text` as safe HTML, with each word that begins with one of `starts` in a `mark` element."""
    text = unicodedata.normalize("NFC", text)
    parts, done = [], 0
    for word in _matches(text, starts):
        parts.append(format_html("{}<mark>{}</mark>", text[done : word.start()], word.group()))
        done = word.end()
    parts.append(format_html("{}", text[done:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped just above


def excerpt(text: str, starts: tuple[str, ...], *, before: int = 80, after: int = 180) -> SafeString:
    """The part of `text` around the first word found, as `marked` makes it; empty if no word is found.

    `before` and `after` are in characters; the cuts fall between words.
    """
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    first = next(_matches(text, starts), None)
    if first is None:
        return SafeString("")
    begin, end = 0, len(text)
    if first.start() > before:
        space = text.find(" ", first.start() - before, first.start())
        begin = first.start() if space < 0 else space + 1
    if end > first.end() + after:
        end = max(first.end(), text.rfind(" ", first.end(), first.end() + after))
    return format_html(
        "{}{}{}", "… " if begin else "", marked(text[begin:end], starts), " …" if end < len(text) else ""
    )


def _matches(text: str, starts: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """The words of `text` (NFC) that begin with one of `starts`."""
    for match in _WORD.finditer(text):
        if any(part.startswith(starts) for part in fold(match.group()).split()):
            yield match
