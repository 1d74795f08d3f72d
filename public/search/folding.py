"""Words as a search sees them: a beginning finds the whole. What letters are: `common.letters`.

Pure functions on text. The same rule stands once more in SQL (`search_fold`, migration "folding"), and a test
holds the two together.
"""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from common.letters.folding import APOSTROPHES, JOINTS, MARKS, UNSEEN, UNSPACED, letters

#: A longer text, in characters, is not searched for: forms cut it, the API refuses it.
LONGEST_QUERY = 200
#: More words than this are not looked for: each costs a look into every index.
MOST_WORDS = 5
#: Longer words are cut; a beginning finds the whole.
LONGEST_WORD = 40


_LETTER = rf"(?:[^\W_]|[{MARKS}{UNSEEN}])"
_WORD = re.compile(rf"{_LETTER}+")
#: Words with what joins them: looked for as one word and as each of its parts.
_JOINED = re.compile(rf"{_LETTER}+(?:[{JOINTS}{APOSTROPHES}]+{_LETTER}+)*")
_JOINT = re.compile(rf"(?<=[^\W_])[{JOINTS}{APOSTROPHES}]+(?=[^\W_])")
_APOSTROPHES = re.compile(f"[{APOSTROPHES}]+")
_UNSPACED = re.compile(rf"([{UNSPACED}])")
_ASCII_TO_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}


def fold(text: str) -> str:
    """`text` as plain words with single spaces between; joined words stand apart, and then as one."""
    plain = letters(text)
    joined = _JOINT.sub("", plain)
    words = _words(plain)
    if joined == plain:
        return " ".join(words)
    apart = set(words)
    return " ".join([*words, *(word for word in _words(joined) if word not in apart)])


def _words(plain: str) -> list[str]:
    plain = _APOSTROPHES.sub(" ", plain)
    if plain.isascii():
        return plain.translate(_ASCII_TO_WORDS).split()
    return _WORD.findall(_UNSPACED.sub(r" \1 ", plain))


def beginnings(query: str) -> tuple[str, ...]:
    """What the words of a record must begin with to match `query`, the text a reader typed; any text is safe.

    At most MOST_WORDS words of at most LONGEST_WORD letters; none for a text without words. A record matches
    when it has each of them. A plural finds the singular too. A letter alone, which nearly every record has,
    is looked for only where nothing longer is asked, and then one of them.
    """
    words = [word for token in _JOINED.findall(letters(query)) for word in _asked(token)]
    telling = [word for word in words if len(word) > 1 or not word.isascii()] or words[:1]
    # What begins with the longer word begins with the shorter one too.
    needed = [
        word for word in telling if not any(other != word and other.startswith(word) for other in telling)
    ]
    return tuple(dict.fromkeys(needed))[:MOST_WORDS]


def _asked(token: str) -> list[str]:
    """What is looked for when a reader types a token. Joined words keep a hyphen: see `ways`."""
    parts = [_singular(word[:LONGEST_WORD]) for word in _words(token)]
    if not _JOINT.search(token):
        return parts
    [*others, last] = _words(_JOINT.sub("", token)) or [""]
    whole = _singular(last[:LONGEST_WORD])
    # An apostrophe is left out by some; a hyphen may be a space too; letters with full stops are one word.
    if re.search(rf"[{APOSTROPHES}]", token) or others or all(len(part) == 1 for part in parts):
        return [*others, whole]
    return ["-".join(parts[:4])]


def ways(start: str) -> tuple[str, tuple[str, ...]]:
    """The two ways to have what is asked for: one word with this beginning, or a word with each of these."""
    parts = tuple(start.split("-"))
    return "".join(parts), parts


def flat(starts: tuple[str, ...]) -> tuple[str, ...]:
    """All single beginnings that `starts` can be found by."""
    found = (each for start in starts for whole, parts in [ways(start)] for each in (whole, *parts))
    return tuple(dict.fromkeys(found))


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
    beginnings_of = flat(starts)
    for match in _JOINED.finditer(text):
        if any(part.startswith(beginnings_of) for part in fold(match.group()).split()):
            yield match
