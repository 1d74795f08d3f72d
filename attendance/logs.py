"""Private addresses stay out of logs: a short digest stands in their place.

The mark is the one officers see beside a link (`ItineraryLink.mark`), so an operator can say which link it
was without being able to open it.
"""

import logging
import re
import traceback

from attendance.tokens import digest_of, mark_of

# Also with an escaped slash, as a server logs what it was sent; what is marked already stays.
ADDRESS = re.compile(r"((?:/|%2F)my(?:/|%2F))(?!\[[0-9a-f]{8}\])([^\s/?#\"'<>]+)", re.IGNORECASE)


#: A word this long that stood in a private address is taken out by itself too; a shorter one may be any word.
LONG_ENOUGH = 16


def without_tokens(text: str, *beside: str) -> str:
    """`text` with "/my/<token>" written as "/my/[digest]", wherever it stands.

    A token that stands in such an address, here or in one of the texts `beside`, is marked where it stands
    alone as well, as in "KeyError: '<token>'".
    """
    tokens = {match[2] for each in (text, *beside) for match in ADDRESS.finditer(each)}
    text = ADDRESS.sub(lambda match: match[1] + mark(match[2]), text)
    for token in sorted(tokens, key=len, reverse=True):
        if len(token) >= LONG_ENOUGH:
            text = text.replace(token, mark(token))
    return text


def mark(token: str) -> str:
    """What stands for a token, such as "[1f2e3d4c]"."""
    return f"[{mark_of(digest_of(token))}]"


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
