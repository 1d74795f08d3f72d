"""Draw the picture of a link: PNG, as large as those who show links ask for."""

from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageDraw

from public.link_pictures.lettering import Style, cleaned, draw, is_right_to_left, measure, wrapped
from public.link_pictures.typefaces import is_arabic

#: In pixels: the shape that Open Graph and others show whole.
WIDTH, HEIGHT = 1200, 630

# The site's own colors (static/scss/_theme.scss): USWDS blue-warm-80v, blue-warm-10 and gold-20v.
_GROUND, _SOFT, _GOLD = "#162e51", "#e1e7f1", "#ffbe2e"
_MARGIN = 72
_ROOM = WIDTH - 2 * _MARGIN
_SITE = Style(32, 40, bold=True)
_TAG = Style(26, 48, bold=True, color=_GROUND)
_LINE = Style(34, 46, color=_SOFT)
_NOTE = Style(22, 30, color=_SOFT)
#: From large to small; the first that has room for all of a title is taken.
_TITLES = [Style(size, line, bold=True) for size, line in ((76, 84), (62, 69), (50, 56))]
_LINES_MOST = 3
#: From above: the site's name, the title at its highest, the end of the lines, the note.
_TOP, _TITLE_TOP, _BOTTOM, _FOOT = 56, 132, 524, 552
_MARK = 40
_COLORS = 64
#: Shapes are drawn so much larger and then made smaller, so that their edges are smooth.
_FINER = 4
_GAP = 24


@dataclass(frozen=True)
class Card:
    """What a picture says. All of it is public."""

    site: str
    title: str
    lines: list[str] = field(default_factory=list)  #: such as the dates and the cities
    tag: str = ""  #: what must not be missed, such as "Cancelled"
    note: str = ""  #: at the foot
    right_to_left: bool = False  #: whether the page is

    @property
    def alt(self) -> str:
        """The picture in words, for those who do not see it."""
        return ". ".join(part.rstrip(".") for part in (self.tag, self.title, *self.lines) if part) + "."


def png(card: Card) -> bytes:
    """The picture of a card, WIDTH by HEIGHT pixels."""
    sheet = _Sheet(right_to_left=card.right_to_left)
    sheet.mark()
    tag = sheet.tag(cleaned(card.tag))
    site = cleaned(card.site)
    sheet.text(
        wrapped(site, _SITE, _ROOM - tag - _MARK - 2 * _GAP, 1), _SITE, _TOP, site, indent=_MARK + _GAP
    )
    note = cleaned(card.note)
    sheet.text(wrapped(note, _NOTE, _ROOM, 1), _NOTE, _FOOT, note)
    # From the foot upwards: a short title stands beside its dates.
    top = _BOTTOM
    for text, lines in reversed(_details(card.lines)):
        top -= _LINE.line * len(lines)
        sheet.text(lines, _LINE, top, text)
    title = cleaned(card.title) or site
    style, lines = _headline(title, top - _GAP - _TITLE_TOP)
    top -= _GAP + style.line * len(lines)
    sheet.text(lines, style, top, title)
    return sheet.png()


def _details(texts: list[str]) -> list[tuple[str, list[str]]]:
    """The texts below the title and their lines; of the last, as many as there is room for."""
    told = [text for text in map(cleaned, texts) if text][:_LINES_MOST]
    room = _LINES_MOST - len(told)
    return [(text, wrapped(text, _LINE, _ROOM, 1 + room if text is told[-1] else 1)) for text in told]


def _headline(title: str, room: int) -> tuple[Style, list[str]]:
    """The size of a title, and its lines, which are at most `room` pixels high."""
    for style in _TITLES:
        lines = wrapped(title, style, _ROOM, room // style.line + 1)
        if len(lines) * style.line <= room:
            return style, _balanced(title, style, lines)
    return style, wrapped(title, style, _ROOM, room // style.line)


def _balanced(title: str, style: Style, lines: list[str]) -> list[str]:
    """As many lines, as equally long as they can be: no word stands alone on the last."""
    for width in range(_ROOM - _GAP, _ROOM // 2, -_GAP):
        closer = wrapped(title, style, width, len(lines) + 1)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


class _Sheet:
    """The ground and what is drawn on it, from the left or, on a page that runs so, from the right."""

    def __init__(self, *, right_to_left: bool) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), _GROUND)
        self.canvas = ImageDraw.Draw(self.image)
        self.right_to_left = right_to_left
        self.canvas.rectangle((0, HEIGHT - 12, WIDTH, HEIGHT), fill=_GOLD)

    def across(self, start: float, width: float) -> float:
        """The left end of what begins `start` pixels from the margin at the page's beginning."""
        return WIDTH - _MARGIN - start - width if self.right_to_left else _MARGIN + start

    def text(self, lines: list[str], style: Style, top: int, of: str, indent: int = 0) -> None:
        """Lines of the text `of` one below another.

        On a page from right to left a text runs so too, unless all of it is in another script.
        """
        rtl = is_right_to_left(of) or (self.right_to_left and any(map(is_arabic, of)))
        for number, line in enumerate(lines):
            x = self.across(indent, measure(line, style))
            # Of a line's height a fifth is below the letters, as in the typefaces themselves.
            y = top + style.line * number + (style.line + style.size * 0.7) / 2
            draw(self.canvas, (x, y), line, style, rtl=rtl)

    def rounded(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A rectangle with round ends."""
        large = Image.new("L", (round(width * _FINER), round(height * _FINER)))
        ImageDraw.Draw(large).rounded_rectangle((0, 0, *large.size), radius=height * _FINER / 2, fill=255)
        mask = large.resize((round(width), round(height)), Image.Resampling.LANCZOS)
        self.image.paste(color, (round(x), round(y)), mask)

    def mark(self) -> None:
        """The site's sign, as in the tab of a browser (static/img/favicon.svg)."""
        for y, width in ((_TOP + 6, _MARK), (_TOP + 19, _MARK), (_TOP + 32, _MARK * 0.55)):
            x = self.across(0, width)
            self.rounded(x, y, width, 5, "white")
        x = self.across(_MARK * 0.7, 12)
        self.rounded(x, _TOP + 28, 12, 12, _GOLD)

    def tag(self, text: str) -> int:
        """A word in a pill at the far end of the first line, and its width; 0 without one."""
        if not text:
            return 0
        line = wrapped(text, _TAG, _ROOM // 2, 1)[0]
        width = int(measure(line, _TAG)) + 2 * _GAP
        x = self.across(_ROOM - width, width)
        top = _TOP - 4
        self.rounded(x, top, width, _TAG.line, _GOLD)
        self.text([line], _TAG, top, text, indent=_ROOM - width + _GAP)
        return width

    def png(self) -> bytes:
        """The sheet as a file."""
        out = BytesIO()
        # Few colors make a smaller file in less time.
        self.image.quantize(_COLORS, Image.Quantize.FASTOCTREE).save(out, "PNG")
        return out.getvalue()
