"""What officers' Markdown means: CommonMark without HTML and pictures, where every line break stays.

Bare addresses are links (`addresses`), and lists pasted from elsewhere are lists (`pasted`).
"""

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from common.links import is_web_address
from common.markdown import addresses
from common.markdown.pasted import with_lists


def _may_link_to(url: str) -> bool:
    """Other sites over http(s), and pages or parts of pages here; nothing that could run or hide."""
    here = url.startswith(("/", "#")) and not url.startswith(("//", "/\\"))
    return here or is_web_address(url)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.disable("image")  # pictures are uploaded with their description, credit and consent
    parser.disable("code")  # what is pasted comes with indents, and nobody means code by them
    parser.inline.ruler.after("text", "addresses", addresses.rule)
    parser.core.ruler.after("inline", "www_addresses", addresses.www_rule)
    parser.validateLink = _may_link_to  # type: ignore[method-assign]
    return parser


markdown = _parser()


def parse(text: str, env: EnvType | None = None) -> list[Token]:
    """The tokens of Markdown `text`."""
    return markdown.parse(with_lists(text), env)
