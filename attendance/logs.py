"""Tokens of private addresses stay out of logs: a short digest stands in their place.

A token is known by its shape, wherever it stands: in a wrong address, a query, a header, an error.
What stands in the place of a token in a private address is marked too, whatever its shape.

The mark is the one officers see beside a link (`ItineraryLink.mark`), so an operator can say which link it
was without being able to open it.
"""

import logging
import re
import traceback
from typing import Any
from urllib.parse import unquote

from attendance.tokens import PREFIX, digest_of, mark_of

# Also with an escaped slash, as a server logs what it was sent; what is marked already stays.
ADDRESS = re.compile(r"((?:/|%2F)my(?:/|%2F))(?!\[[0-9a-f]{8}\])([^\s/?#\"'<>]+)", re.IGNORECASE)


#: Letters of a token, each as it is or escaped as in an address.
LETTERS = re.compile(r"(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9_-]){43,}")
#: A token; those given before there was a prefix are 43 letters by themselves.
SHAPE = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}|(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{{43}}(?![A-Za-z0-9_-])")

#: A word this long that stood in a private address is taken out by itself too; a shorter one may be any word.
LONG_ENOUGH = 16


def without_tokens(text: str, *beside: str) -> str:
    """`text` with each token written as "[digest]", and "/my/<anything>" as "/my/[digest]".

    What stands in such an address, here or in one of the texts `beside`, is marked where it stands alone as
    well, as in "KeyError: '<token>'".
    """
    text = LETTERS.sub(_marked, text)
    tokens = {match[2] for each in (text, *beside) for match in ADDRESS.finditer(each)}
    text = ADDRESS.sub(lambda match: match[1] + mark(match[2]), text)
    for token in sorted(tokens, key=len, reverse=True):
        if len(token) >= LONG_ENOUGH:
            text = text.replace(token, mark(token))
    return text


def _marked(match: re.Match[str]) -> str:
    plain = unquote(match[0])
    marked = SHAPE.sub(lambda shape: mark(shape[0]) if _is_token(shape[0]) else shape[0], plain)
    return match[0] if marked == plain else marked


def _is_token(word: str) -> bool:
    # An address of 43 letters that somebody chose has no capitals; chance leaves them out once in 10^9 times.
    return word.startswith(PREFIX) or not (word.islower() or word.isupper())


def mark(token: str) -> str:
    """What stands for a token, such as "[1f2e3d4c]"."""
    return f"[{mark_of(digest_of(token))}]"


class RecordWithoutTokens(logging.LogRecord):
    """A record that tells no handler a token: not in its message, its traceback or its stack."""

    def getMessage(self) -> str:  # noqa: N802 - the name is Python's
        return without_tokens(super().getMessage())

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("exc_text", "stack_info") and value:
            value = without_tokens(value)
        super().__setattr__(name, value)


def install() -> None:
    """From now on every record of this process is one without tokens, whatever handlers there are."""
    logging.setLogRecordFactory(RecordWithoutTokens)


class NoTokens(logging.Filter):
    """For handlers: takes private addresses out of a record, its traceback included."""

    def filter(self, record: logging.LogRecord) -> bool:
        message, trace, stack = record.getMessage(), record.exc_text or "", record.stack_info or ""
        if not trace and record.exc_info and record.exc_info[0] is not None:
            trace = "".join(traceback.format_exception(*record.exc_info)).rstrip()
        record.msg, record.args = without_tokens(message, trace, stack), ()
        record.exc_text = without_tokens(trace, message, stack) or None
        record.stack_info = without_tokens(stack, message, trace) or None
        return True
