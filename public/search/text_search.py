"""Full text search as expressions for queries, on PostgreSQL and, with the same answers, on SQLite.

On PostgreSQL a generated column of each table holds its words (migration "search"). SQLite folds the texts of
every row anew with Python's own `fold`: fine for trying the site out and for small installations.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import BooleanField, CharField, FloatField, Func
from django.db.models.expressions import Col, F

from public.search.folding import flat, fold, ways

#: How much a word counts in a title or name, in a summary, in longer texts.
TITLE, SUMMARY, REST = 1.0, 0.4, 0.1

Compiled = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Texts:
    """The fields of a table that are searched, and the column that holds their words on PostgreSQL."""

    title: tuple[str, ...] = ()  #: labelled A in the column
    summary: tuple[str, ...] = ()  #: labelled B
    rest: tuple[str, ...] = ()  #: labelled C
    column: str = "search"

    @property
    def fields(self) -> list[F]:
        """Titles first, then summaries, then longer texts: the order of `weights`."""
        return [F(name) for name in (*self.title, *self.summary, *self.rest)]

    @property
    def weights(self) -> list[float]:
        """What a word counts in each of `fields`."""
        return [TITLE] * len(self.title) + [SUMMARY] * len(self.summary) + [REST] * len(self.rest)


class _TextsOfARow(Func):
    """What the two expressions below share: the texts in a row of the query's table."""

    def __init__(self, starts: tuple[str, ...], texts: Texts) -> None:
        super().__init__(*texts.fields)
        self.starts, self.texts = starts, texts

    def vector(self, compiler: Any) -> str:
        """The column of PostgreSQL that holds the words of these texts, quoted for this query."""
        first = self.get_source_expressions()[0]
        assert isinstance(first, Col)  # noqa: S101 - the texts are plain columns of one table
        return ".".join(compiler.quote_name_unless_alias(name) for name in (first.alias, self.texts.column))


class HasWord(_TextsOfARow):
    """Condition that the texts have a word with this beginning (see `folding.beginnings`)."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, start: str, texts: Texts, *, in_title: bool = False) -> None:
        """With `in_title`, only titles and names count."""
        super().__init__((start,), replace(texts, summary=(), rest=()) if in_title else texts)
        self.label = "A" if in_title else ""

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Compiled:
        whole, parts = ways(self.starts[0])
        each = " & ".join(f"'{part}':*{self.label}" for part in parts)
        wanted = f"'{whole}':*{self.label} | ({each})"
        return f"{self.vector(compiler)} @@ to_tsquery('pg_catalog.simple', %s)", (wanted,)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Compiled:
        sql, params = self.as_sql(compiler, connection, function="search_words", arg_joiner=" || ' ' || ")
        return f"search_has({sql}, %s)", (*params, self.starts[0])


class Folded(Func):
    """The plain words of one text, for conditions of their own."""

    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Compiled:
        template = "%(function)s(%(expressions)s::text)"
        sql, params = self.as_sql(compiler, connection, function="search_fold", template=template)
        return sql, tuple(params)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Compiled:
        sql, params = self.as_sql(compiler, connection, function="search_words")
        return sql, tuple(params)


class Rank(_TextsOfARow):
    """How well the words stand out: the most if all are in titles, the least if all are in longer texts."""

    output_field = FloatField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Compiled:
        weights = f"{{0, {REST}, {SUMMARY}, {TITLE}}}"  # of the labels D to A
        wanted = " | ".join(f"'{start}':*" for start in flat(self.starts))
        sql = f"ts_rank('{weights}', {self.vector(compiler)}, to_tsquery('pg_catalog.simple', %s))"
        return sql, (wanted,)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Compiled:
        sql, params = self.as_sql(compiler, connection, function="search_rank")
        weights = " ".join(map(str, self.texts.weights))
        return f"{sql[:-1]}, %s, %s)", (*params, weights, " ".join(self.starts))


# The texts of a large archive, folded once for all words of a search and not for each.
@lru_cache(maxsize=20_000)
def _search_words(text: str | None) -> str | None:
    return None if text is None else f" {fold(text)}"


def _search_has(words: str | None, start: str) -> bool:
    whole, parts = ways(start)
    return words is not None and (f" {whole}" in words or all(f" {part}" in words for part in parts))


def _search_rank(*arguments: str) -> float:
    """Of texts, their weights and the words sought: the mean of the best weight of each word."""
    *texts, weights, starts = arguments
    best = sorted(
        zip(map(float, weights.split()), (f" {fold(text)}" for text in texts), strict=True), reverse=True
    )
    weight_of_each = [
        next((weight for weight, words in best if _search_has(words, start)), 0.0) for start in starts.split()
    ]
    return sum(weight_of_each) / len(weight_of_each)


def teach_sqlite(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Give a new SQLite connection the functions that the expressions above call."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("search_words", 1, _search_words, deterministic=True)
        connection.connection.create_function("search_has", 2, _search_has, deterministic=True)
        connection.connection.create_function("search_rank", -1, _search_rank, deterministic=True)


def register() -> None:
    """Give every SQLite connection opened from now on the functions that a search calls."""
    connection_created.connect(teach_sqlite, dispatch_uid="public.search.text_search")
