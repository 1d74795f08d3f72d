"""Bare web addresses in Markdown, which become links: "See https://www.state.gov/, please."

Only those that name http(s), and never inside code or another link. The library's own rule would need two
more packages, and would also make links of "www.example" and of e-mail addresses.
"""

import re

from markdown_it.rules_inline import StateInline

#: Not the end of another word or scheme. Arabic writes "and" before a word without a space.
_SCHEME = re.compile(r"(?:^|[^a-z0-9+])(https?)$", re.IGNORECASE)
#: Quotation marks, punctuation of other scripts, signs that turn or hide the text: never in an address.
_REST = re.compile(
    r"://[^\s<>\"`\\^{|}\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"“”„«»‹›،؛؟、。「」『』（）【】《》〈〉，；：！？]+"
)
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
