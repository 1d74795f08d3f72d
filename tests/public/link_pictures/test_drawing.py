"""The picture of a link holds whatever it is given: long, foreign and hostile words."""

import time
import unicodedata
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from public.link_pictures.drawing import HEIGHT, WIDTH, Card, png
from public.link_pictures.lettering import Style, cleaned, is_right_to_left, measure, wrapped
from public.link_pictures.typefaces import Typeface, font

STYLE = Style(40, 48)
ARABIC = "تبادل دولي (2021) للقادة"


def shown(card: Card) -> Image.Image:
    image = Image.open(BytesIO(png(card)))
    image.load()
    return image


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether there is anything but the ground in a part of a picture."""
    return len(image.convert("RGB").crop(box).getcolors() or []) > 1


@pytest.mark.parametrize(
    "title",
    [
        "Judges",
        "word " * 200,
        "x" * 5000,
        "Trao đổi về phòng, chống mua bán người",
        ARABIC * 20,
        "",
        " \t\n",
        "漢字 😀",
        "\u202eback\u202c \x00\x1b\x7f <b>&amp; %s {0} \\n",
        "a" + "\u0301" * 500,
        "\ud800 half a letter",
        "\ufdfd" * 100,
        "ـ" * 300,
    ],
    ids=lambda title: ascii(title[:12]),
)
@pytest.mark.parametrize("right_to_left", [False, True])
def test_any_words_make_a_picture(title: str, right_to_left: bool) -> None:
    card = Card(title, title, [title, "", title], title, title, right_to_left)
    image = shown(card)
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    # Nothing runs over the margins.
    assert not inked(image, (0, 0, 60, HEIGHT - 20))
    assert not inked(image, (WIDTH - 60, 0, WIDTH, HEIGHT - 20))


@given(st.text(max_size=120))
def test_lines_fit_and_lose_no_word_without_saying_so(text: str) -> None:
    text = cleaned(text)
    lines = wrapped(text, STYLE, 500, 3)
    assert len(lines) <= 3
    assert all(measure(line, STYLE) <= 500 for line in lines)
    told = "".join(lines)
    if not told.endswith("…"):
        assert told.translate(GONE) == text.translate(GONE)


#: Where lines end, spaces and dots between are left out.
GONE = str.maketrans("", "", " ·")


def test_what_is_too_long_is_cut_between_letters_or_words_and_says_so() -> None:
    assert wrapped("one two three", STYLE, 2000, 1) == ["one two three"]
    assert wrapped("one two three", STYLE, 150, 3) == ["one two", "three"]
    assert wrapped("word " * 50, STYLE, 500, 2)[1].endswith("word…")
    assert wrapped("x" * 200, STYLE, 500, 2)[1].endswith("x…")
    assert wrapped("", STYLE, 500, 2) == []


def test_letters_keep_their_accents_however_they_were_typed() -> None:
    name = "Nguyễn Thị Hằng, Łódź, İstanbul, Đắk Lắk"
    assert cleaned(name) == cleaned(unicodedata.normalize("NFD", name)) == name
    assert cleaned("ＡＢ №") == "AB №"
    assert cleaned("a\u202eb\u200f 漢😀") == "ab"


def test_arabic_letters_are_joined_and_run_from_the_right() -> None:
    face = font(Typeface.ARABIC_BOLD, 60)
    apart = sum(face.getlength(letter) for letter in "تبادل")
    assert measure("تبادل", Style(60, 70, bold=True)) < apart
    assert is_right_to_left(f"2021 {ARABIC}")
    assert not is_right_to_left("IVLP مسارات")
    page = Card("مسارات", "قادة", right_to_left=True)
    image = shown(page)
    assert inked(image, (900, 300, 1150, 540))
    assert not inked(image, (60, 140, 600, 540))


def test_a_page_from_the_right_starts_its_picture_there() -> None:
    left, right = (shown(Card("Site", "Judges", right_to_left=rtl)) for rtl in (False, True))
    assert inked(left, (60, 300, 400, 540))
    assert not inked(left, (800, 140, 1150, 540))
    assert inked(right, (800, 300, 1150, 540))
    assert not inked(right, (60, 140, 400, 540))


def test_a_list_on_a_page_from_the_right_begins_at_the_right() -> None:
    def first_word(text: str, *, rtl: bool) -> bytes:
        line = shown(Card("", "قادة", [text], right_to_left=rtl)).convert("1")
        return line.crop((1000, 476, 1140, 526) if rtl else (60, 476, 200, 526)).tobytes()

    for rtl in (False, True):
        assert first_word("Minneapolis · حضوري", rtl=rtl) == first_word("Minneapolis", rtl=rtl)
    assert first_word("حضوري · Minneapolis", rtl=True) != first_word("Minneapolis", rtl=True)


def test_no_word_of_a_title_stands_alone_on_the_last_line() -> None:
    picture = shown(Card("", "International exchange, day by day")).convert("1")
    first, last = (picture.crop((0, top, WIDTH, top + 84)).getbbox() for top in (332, 416))
    assert first
    assert last
    assert last[2] - last[0] > (first[2] - first[0]) / 2


def test_the_picture_in_words() -> None:
    card = Card("Site", "Judges meet.", ["July 2021", "Miami"], "Cancelled")
    assert card.alt == "Cancelled. Judges meet. July 2021. Miami."


def test_a_picture_is_quick_to_draw_and_small() -> None:
    card = Card("site " * 50, "title " * 200, ["dates " * 200, "cities " * 200], "tag " * 50, "note " * 200)
    png(card)
    began = time.process_time()
    size = len(png(card))
    assert time.process_time() - began < 1  # about 0.08 s
    assert size < 100_000
