"""Lists as officers paste them from documents and e-mails, written anew as lists of Markdown.

A line is an item when it begins with a bullet ("•", "▪", "o" and a tabulator …) or a number, whatever spaces
are around it. A dash ("— one") also begins what somebody says, and "1-" a range: they make a list
only where two or more lines follow each other and none asks or calls out, or right below an item of a list.
An item more indented than the one before it, or with another bullet, is nested below it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

_SPACE = r"[ \t\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff]"
#: Those of the last group are what Word's bullets become in plain text.
_BULLETS = "•‣⁃∙●○◦▪▫■□◾◽➢➤►❖✓✔\uf0b7\uf0a7\uf0d8\uf076\uf0fc"
_ITEM = re.compile(
    rf"(?P<indent>{_SPACE}*)"
    rf"(?:(?P<mark>[{_BULLETS}])(?!{_SPACE}*[{_BULLETS}])(?P<none>{_SPACE}*)"
    rf"|(?P<sign>[·*+\-–—―]|o(?=\t)|\d{{1,9}}[.)]|\d{{1,3}}-)(?P<gap>{_SPACE}+))"
    r"(?P<words>\S.*)"
)
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_LINE_END = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_QUOTED = re.compile(r"^ {0,3}> ?")
#: Quotes within quotes are read to this depth.
_DEPTH = 5
_ASKS_OR_CALLS = re.compile(r"[?!؟？！][\"'”’»)]*\s*$")


@dataclass
class _Item:
    """A line that may be an item of a list."""

    mark: str  #: the bullet or number, as typed
    indent: int  #: in columns
    words: str
    is_plain: bool  #: Markdown takes it for an item as it is

    @property
    def is_doubtful(self) -> bool:
        return self.mark in "–—―" or self.mark[-1] == "-" != self.mark

    @property
    def number(self) -> int | None:
        return int(self.mark[:-1]) if self.mark[0].isdecimal() else None

    @property
    def kind(self) -> str:
        """What the items of one list have in common."""
        return self.mark if self.number is None else self.mark[-1]

    @property
    def written(self) -> str:
        """The mark as Markdown knows it."""
        return "-" if self.number is None else f"{self.number}{self.mark[-1].replace('-', '.')}"


def _read(line: str) -> _Item | None:
    found = _ITEM.fullmatch(line)
    if not found:
        return None
    mark, spaces = found["mark"] or found["sign"], found["indent"] + (found["gap"] or "")
    is_plain = not spaces.strip(" \t") and bool(re.fullmatch(r"[*+-]|[0-9]+[.)]", mark))
    return _Item(mark, _columns(found["indent"]), found["words"], is_plain)


def _columns(spaces: str) -> int:
    wide = re.sub("[\u200b-\u200f\u2060\ufeff]", "", spaces)
    return len(wide.expandtabs(4))


def with_lists(text: str, depth: int = _DEPTH) -> str:
    """`text` with its pasted lists as lists of Markdown; what is inside fences ("```") stays as it is.

    Lists in quoted lines ("> • one") are read too.
    """
    lines = _LINE_END.split(text)
    if not depth:
        return _with_lists(lines)
    fenced = zip(lines, _fenced(lines), strict=True)
    quoted = [bool(_QUOTED.match(line)) and not inside for line, inside in fenced]
    parts: list[str] = []
    for is_quoted, run in groupby(zip(quoted, lines, strict=True), key=itemgetter(0)):
        words = [line for _, line in run]
        if is_quoted:
            inner = with_lists("\n".join(_QUOTED.sub("", line) for line in words), depth - 1)
            parts += [f"> {line}".rstrip() for line in inner.split("\n")]
        else:
            parts.append(_with_lists(words))
    return "\n".join(parts)


def _with_lists(lines: list[str]) -> str:
    items = _without_speech(_items(lines), lines)
    written: list[str] = []
    number = 0
    while number < len(lines):
        end = _end_of_list(number, lines, items)
        block = [each for each in items[number:end] if each]
        if block and (block[0].indent >= 4 or not all(each.is_plain for each in block)):
            written += ["", *_List().write(lines[number:end], items[number:end]), ""]
        else:
            end = max(end, number + 1)
            written += lines[number:end]
        number = end
    return "\n".join(written)


def _items(lines: list[str]) -> list[_Item | None]:
    return [None if inside else _read(line) for line, inside in zip(lines, _fenced(lines), strict=True)]


def _fenced(lines: list[str]) -> list[bool]:
    """Which lines are fences or inside of them."""
    inside = []
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        inside.append(bool(fence or found))
        if fence:
            if found and found[1].startswith(fence) and not line[found.end() :].strip():
                fence = ""
        elif found:
            fence = found[1]
    return inside


def _without_speech(items: list[_Item | None], lines: list[str]) -> list[_Item | None]:
    """Items that stand alone with a dash, or where somebody asks, are what somebody says."""
    sure = list(items)
    for run in _doubtful_runs(items, lines):
        before = sure[run[0] - 1] if run[0] else None
        words = [item.words for number in run if (item := items[number])]
        if before is None and (len(words) < 2 or any(map(_ASKS_OR_CALLS.search, words))):
            for number in run:
                sure[number] = None
    return sure


def _doubtful_runs(items: list[_Item | None], lines: list[str]) -> Iterator[list[int]]:
    """Numbers of lines with a dash that follow each other; empty lines may be between."""
    run: list[int] = []
    for number, item in enumerate(items):
        if item and item.is_doubtful:
            run.append(number)
        elif run and (item or lines[number].strip()):
            yield run
            run = []
    if run:
        yield run


def _end_of_list(begin: int, lines: list[str], items: list[_Item | None]) -> int:
    """The number of the line after the list that begins at `begin`; `begin` where none does."""
    if not items[begin]:
        return begin
    end = number = begin + 1
    while number < len(lines) and (
        items[number] or not lines[number].strip() or (number == end and _goes_on(lines[number]))
    ):
        number += 1
        if lines[number - 1].strip():
            end = number
    return end


def _goes_on(line: str) -> bool:
    """Whether a line right below an item belongs to it: an indented one, or one amid a sentence."""
    return not _FENCE.match(line) and (line[0].isspace() or line[0].islower())


class _List:
    """A pasted list as it is written anew: the way from the outermost list to the item before."""

    def __init__(self) -> None:
        self.way: list[tuple[int, str, int]] = []  # of each list: its indent, its kind, what its mark takes

    def write(self, lines: list[str], items: list[_Item | None]) -> Iterator[str]:
        for line, item in zip(lines, items, strict=True):
            if item:
                yield from self._write(item)
            else:
                room = " " * sum(width for _, _, width in self.way)
                yield f"{room}{line.strip()}" if line.strip() else ""

    def _write(self, item: _Item) -> Iterator[str]:
        self._find_place(item)
        *above, (indent, kind, width) = self.way
        if item.number not in (None, 1) and not width:
            yield ""  # else it would not begin a list
        yield f"{' ' * sum(width for _, _, width in above)}{item.written} {item.words}"
        self.way[-1] = (indent, kind, len(item.written) + 1)

    def _find_place(self, item: _Item) -> None:
        """Leave `way` with the list of the item as its last."""
        way, here = self.way, (item.indent, item.kind, 0)
        while way and item.indent + 1 < way[-1][0]:
            way.pop()
        if not way or item.indent >= way[-1][0] + 2:
            way.append(here)
        elif any(kind == item.kind and item.indent >= indent - 1 for indent, kind, _ in way):
            while way[-1][1] != item.kind:
                way.pop()
        elif len(way) == 1 and item.number is None:
            way.append(here)
        else:
            way[-1] = here
