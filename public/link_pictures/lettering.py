"""Words on a picture: cleaned, broken into lines that fit, joined and ordered as their script asks."""

import unicodedata
from dataclasses import dataclass
from itertools import groupby

from arabic_reshaper import reshape
from bidi.algorithm import get_display  # this one turns parentheses round, the package's other does not
from PIL import ImageDraw

from common.page_metadata import ELLIPSIS
from public.link_pictures.typefaces import Typeface, drawable, font, is_arabic, typeface_for, width_of

#: More letters than any picture has room for; what is longer is cut before it costs anything.
LONGEST = 300


@dataclass(frozen=True)
class Style:
    """How letters are drawn: their size, and the height of a line, in pixels."""

    size: int
    line: int
    bold: bool = False
    color: str = "white"


def cleaned(text: str) -> str:
    """`text` on one line, without what cannot be drawn: controls, letters without a shape."""
    composed = unicodedata.normalize("NFC", " ".join(text[:LONGEST].split()))
    return " ".join("".join(drawable(letter) for letter in composed).split())


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs to the left (Unicode Bidirectional Algorithm, P2)."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((direction for direction in strong if direction in ("L", "R", "AL")), "L") != "L"


def wrapped(text: str, style: Style, width: int, most: int) -> list[str]:
    """A cleaned text in at most `most` lines of `width` pixels; what is left over becomes an ellipsis.

    A word that is wider than a line is broken.
    """
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most:
        line = _that_fits(rest, style, width)
        rest = rest[len(line) :].strip()
        lines.append(line.strip(" ·"))
    if rest:
        lines[-1] = _with_ellipsis(lines[-1], style, width)
    return lines


def _that_fits(text: str, style: Style, width: int) -> str:
    """The beginning of `text` that fits: whole words, or else letters, and one at least."""
    ends = [place for place, letter in enumerate(text) if letter == " "] + [len(text)]
    fitting = _last([text[:end] for end in ends], style, width)
    return fitting or _last([text[:end] for end in range(1, ends[0] + 1)], style, width) or text[0]


def _with_ellipsis(line: str, style: Style, width: int) -> str:
    cuts = [line[:end].rstrip(" ,;:.–—-·") + ELLIPSIS for end in range(len(line) + 1)]
    return _last(cuts, style, width) or ELLIPSIS


def _last(candidates: list[str], style: Style, width: int) -> str:
    """The longest of ever longer candidates that fits; empty if none does. Halves, so it measures few."""
    low, high = 0, len(candidates)
    while low < high:
        middle = (low + high) // 2
        if measure(candidates[middle], style) <= width:
            low = middle + 1
        else:
            high = middle
    return candidates[low - 1] if low else ""


def measure(line: str, style: Style) -> float:
    """The width of a line in pixels, which does not depend on the order of its letters."""
    return sum(width_of(letter, style.size, bold=style.bold) for letter in _joined(line))


def draw(canvas: ImageDraw.ImageDraw, at: tuple[float, float], line: str, style: Style, *, rtl: bool) -> None:
    """Draw a line from its left end `at`, on its baseline. `rtl`: the direction of the text it is from."""
    x, y = at
    if rtl or any(is_arabic(letter) for letter in line):
        line = get_display(_joined(line), base_dir="R" if rtl else "L")
    for face, run in _runs(line, style):
        letters = font(face, style.size)
        canvas.text((x, y), run, font=letters, fill=style.color, anchor="ls")
        x += letters.getlength(run)


def _joined(line: str) -> str:
    """A line with Arabic letters in the forms that they take beside each other."""
    return reshape(line) if any(is_arabic(letter) for letter in line) else line


def _runs(line: str, style: Style) -> list[tuple[Typeface, str]]:
    """The letters of a line, by the typeface that draws them."""
    faces = groupby(line, lambda letter: typeface_for(letter, bold=style.bold))
    return [(face, "".join(run)) for face, run in faces]
