"""What officers write becomes HTML that cannot hurt a reader."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.links import is_web_address
from common.markdown import to_html

ALLOWED_TAGS = {
    "a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "span", "strong", "ul",
    "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"href", "title", "class", "rel", "start", "aria-hidden"}

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/)",
    "[x](/\\evil.example/)",
    "[x](\\\\evil.example)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.gif)",
    '[x](https://evil.example "onmouseover=alert(1)")',
    '[x](https://evil.example/"onmouseover="alert(1))',
    "[x]: javascript:alert(1)\n\n[x]",
    "<style>body{display:none}</style>",
    '<iframe src="https://evil.example"></iframe>',
    "<svg/onload=alert(1)>",
    '```"><script>alert(1)</script>\n```',
    '<p style="position:fixed">x</p>',
]


def elements(html: str) -> list[tuple[str, dict[str, str]]]:
    """Every element a browser would make of `html`, with its attributes."""
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return [(str(each.tag), dict(each.attrib)) for each in tree.iter() if each.tag != "DOCUMENT_FRAGMENT"]


def assert_harmless(html: str) -> None:
    for tag, attributes in elements(html):
        assert tag in ALLOWED_TAGS
        assert set(attributes) <= ALLOWED_ATTRIBUTES
        target = attributes.get("href")
        assert target is None or is_web_address(target) or target.startswith(("/", "#"))
        assert target is None or not target.startswith(("//", "/\\"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_survives(attack: str) -> None:
    assert_harmless(to_html(attack))


@given(
    st.lists(
        st.one_of(st.sampled_from(ATTACKS), st.text(max_size=20), st.sampled_from("[]()<>\"'`*_#\\&;:/ \n")),
        max_size=12,
    )
)
def test_no_mixture_of_attacks_survives(parts: list[str]) -> None:
    assert_harmless(to_html("".join(parts)))


def test_html_is_shown_as_it_was_typed() -> None:
    assert to_html("<b>bold</b>") == "<p>&lt;b&gt;bold&lt;/b&gt;</p>\n"


def test_a_link_that_leaves_the_government_is_marked_and_not_endorsed() -> None:
    html = to_html("[Polaris](https://polarisproject.org/)")
    ((_p, _), (_a, attributes), *_rest) = elements(html)
    assert attributes == {
        "href": "https://polarisproject.org/",
        "class": "external-link",
        "rel": "nofollow noopener",
    }
    assert "(external link)" in html


@pytest.mark.parametrize(
    "url", ["https://www.state.gov/", "https://www.army.mil/x", "/programs/", "#stop-miami"]
)
def test_a_link_within_the_government_is_not_marked(url: str) -> None:
    html = to_html(f"[words]({url})")
    assert f'<a href="{url}">words</a>' in html


def test_only_the_external_one_of_two_links_is_marked() -> None:
    html = to_html("[out](https://a.example/) and [in](/heroes/)")
    assert html.count("external link") == 1
    assert '<a href="/heroes/">in</a>' in html


def test_headings_start_below_the_pages_own_and_leave_no_gap() -> None:
    assert to_html("# One\n\n### Two\n\ntext") == "<h3>One</h3>\n<h4>Two</h4>\n<p>text</p>\n"
    assert to_html("# One", 5) == "<h5>One</h5>\n"
    assert to_html("# One", 1) == "<h2>One</h2>\n"
    assert to_html("# a\n## b\n### c\n#### d\n##### e\n###### f").count("<h6>") == 3
