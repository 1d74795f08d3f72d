"""Bare web addresses in Markdown, which become links: "See https://www.state.gov/, please."

Those that name http(s), and those that begin with "www.", as people say them; never inside code or another
link. The library's own rule would need two more packages, and would make links of e-mail addresses too.
"""

import re
from collections.abc import Iterator

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

#: Not the end of another word or scheme. Arabic writes "and" before a word without a space.
_SCHEME = re.compile(r"(?:^|[^a-z0-9+])(https?)$", re.IGNORECASE)
#: Quotation marks, punctuation of other scripts, signs that turn or hide the text: never in an address.
_SIGN = (
    r"[^\s<>\"`\\^{|}\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"“”„«»‹›،؛؟、。「」『』（）【】《》〈〉，；：！？]"
)
_REST = re.compile(rf"://{_SIGN}+")
#: What ends the sentence or its emphasis, and not the address.
_AFTER = ".,:;!?'‘’…*_~·–—"
_CLOSING = {")": "(", "]": "["}


def rule(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it for the inside of paragraphs, asked at every ":"."""
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.src[max(0, state.pos - 6) : state.pos])
    rest = _REST.match(state.src, state.pos, state.posMax)
    if not scheme or not rest:
        return False
    end = _without_what_follows(rest.group())
    address = scheme[1] + end
    target = state.md.normalizeLink(address)
    if not state.md.validateLink(target):
        return False
    if not silent:
        if not state.pending.endswith(scheme[1]):
            return False
        state.pending = state.pending.removesuffix(scheme[1])
        state.push("link_open", "a", 1).attrs = {"href": target}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos += len(end)
    return True


#: "www." with a name and an ending after it, at the beginning of a word.
_WWW = re.compile(
    rf"(?<![^\W_])(?<![/@.:-])www\.(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{{2,}}(?:[/?#:]{_SIGN}*)?",
    re.IGNORECASE,
)


def www_rule(state: StateCore) -> None:
    """A rule of markdown-it for whole texts: links "www.state.gov" to https."""
    for block in state.tokens:
        if block.type == "inline" and "www." in block.content.lower():
            block.children = list(_with_www(state, block.children or []))


def _with_www(state: StateCore, tokens: list[Token]) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        inside += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type != "text" or inside:
            yield token
            continue
        done = 0
        for found in _WWW.finditer(token.content):
            address = _without_what_follows(found.group())
            target = state.md.normalizeLink(f"https://{address}")
            if not state.md.validateLink(target):
                continue
            yield Token("text", "", 0, content=token.content[done : found.start()])
            yield Token("link_open", "a", 1, attrs={"href": target})
            yield Token("text", "", 0, content=address)
            yield Token("link_close", "a", -1)
            done = found.start() + len(address)
        yield Token("text", "", 0, content=token.content[done:])


def _without_what_follows(text: str) -> str:
    """The address up to a bracket that it did not open, without the punctuation at its end."""
    opened: list[str] = []
    for index, letter in enumerate(text):
        if letter in _CLOSING.values():
            opened.append(letter)
        elif letter in _CLOSING and (not opened or opened.pop() != _CLOSING[letter]):
            text = text[:index]
            break
    return text.rstrip(_AFTER + "([")
