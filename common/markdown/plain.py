"""The words of Markdown without markup: line by line for calendars and machines, or all on one line."""

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from common.markdown.parser import parse

BULLET = "•"
#: Parts what stood on lines of its own, in any language, where no punctuation does.
BETWEEN = " · "
_PUNCTUATION = tuple(".,:;!?…·،؛؟。、！？")


@dataclass(frozen=True)
class _Block:
    """A paragraph, a heading, a piece of code or the beginning of an item of a list."""

    mark: str  #: what stands before an item
    lines: list[str]


def to_lines(text: str) -> str:
    """The words of Markdown `text`: paragraphs, their lines and "• items" of lists on lines of their own."""
    return "\n".join(
        f"{block.mark} {line}".strip() if index == 0 else line
        for block in _blocks(text)
        for index, line in enumerate(block.lines)
    )


def to_line(text: str) -> str:
    """The words of Markdown `text` on one line, a " · " between paragraphs and items without punctuation."""
    told = ""
    for block in _blocks(text):
        between = " " if told.endswith(_PUNCTUATION) else BETWEEN
        told = between.join(filter(None, [told, " ".join(block.lines)]))
    return told


def _blocks(text: str) -> Iterator[_Block]:
    mark = ""
    for token in parse(text):
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup}" if token.info else BULLET
        if lines := _lines(token):
            yield _Block(mark, lines)
            mark = ""


def _lines(token: Token) -> list[str]:
    if token.type == "fence":
        text = token.content
    else:
        breaks = ("softbreak", "hardbreak")
        text = "".join("\n" if child.type in breaks else child.content for child in token.children or ())
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if line]
