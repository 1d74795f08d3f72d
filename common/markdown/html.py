"""Markdown that officers write, as HTML that is safe to publish.

Twice guarded: markdown-it never passes HTML through, and nh3 then removes every tag, attribute and address
that is not listed here.
"""

from collections.abc import Sequence
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from common.links import external_mark, is_external
from common.markdown.parser import markdown, parse

# Ranks of headings in HTML; the page has its own h1.
HIGHEST_HEADING, LOWEST_HEADING = 2, 6

TAGS = {
    "a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "span", "strong", "ul",
    "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title", "class", "rel"}, "ol": {"start"}, "span": {"class", "aria-hidden"}}


class _Renderer(RendererHTML):
    """Marks the links that leave .gov and .mil."""

    def link_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[index]
        if is_external(str(token.attrGet("href") or "")):
            token.attrSet("class", "external-link")
            token.attrSet("rel", "nofollow noopener")
        return self.renderToken(tokens, index, options, env)

    def link_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        opening = next(token for token in reversed(tokens[:index]) if token.type == "link_open")
        mark = external_mark() if opening.attrGet("rel") else ""
        return f"{mark}</a>"


_renderer = _Renderer(markdown)


def _shift_headings(tokens: list[Token], top: int) -> None:
    """Make the highest heading of the text `top` and leave no gap below it, so the page's outline holds."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    ranks = {tag: rank for rank, tag in enumerate(sorted({token.tag for token in headings}))}
    for token in headings:
        token.tag = f"h{min(top + ranks[token.tag], LOWEST_HEADING)}"


@lru_cache(maxsize=512)
def _render(text: str, top_heading: int, language: str | None) -> str:
    env: EnvType = {}
    tokens = parse(text, env)
    _shift_headings(tokens, top_heading)
    html = _renderer.render(tokens, markdown.options, env)
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None)


def to_html(text: str, top_heading: int = 3) -> SafeString:
    """Safe HTML for Markdown `text` (see `parser`); headings start at `top_heading` (2 to 6)."""
    html = _render(text, min(max(top_heading, HIGHEST_HEADING), LOWEST_HEADING), get_language())
    return mark_safe(html)  # noqa: S308 - cleaned by nh3 just above
