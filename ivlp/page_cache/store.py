"""What the page cache keeps: pages in their encodings, in a store with a fixed bound."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

import brotli
from django.utils.http import parse_header_parameters

IDENTITY = "identity"
BROTLI = "br"
GZIP = "gzip"
# Best first: at these levels Brotli is smaller than gzip and as fast.
ENCODINGS = (BROTLI, GZIP)
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# A shorter text fits in one packet anyway.
WORTH_COMPRESSING = 860
# What a page costs in memory besides its bodies: label (at most a request's first line), headers, objects.
# Bytes, rounded up.
OVERHEAD = 8192
# What a body costs by its length: bodies that come and go leave holes. With four threads and thousands of
# pages a process took 88 MB for 64 MB of bodies.
HOLES = 1.4


class EncodedBody(NamedTuple):
    """The body of a page in one encoding (RFC 9110, 8.4), with its validator and all headers to send."""

    body: bytes
    etag: str
    headers: dict[str, str]


@dataclass(slots=True)
class StoredPage:
    """A public page as it was at a generation, good until a moment that is known beforehand."""

    generation: int
    valid_until: datetime
    headers: dict[str, str]
    body: bytes
    bodies: dict[str, EncodedBody] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """What the page takes up in memory with all its bodies: an estimate in bytes, on the high side."""
        others = sum(len(each.body) for each in self.bodies.values() if each.body is not self.body)
        return OVERHEAD + int(HOLES * (len(self.body) + others))

    def encoded(self, encoding: str) -> EncodedBody:
        """The page in an encoding (identity, gzip or br), compressed when first asked for.

        The strong validator names the encoding, because each encoding is a representation of its own
        (RFC 9110, 8.8.3.3).
        """
        known = self.bodies.get(encoding)
        if known is None:
            body = self._compressed(encoding)
            digest = hashlib.sha256(self.body).hexdigest()[:32]
            headers = {**self.headers, "Content-Length": str(len(body))}
            etag = f'"{digest}"'
            if body is not self.body:
                etag = f'"{digest}-{encoding}"'
                headers["Content-Encoding"] = encoding
            headers["ETag"] = etag
            known = self.bodies[encoding] = EncodedBody(body, etag, headers)
        return known

    @property
    def _is_picture(self) -> bool:
        """Pictures are compressed already."""
        return self.headers.get("Content-Type", "").startswith("image/")

    def _compressed(self, encoding: str) -> bytes:
        if encoding == IDENTITY or len(self.body) < WORTH_COMPRESSING or self._is_picture:
            return self.body
        if encoding == BROTLI:
            return brotli.compress(self.body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
        return gzip.compress(self.body, GZIP_LEVEL, mtime=0)


class PageStore:
    """Pages by label; the least recently used go when there are too many or they take too much memory.

    Safe to use from several threads. `entries` and `size` bound the number of pages and their bytes.
    """

    def __init__(self, entries: int, size: int) -> None:
        self._entries, self._bytes = entries, size
        self._pages: OrderedDict[Hashable, tuple[StoredPage, int]] = OrderedDict()
        self._used = 0
        self._lock = threading.Lock()

    def get(self, label: Hashable) -> StoredPage | None:
        """The page kept under a label, whatever its generation."""
        with self._lock:
            entry = self._pages.get(label)
            if entry is None:
                return None
            self._pages.move_to_end(label)
            return entry[0]

    def put(self, label: Hashable, page: StoredPage) -> None:
        """Keep a page in place of any other under its label; again when it has grown by an encoding."""
        size = page.size
        with self._lock:
            self._used -= self._pages.pop(label, (None, 0))[1]
            # One page larger than the whole store would only drive out all others.
            if size > self._bytes:
                return
            self._pages[label] = (page, size)
            self._used += size
            while len(self._pages) > self._entries or self._used > self._bytes:
                self._used -= self._pages.popitem(last=False)[1][1]

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def used(self) -> int:
        """What all stored pages take up in memory: an estimate in bytes, never more than the bound."""
        return self._used


@lru_cache(maxsize=256)
def preferred_encoding(accept_encoding: str) -> str:
    """The encoding to send for an Accept-Encoding header (RFC 9110, 12.5.3); identity if none fits.

    Of those equally welcome the smaller wins. A header that makes no sense counts as absent.
    """
    welcome: dict[str, float] = {}
    for item in accept_encoding.lower().split(","):
        try:
            name, parameters = parse_header_parameters(item.strip())
            welcome[name] = float(parameters.get("q", 1))
        except ValueError:
            continue
    others = welcome.get("*", 0.0)
    best, weight = IDENTITY, 0.0
    for encoding in ENCODINGS:
        if welcome.get(encoding, others) > weight:
            best, weight = encoding, welcome.get(encoding, others)
    return IDENTITY if welcome.get(IDENTITY, 0.0) > weight else best
