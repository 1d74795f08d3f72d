"""Clients that are slow, or pretend to be, hold no thread: what gunicorn.conf.py asks for.

gunicorn's threads read a request as it comes, so a few that stop half-way would stop the site. Here a thread
gets a connection only when the head of a request (RFC 9112, 2.1) and a form's body have come, and has it for
a limited time. A proxy that buffers does more (docs/operators.md); this keeps a site alive without one.
"""

import re
import socket
import time
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

#: Seconds in which the head of a request and the beginning of its body must have come.
HEAD_SECONDS = 10
#: Seconds that reading a body, making the answer and sending it may take together.
ANSWER_SECONDS = 60
#: A head of more bytes is handed on as it is: gunicorn refuses it.
LONGEST_HEAD = 48 * 1024
#: So many bytes of a body are waited for as well: the whole of a reader's form.
BODY_AWAITED = 16 * 1024

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r\n", re.IGNORECASE)


class Worker(ThreadWorker):
    """gunicorn's worker with threads, which waits for heads without them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at_work: dict[Any, float] = {}

    def enqueue_req(self, conn: Any) -> None:
        """Give the connection to a thread if a whole head has come, else wait for more; main thread only."""
        missing = 0 if self.cfg.is_ssl else _bytes_until_more(conn)
        if not missing:
            conn.head_due = None
            conn.data_ready = True
            _wake_at(conn.sock, 1)
            super().enqueue_req(conn)
            return
        now = time.monotonic()
        conn.head_due = getattr(conn, "head_due", None) or now + HEAD_SECONDS
        if now >= conn.head_due:
            self.nr_conns -= 1
            conn.close()
            return
        _wake_at(conn.sock, missing)
        conn.sock.setblocking(False)
        conn.timeout = conn.head_due
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def handle(self, conn: Any) -> Any:
        """As gunicorn's, noting until when; in a thread."""
        self.at_work[conn] = time.monotonic() + ANSWER_SECONDS
        try:
            return super().handle(conn)
        finally:
            self.at_work.pop(conn, None)

    def murder_pending(self) -> None:
        """Close what waited too long, and end what a thread has had for too long; once a second or so."""
        super().murder_pending()
        now = time.monotonic()
        for conn, due in list(self.at_work.items()):
            if now >= due:
                with suppress(OSError):  # the thread reads an end, or fails to write, and is free
                    conn.sock.shutdown(socket.SHUT_RDWR)


def _bytes_until_more(conn: Any) -> int:
    """How many bytes must lie ready before another look is worth it; 0 if a thread can begin.

    A thread also gets what has ended, is broken, or is too long.
    """
    before = conn.parser.unreader.buf.getvalue() if conn.parser else b""
    try:
        come = conn.sock.recv(LONGEST_HEAD, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        come = b""
    except OSError:
        return 0
    else:
        if not come or len(come) == LONGEST_HEAD:
            return 0
    head, end, body = (before + come).partition(b"\r\n\r\n")
    if not end:
        return len(come) + 1
    length = _LENGTH.search(head + b"\r\n")
    # Who sends "Expect: 100-continue" waits for our word before the body.
    if not length or b"\r\nexpect:" in head.lower():
        return 0
    missing = min(int(length[1]), BODY_AWAITED) - len(body)
    return len(come) + missing if missing > 0 else 0


def _wake_at(sock: socket.socket, size: int) -> None:
    """Let the socket count as readable only with so many bytes (socket(7), SO_RCVLOWAT)."""
    with suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, size)
