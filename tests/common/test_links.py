"""Links out of the site: which leave the government, and that nothing in them can run."""

import html5lib
import pytest

from common.links import is_external, link


@pytest.mark.parametrize(
    ("url", "external"),
    [
        ("https://www.state.gov/x", False),
        ("https://STATE.GOV./", False),
        ("http://www.army.mil", False),
        ("/programs/", False),
        ("https://www.state.gov.evil.example/", True),
        ("https://evilgov/", True),
        ("https://state.gov@evil.example/", True),
        ("//evil.example/", True),
        ("https://[broken", True),
    ],
)
def test_which_links_leave_the_government(url: str, external: bool) -> None:
    assert is_external(url) is external


def test_an_address_that_is_no_web_address_becomes_plain_words() -> None:
    assert link("javascript:alert(1)", "<b>words</b>") == "&lt;b&gt;words&lt;/b&gt;"


def test_a_link_escapes_what_it_is_given() -> None:
    html = link('https://a.example/"onclick="alert(1)', "<i>")
    anchor = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)[0]
    assert (anchor.tag, set(anchor.attrib)) == ("a", {"class", "href", "rel"})
    assert "&lt;i&gt;" in html
