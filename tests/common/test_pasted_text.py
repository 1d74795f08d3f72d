"""What officers paste reads as they saw it: lists are lists, lines are lines, addresses are links."""

import re
from html import unescape
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.links import is_web_address
from common.markdown import to_html, to_line, to_lines
from tests.common.test_markdown import assert_harmless, elements

NO_BREAK = "\u00a0"


def shape(text: str) -> str:
    """The elements of `text` as HTML, without spaces between them."""
    return re.sub(r"\n\s*", "", to_html(text))


def links(text: str) -> list[str]:
    return [attributes["href"] for tag, attributes in elements(to_html(text)) if tag == "a"]


# --- Lines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"])
def test_a_line_break_stays(end: str) -> None:
    assert shape(f"Room 5{end}Main Street") == "<p>Room 5<br>Main Street</p>"
    assert to_lines(f"Room 5{end}Main Street") == "Room 5\nMain Street"


@pytest.mark.parametrize("indent", ["    ", "\t", "\t\t", NO_BREAK * 6])
def test_an_indented_paragraph_is_no_code(indent: str) -> None:
    assert shape(f"{indent}They met.") in ("<p>They met.</p>", f"<p>{indent}They met.</p>")


# --- Lists ---------------------------------------------------------------------------------------

TWO = "<ul><li>One</li><li>Two</li></ul>"
NESTED = "<ul><li>One<ul><li>Below</li></ul></li><li>Two</li></ul>"


@pytest.mark.parametrize("bullet", [*"•·▪◦●○■□‣⁃–—*-+", "\uf0b7", "o\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\r"])
@pytest.mark.parametrize("indent", ["", "  ", "\t", NO_BREAK * 5, "\u200e"])
def test_pasted_bullets_are_a_list(bullet: str, end: str, indent: str) -> None:
    assert shape(f"{indent}{bullet} One{end}{indent}{bullet} Two") == TWO


@pytest.mark.parametrize("gap", [" ", "\t", NO_BREAK, "   ", "\u2003", "\u202f", "\u3000"])
def test_any_space_may_follow_a_bullet(gap: str) -> None:
    for bullet in "•–-*":
        assert shape(f"{bullet}{gap}One\n{bullet}{gap}Two") == TWO, bullet
    for number in ("1) 2)", "1. 2.", "١. ٢.", "1- 2-", "١) ٢)"):
        first, second = number.split()
        assert shape(f"{first}{gap}One\n{second}{gap}Two") == TWO.replace("ul", "ol"), number


@pytest.mark.parametrize("text", ["• One", "•One", "▪\tOne", "● One", "\t•\tOne"])
def test_one_bullet_is_a_list(text: str) -> None:
    assert shape(text) == "<ul><li>One</li></ul>"


@pytest.mark.parametrize(
    "text",
    [
        "• One\n  • Below\n• Two",
        "• One\n\t• Below\n• Two",
        "•\tOne\n\to\tBelow\n•\tTwo",
        "•\tOne\no\tBelow\n•\tTwo",
        f"• One\n{NO_BREAK * 4}◦ Below\n• Two",
        "• One\n◦ Below\n• Two",
        "• One\n– Below\n• Two",
        "• One\n   – Below\n• Two",
        "  • One\n      ▪ Below\n  • Two",
        "- One\n  – Below\n- Two",
        "• One\r\n\t– Below\r\n• Two",
    ],
)
def test_a_list_within_a_list_is_nested(text: str) -> None:
    assert shape(text) == NESTED


def test_numbers_have_bullets_below_and_go_on() -> None:
    assert shape(f"9){NO_BREAK}Nine\n• Below\n10){NO_BREAK}Ten") == (
        '<ol start="9"><li>Nine<ul><li>Below</li></ul></li><li>Ten</li></ol>'
    )


def test_text_around_a_pasted_list_is_not_of_it() -> None:
    expected = f"<p>We met:</p>{TWO}<p>Then we left.</p>"
    assert shape("We met:\n• One\n• Two\nThen we left.") == expected
    assert shape("We met:\n\n• One\n• Two\n\nThen we left.") == expected
    assert shape("• One\nand more\n• Two") == "<ul><li>One<br>and more</li><li>Two</li></ul>"


@pytest.mark.parametrize(
    "text",
    [
        "– Who are you?\n– A friend.",
        "— Come in!\n— Thank you.",
        "— ¿Quién es?\n\n— Una amiga.",
        "“Nobody is free alone.”\n— Maya Example",
        "– one remark",
        "1- 2 people came.",
        "· middle",
        "2010–2012 were long\n– as she said –",
        "••••••",
        "• • •",
        "–\n–",
        "October\nor later",
        "o one",
        "*bold* words",
        "-5 degrees\n-7 degrees",
        "10:30 One\n11:30 Two",
        "–as typed\n–without a space",
    ],
)
def test_what_only_looks_like_a_list_is_none(text: str) -> None:
    assert "<li>" not in to_html(text) or text == "· middle"


@pytest.mark.parametrize("fence", ["```", "~~~", "`````"])
def test_code_stays_as_it_was_typed(fence: str) -> None:
    text = f"{fence}\n• One\n``\n• https://a.example/\n{fence}\n• Two"
    assert "• One\n``\n• https://a.example/" in to_html(text)
    assert links(text) == []
    assert to_html(text).count("<li>") == 1


def test_lists_of_markdown_are_as_they_were() -> None:
    text = "- a\n  more\n\n  second\n- b\n   1. c\n   2. d\n\nText\n* e\ngoes on"
    assert shape(text) == (
        "<ul><li><p>a<br>more</p><p>second</p></li><li><p>b</p><ol><li>c</li><li>d</li></ol></li></ul>"
        "<p>Text</p><ul><li>e<br>goes on</li></ul>"
    )


# --- Addresses -----------------------------------------------------------------------------------

ADDRESS = "https://www.state.gov/a_b/c?d=e&f=g#h"


@pytest.mark.parametrize(
    "around",
    [
        "%s", "See %s.", "See %s, or not", "(%s)", "(see %s).", "[%s]", "“%s”", '"%s"', "'%s'", "«%s»",
        "<%s>", "**%s**", "*%s*", "_see %s_", "%s!", "%s?", "%s:", "%s;", "%s…", "%s...", "- %s", "• %s",
        "# %s", "> %s", "انظر %s،", "و%s", "%s؟", "（%s）", "%s。次", "%s\nnext", "a %s b", "see:%s",
        "%s\u200b", "{%s}", "%s\\", "%s|", "%s–", "~~%s", "1) %s", "%s\u2028next",
    ],
)  # fmt: skip
def test_a_bare_address_is_a_link_without_what_follows(around: str) -> None:
    assert links(around % ADDRESS) == [ADDRESS]
    assert f">{ADDRESS}</a>".replace("&", "&amp;") in to_html(around % ADDRESS)


@pytest.mark.parametrize(
    "address",
    [
        "https://en.wikipedia.org/wiki/Mercury_(planet)",
        "https://a.example/x(y(z))",
        "https://a.example/?q[0]=1",
        "HTTP://A.example/",
        "http://a.example:8080/~user/",
        "https://a.example/*star*/x",
        "https://a.example/__init__/x",
        "https://a.example/a,b;c",
        "https://a.example/it's",
        "https://a.example/x-",
        "https://a.example/%D8%A7",
    ],
)
def test_an_address_keeps_all_its_letters(address: str) -> None:
    assert [unescape(link).lower() for link in links(f"See ({address}).")] == [
        address.lower().replace("[", "%5b").replace("]", "%5d")
    ]


@pytest.mark.parametrize("host", ["bücher.example", "مثال.إختبار"])
def test_addresses_in_other_scripts_are_links(host: str) -> None:
    [link] = links(f"See https://{host}/منهج now")
    assert link.startswith("https://xn--")
    assert is_web_address(link)


@pytest.mark.parametrize(
    "text",
    [
        "`https://a.example/`",
        "```\nhttps://a.example/\n```",
        "name@a.example",
        "ftp://a.example/",
        "javascript://a.example/%0aalert(1)",
        "https://",
        "https:// a.example",
        "https://user:secret@a.example/",
        "xhttps://a.example",
        "git+https://a.example",
        "https:a.example",
        "https://[",
        "https://...",
    ],
)
def test_what_is_no_address_to_link_to_is_no_link(text: str) -> None:
    assert links(text) == []


def test_a_link_that_was_made_stays_one_link() -> None:
    for text in (
        "[https://b.example/](https://a.example/)",
        "[see https://b.example/ there](https://a.example/)",
        "<https://a.example/>",
        "[b]\n\n[b]: https://a.example/",
    ):
        assert links(text) == ["https://a.example/"], text


def test_a_bare_address_outside_the_government_is_marked() -> None:
    assert to_html("https://a.example/ and https://www.state.gov/").count("external link") == 1


# --- Plain ---------------------------------------------------------------------------------------

TEXT = (
    "# Title\n\nSome **bold** words,\nand a [link](https://a.example/) with `code`.\n\n- one\n- two\n"
    "  - below\n\n3. three\n4. four\n\nWe met:\n\n• judges\n• police\n\nThen we left"
)


def test_plain_text_keeps_paragraphs_and_items_on_their_lines() -> None:
    assert to_lines(TEXT).split("\n") == [
        "Title", "Some bold words,", "and a link with code.", "• one", "• two", "• below", "3. three",
        "4. four", "We met:", "• judges", "• police", "Then we left",
    ]  # fmt: skip


def test_plain_text_on_one_line_reads_well() -> None:
    assert to_line(TEXT) == (
        "Title · Some bold words, and a link with code. one · two · below · three · four · "
        "We met: judges · police · Then we left"
    )
    assert to_line("") == to_lines("") == to_line("***") == to_lines("\n\n") == ""


WORD = st.from_regex(r"[A-Za-zéñçßåØعربي]{2,8}", fullmatch=True)
MARKS = st.sampled_from(
    [
        "",
        "• ",
        "- ",
        "– ",
        "1) ",
        "2.\t",
        "\t▪ ",
        "    ◦\u00a0",
        "# ",
        "> ",
        "**",
        "https://a.example/",
        "(",
        "* ",
    ]
)
ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\u2028", " ", ".\n", "?\n", ", "])
PIECES = st.lists(st.tuples(MARKS, WORD, ENDS), max_size=12)


@given(PIECES)
def test_no_word_is_lost_and_none_moves(pieces: list[tuple[str, str, str]]) -> None:
    text = "".join(map("".join, pieces))
    for plain in (to_lines(text), to_line(text)):
        rest = plain
        for _mark, word, _end in pieces:
            assert word in rest
            rest = rest[rest.index(word) + len(word) :]
    assert "\n" not in to_line(text)


@given(
    st.lists(st.one_of(PIECES.map(lambda each: "".join(map("".join, each))), st.text(max_size=8)), max_size=4)
)
def test_nothing_pasted_is_harmful(parts: list[str]) -> None:
    html = to_html("".join(parts))
    assert_harmless(html)
    assert all(is_web_address(attributes["href"]) for tag, attributes in elements(html) if tag == "a")


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("See www.state.gov.", ["https://www.state.gov"]),
        ("(www.state.gov/a_b?c=1)", ["https://www.state.gov/a_b?c=1"]),
        ("WWW.A-b.org, and www.c.org/x_y!", ["https://WWW.A-b.org", "https://www.c.org/x_y"]),
        ("**www.state.gov**", ["https://www.state.gov"]),
        ("• www.state.gov\n• b", ["https://www.state.gov"]),
        ("زوروا www.state.gov، الآن", ["https://www.state.gov"]),
        ("www.state.gov:8080/x", ["https://www.state.gov:8080/x"]),
        ("https://www.state.gov/x", ["https://www.state.gov/x"]),
        ("[www.state.gov](https://a.example)", ["https://a.example"]),
        ("`www.state.gov`", []),
        ("awww.state.gov me@www.state.gov www.x www. www", []),
        ("https://user:pw@www.state.gov/", []),
    ],
)
def test_an_address_that_begins_with_www_is_a_link(text: str, linked: list[str]) -> None:
    html = to_html(text)
    assert re.findall('href="([^"]*)"', html) == linked


def test_many_addresses_in_a_long_text_are_read_at_once() -> None:
    begun = perf_counter()
    for text in ("www." * 5000, "www." + "a" * 20_000, "www.a-" * 3000, "www.a.bb/" + "(" * 19_000):
        to_html(text)
    assert perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("> • one\n> • two", 2),
        (">• one\r\n>• two", 2),
        ("> Said:\n> • one\n>\n> then", 1),
        ("> > ▪ one\n> > ▪ two", 2),
        ("> 1) one\n> 2) two\n\n• three", 3),
    ],
)
def test_lists_in_quoted_lines_are_lists(text: str, items: int) -> None:
    html = to_html(text)
    assert html.count("<li>") == items
    assert "<blockquote>" in html


def test_quoted_lines_inside_a_fence_stay_as_they_are() -> None:
    assert "&gt; • x" in to_html("```\n> • x\n```")


def test_quotes_within_quotes_have_an_end() -> None:
    assert to_html(">" * 5000 + " • x")
    assert "a &gt; b &gt; c" in to_html("> a > b > c")
