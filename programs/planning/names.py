"""What tells a person by name, and where it stands in a text. Pure functions on text.

A text tells a person by the whole name, in one of its forms and in either order, and by each part of it. Left
out are honorifics, particles such as "de" and "bin", and parts of one or two letters: they stand in too many
other names. What letters are is the rule of `common.letters.folding`: case, accents, hyphens, apostrophes and
signs without width never decide. Parts are whole words; in scripts that are written without spaces, or that
join endings to a word, a name is found inside words too.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from common.letters.folding import APOSTROPHES, JOINTS, MARKS, UNSPACED, letters

#: Words in names that tell nobody: how a person is called, and what joins one name to another.
HONORIFICS = frozenset(
    """
    abbot archbishop bishop brother canon captain colonel count countess dame deacon dom don dona dr esq
    excellency father fr frau general hajj hajji hon honorable honourable imam jr judge justice lady
    lord madam madame major master miss mme monsieur mother mr mrs ms padre pastor phd prince princess
    prof professor rabbi rev reverend senor senora shaikh sheikh shaykh sir sister sor sr sra
    """.split()  # noqa: SIM905
)
PARTICLES = frozenset(
    """
    abu aka and aal ait bar bat ben bent bin bint binti dal das del della delle dem den der des dos het
    ibn las los mac nee nic san sankt sant santa the und van ven von vom zum zur ابن ابو ابي بنت دكتور
    دكتوره سيد سيده شيخ استاذ
    """.split()  # noqa: SIM905
)
#: A part of fewer letters is not looked for by itself.
SHORTEST_PART = 3
#: A whole name of so many letters is found inside longer words too: zainabqadiri.org.
LONG_ENOUGH = 8
#: Characters of a text that are shown before and after a name.
AROUND = 60

_LETTER = rf"(?:[^\W\d_]|[{MARKS}])"
_WORDS = re.compile(rf"{_LETTER}+")
#: What may stand inside a word unnoticed: hyphens, apostrophes, the signs of Markdown.
_GAP = rf"[{JOINTS}{APOSTROPHES}*_\\]{{0,2}}"
_SEPARATOR = r"[\W_]{0,8}"
_HANGUL = "\u1100-\u11ff"
_INSIDE_WORDS = re.compile(f"[{UNSPACED}{_HANGUL}]")
_ARABIC = re.compile("[\u0620-\u06ff]")
_HEBREW = re.compile("[\u05d0-\u05ea]")
_SIGNS = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
#: Stands where a word ends without a space, in `_readable` and in its letters.
_SEAM, _SEAM_FOLDED = "\u200b", "_"


@dataclass(frozen=True)
class Found:
    """A name in a text: the words around it, as they stand there, and whether it is the whole name."""

    before: str
    name: str
    after: str
    whole: bool


@dataclass(frozen=True)
class Finder:
    """Finds the names of one or more people in texts."""

    whole: "re.Pattern[str] | None"
    parts: "re.Pattern[str] | None"
    #: Each match has one of these in its letters and digits: most texts are known by them to have none.
    stems: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str], honorifics: Iterable[str] = ()) -> "Finder":
        """For the names of people, in any form and script; words of `honorifics` tell nobody."""
        untelling = {word for each in honorifics for word in _words(each)} | HONORIFICS | PARTICLES
        whole: set[str] = set()
        parts: set[str] = set()
        stems: set[str] = set()
        for name in names:
            words = [word for word in _words(name) if word not in untelling] or _words(name)
            orders = list(_orders(words))
            telling = [part for part in _parts(name, words) if part not in untelling]
            whole |= set(map(_pattern, orders))
            parts |= {_pattern([part]) for part in telling}
            stems |= {_SIGNS.sub("", each) for each in (*map("".join, orders), *telling)}
        return cls(_any(whole), _any(parts), frozenset(stems))

    def find(self, text: str) -> Found | None:
        """The first place where the whole name stands; else the first where a part does; None for neither."""
        readable = _readable(text)
        folded = _SEAM_FOLDED.join(map(letters, readable.split(_SEAM)))
        bare = _SIGNS.sub("", folded)
        if not any(stem in bare for stem in self.stems):
            return None
        for pattern, whole in ((self.whole, True), (self.parts, False)):
            match = pattern.search(folded) if pattern else None
            if match:
                return _around(readable, match.span(), whole=whole)
        return None


def _readable(text: str) -> str:
    """`text` as readers get it: without codes of HTML and addresses, words of #HashTags apart."""
    if "&" in text:
        text = unescape(text)
    if "%" in text:
        text = unquote(text)
    return _CAMEL.sub(_SEAM, text.replace(_SEAM, ""))


def _words(name: str) -> list[str]:
    return _WORDS.findall(re.sub(f"[{APOSTROPHES}]", "", letters(name)))


def _orders(words: list[str]) -> Iterable[list[str]]:
    """The words of a whole name: as written, and with the last word first."""
    for order in (words, [*words[-1:], *words[:-1]]):
        if len("".join(order)) > 1:
            yield order


def _parts(name: str, words: list[str]) -> Iterable[str]:
    """The words of a name that are looked for by themselves; of "Jean-Pierre", "jeanpierre" too."""
    joined = re.sub(f"[{JOINTS}{APOSTROPHES}]", "", letters(name))
    for word in [*words, *_WORDS.findall(joined)]:
        bare = re.sub("^ال", "", word) if _ARABIC.search(word) else word
        enough = 2 if _INSIDE_WORDS.search(word) else SHORTEST_PART
        if len(unicodedata.normalize("NFC", bare)) >= enough:
            yield bare


def _pattern(words: list[str]) -> str:
    """A pattern for these words one after another, in folded text."""
    spelled = _SEPARATOR.join(_GAP.join(map(re.escape, word)) for word in words)
    together = "".join(words)
    if _INSIDE_WORDS.search(together):
        spelled = _SEPARATOR.join(map(re.escape, together))
        return f"{spelled}(?![\u11a8-\u11ff])"  # a consonant there makes it another syllable
    if len(words) > 1 and len(together) >= LONG_ENOUGH:
        return spelled
    joined = ""
    if _ARABIC.search(together):  # and, so, with, for, as; the
        joined = "(?:[وفبلك]{1,2})?(?:ال|ل)?"
    elif _HEBREW.search(together):
        joined = "(?:[והבלמשכ]{1,2})?"
    return f"(?<!{_LETTER}){joined}{spelled}(?!{_LETTER})"


def _any(patterns: set[str]) -> "re.Pattern[str] | None":
    return re.compile("|".join(sorted(patterns, key=lambda each: (-len(each), each)))) if patterns else None


def _around(readable: str, span: tuple[int, int], *, whole: bool) -> Found:
    """Where a span of the folded text stands in the text itself, with the words around it."""
    begin = end = position = 0
    for index, letter in enumerate(readable):
        if position <= span[0]:
            begin = index
        position += 1 if letter == _SEAM else len(letters(letter))
        if position >= span[1]:
            end = index + 1
            break
    first, last = max(0, begin - AROUND), end + AROUND
    before, after = readable[first:begin], readable[end:last]
    before = ("…" if first else "") + before.replace(_SEAM, "")
    after = after.replace(_SEAM, "") + ("…" if last < len(readable) else "")
    return Found(before, readable[begin:end].replace(_SEAM, ""), after, whole)
