"""Links out of the site: which leave the government, and that nothing in them can run."""

import html5lib
import pytest
from django.core.exceptions import ValidationError

from common.links import is_external, is_web_address, link
from common.models import web_address


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
        ("https://evil.example\\@www.state.gov/", True),
        ("https://evil.example\\.state.gov/", True),
        ("https:evil.example", False),
        ("https://www.state.gov\\.evil.example/", False),
        ("/\\evil.example/.gov", True),
        ("\\\\evil.example", True),
        ("https://www.state。gov/", False),
        ("https://www.state.gov:8443/", False),
        ("https://evil.example/?.state.gov", True),
        ("https://evil.example#.state.gov", True),
        ("https://www.state.gov%2eevil.example/", True),
        ("#part", False),
    ],
)
def test_which_links_leave_the_government(url: str, external: bool) -> None:
    assert is_external(url) is external


@pytest.mark.parametrize(
    "url",
    [
        *(
            "https://u:p@host.example/",
            "https://u@host.example/",
            "https://:p@host.example/",
            "https:host.example",
        ),
        *(
            "http:/host.example/",
            "//host.example/",
            "https:///host.example",
            "https://\\host.example",
            "https://",
        ),
        *(
            "https://host.example/\x00",
            "https://ho\tst.example/",
            "https://ho\nst.example/",
            "ftp://host.example",
        ),
        *("https://host.example:99999/", "https://[::1", "https://%00.example/", "data:text/html,x"),
        *("javascript:1", "java\tscript:alert(1)", "https://a.example:b@d.example/", "https://a b.example/"),
    ],
)
def test_what_is_no_web_address(url: str) -> None:
    assert not is_web_address(url)
    with pytest.raises(ValidationError):
        web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://host.example/a?b=c#d",
        "HTTP://Host.Example",
        "https://bücher.example/ü",
        "http://192.0.2.1:80/",
    ],
)
def test_what_is_a_web_address(url: str) -> None:
    assert is_web_address(url)
    web_address(url)


def test_an_address_that_is_no_web_address_becomes_plain_words() -> None:
    assert link("javascript:alert(1)", "<b>words</b>") == "&lt;b&gt;words&lt;/b&gt;"


def test_a_link_escapes_what_it_is_given() -> None:
    html = link('https://a.example/"onclick="alert(1)', "<i>")
    anchor = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)[0]
    assert (anchor.tag, set(anchor.attrib)) == ("a", {"class", "href", "rel"})
    assert "&lt;i&gt;" in html
