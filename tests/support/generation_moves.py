"""Reading the generation in tests, and saying that it moved."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from ivlp.page_cache import generation


def now() -> int:
    n = generation.current()
    assert n is not None
    return n


@contextmanager
def moves() -> Iterator[None]:
    before = now()
    yield
    assert now() > before


@contextmanager
def stays() -> Iterator[None]:
    before = now()
    yield
    assert now() == before


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
