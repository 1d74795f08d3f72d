"""The typefaces of pictures, and which of them has a letter. The build brings them (tools/build_frontend.py).

Public Sans is the design system's own and covers Latin with Vietnamese; Noto Sans Arabic goes with it. Both
are under the SIL Open Font License 1.1.
"""

import unicodedata
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import ImageFont

#: No typeface has a letter here (Unicode: a noncharacter), so it is drawn as an unknown letter is.
_UNKNOWN = "\uffff"
_PROBE_SIZE = 24
#: A letter wider than this, in its sizes, is a whole sentence (U+FDFD), too much for a line and for FreeType.
_WIDEST = 4


class Typeface(Enum):
    """A file of the build, below the static files."""

    LATIN = "fonts/PublicSans-Regular.ttf"
    LATIN_BOLD = "fonts/PublicSans-Bold.ttf"
    ARABIC = "fonts/noto-sans-arabic-arabic-400-normal.woff"
    ARABIC_BOLD = "fonts/noto-sans-arabic-arabic-700-normal.woff"


def is_arabic(letter: str) -> bool:
    """Whether a letter is of the Arabic script, in itself or as a presentation form."""
    return "\u0600" <= letter <= "\u08ff" or "\ufb50" <= letter <= "\ufefc"


def typeface_for(letter: str, *, bold: bool) -> Typeface:
    """The typeface that draws a letter. Spaces and signs are Latin in every script."""
    if is_arabic(letter):
        return Typeface.ARABIC_BOLD if bold else Typeface.ARABIC
    return Typeface.LATIN_BOLD if bold else Typeface.LATIN


@lru_cache(maxsize=64)
def font(typeface: Typeface, size: int) -> ImageFont.FreeTypeFont:
    """A typeface at a size in pixels.

    Raises OSError when the front end is not built; a system check says so first.
    """
    # Arabic letters come joined already (public/link_pictures/lettering.py), on every system alike: the
    # other way of Pillow's needs a library that not every system has.
    return ImageFont.truetype(_path(typeface), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def width_of(letter: str, size: int, *, bold: bool) -> float:
    """How far a letter moves the next one, in pixels."""
    return font(typeface_for(letter, bold=bold), size).getlength(letter)


@cache
def _path(typeface: Typeface) -> str:
    found = finders.find(typeface.value)
    return str(found or Path(settings.STATIC_ROOT) / typeface.value)


@lru_cache(maxsize=4096)
def drawable(letter: str) -> str:
    """The letter, or its plain form ("A" for a fullwidth one), or nothing, as the typefaces have it.

    Marks that stand alone are nothing: what is composed with a letter has come as one (Unicode: NFC).
    """
    if unicodedata.combining(letter):
        return ""
    if _has(letter):
        return letter
    plain = "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
    return plain if plain != letter and all(_has(each) for each in plain) else ""


def _has(letter: str) -> bool:
    if letter == " ":
        return True
    face = font(typeface_for(letter, bold=True), _PROBE_SIZE)
    if face.getlength(letter) > _WIDEST * _PROBE_SIZE:
        return False
    drawn, unknown = face.getmask(letter), face.getmask(_UNKNOWN)
    return drawn.getbbox() is not None and (drawn.size != unknown.size or bytes(drawn) != bytes(unknown))
