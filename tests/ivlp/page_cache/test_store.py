"""The store of the page cache by itself: encodings by preference, and a bound that holds."""

import os
import threading
from datetime import UTC, datetime

import pytest

from ivlp.page_cache.store import PageStore, StoredPage, preferred_encoding


def page(size: int) -> StoredPage:
    """A page whose body does not compress."""
    return StoredPage(1, datetime(2030, 1, 1, tzinfo=UTC), {}, os.urandom(size))


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", "identity"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("GZip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br; q=0, gzip", "gzip"),
        ("br;q=0,gzip;q=0.000", "identity"),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("*;q=0", "identity"),
        ("identity", "identity"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip", "gzip"),
        ("identity;q=0", "identity"),
        ("zstd, compress", "identity"),
        ("gzip;q=rubbish", "identity"),
        (";;,,=;q", "identity"),
        ("gzipped, brotli", "identity"),
        ("br;q=nan", "identity"),
    ],
)
def test_the_reader_chooses_the_encoding(header: str, encoding: str) -> None:
    assert preferred_encoding(header) == encoding


def test_the_bound_of_entries_holds() -> None:
    store = PageStore(3, 10**9)
    for name in "abcd":
        store.put(name, page(10))
    assert len(store) == 3
    assert store.get("a") is None
    assert store.get("d") is not None


def test_the_bound_of_bytes_holds_and_counts_every_encoding() -> None:
    kept = [page(50_000) for _ in range(2)]
    store = PageStore(100, 2 * page(50_000).size)
    store.put("a", kept[0])
    store.put("b", kept[1])
    assert len(store) == 2
    kept[1].encoded("br")
    store.put("b", kept[1])
    assert store.get("a") is None
    assert store.get("b") is kept[1]
    assert store.used == kept[1].size > 100_000


def test_a_page_larger_than_the_store_drives_out_no_other() -> None:
    store = PageStore(100, 20_000)
    store.put("a", page(1_000))
    store.put("b", page(30_000))
    assert store.get("a") is not None
    assert store.get("b") is None
    store.put("a", page(30_000))
    assert store.get("a") is None
    assert store.used == 0


def test_many_threads_at_once_leave_the_count_right() -> None:
    store = PageStore(20, 10**9)
    pages = [page(n) for n in range(50)]

    def work(start: int) -> None:
        for n in range(3_000):
            store.put((start * n) % 50, pages[(start * n) % 50])
            store.get(n % 50)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    left = [stored for n in range(50) if (stored := store.get(n)) is not None]
    assert len(left) == len(store) == 20
    assert store.used == sum(stored.size for stored in left)
