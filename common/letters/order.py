"""The order of words in lists for people: by the reader's language, the same on both databases.

The order is that of Unicode's root collation (CLDR, UTS #35) with what Spanish and Arabic add to it; French
and English add nothing. PostgreSQL has it by ICU. For SQLite and for lists in memory it is made with pyuca,
from the same tables.
"""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any
from unicodedata import normalize

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import CharField, F, Func, Model, OrderBy
from django.utils.translation import get_language
from pyuca import Collator

#: Languages with an order of their own, and the collation of PostgreSQL for each; of others, the root.
COLLATIONS = {"es": "es-x-icu", "ar": "ar-x-icu"}
ROOT = "und-x-icu"

#: Letters that Arabic sorts with another one, just before it, though the root sets them apart.
_ARABIC = {"ا": "ءأؤإئ", "ت": "ة", "ي": "یى"}

Key = tuple[float, ...]


def _language() -> str:
    language = (get_language() or "").partition("-")[0]
    return language if language in COLLATIONS else ""


def sort_key(text: str) -> Any:
    """For `sorted`: where `text` stands in a list in the reader's language. No two texts have one key."""
    return _key(text, _language())


@lru_cache(maxsize=20_000)
def _key(text: str, language: str) -> tuple[Key, str]:
    key: Key = _collator(language).sort_key(text)
    return (_arabic_first(key) if language == "ar" else key, text)


@cache
def _collator(language: str) -> Collator:
    collator = Collator()
    if language == "es":  # &N<ñ<<<Ñ
        n = _primary(collator, "n")
        collator.table.add([ord("n"), 0x303], [[n + 0.5, 32, 2]])
        collator.table.add([ord("N"), 0x303], [[n + 0.5, 32, 8]])
    if language == "ar":
        alef = _primary(collator, "ا")
        for letter, before in _ARABIC.items():
            for place, other in enumerate(before, 32 - len(before)):
                decomposed = [ord(part) for part in normalize("NFD", other)]
                collator.table.add(decomposed, [[_primary(collator, letter), place, 2]])
        # It is heard as two: ءا.
        madda = [ord(part) for part in normalize("NFD", "آ")]
        collator.table.add(madda, [[alef, 32 - len(_ARABIC["ا"]), 2], [alef, 33, 2]])
    return collator


def _primary(collator: Collator, letter: str) -> int:
    return int(collator.sort_key(letter)[0])


@cache
def _scripts() -> tuple[int, int, int]:
    """The weights of the first Latin letter, of the first Arabic one, and of the first after the Arabic."""
    root = _collator("")
    return _primary(root, "a"), _primary(root, "ء"), _primary(root, "ܐ")


def _arabic_first(key: Key) -> Key:
    """In Arabic its own script comes before all others (CLDR: [reorder Arab])."""
    latin, first, after = _scripts()
    letters = key.index(0) if 0 in key else len(key)
    moved = (latin - 1 + (part - first) / 10_000 if first <= part < after else part for part in key[:letters])
    return (*moved, *key[letters:])


class Alphabetical(Func):
    """For `order_by`: a text as the reader's language sorts it. `Alphabetical("name")`, `.desc()`.

    Made for one request: the language is that of the moment.
    """

    output_field = CharField()
    template = "(%(expressions)s) COLLATE %(collation)s"

    def __init__(self, text: Any) -> None:
        super().__init__(text)
        self.extra["language"] = _language()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, tuple[Any, ...]]:
        collation = COLLATIONS.get(self.extra["language"], ROOT)
        sql, params = self.as_sql(compiler, connection, collation=f'"{collation}"', **more)
        return sql, tuple(params)

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, tuple[Any, ...]]:
        collation = _name_on_sqlite(self.extra["language"])
        sql, params = self.as_sql(compiler, connection, collation=collation, **more)
        return sql, tuple(params)


def alphabetically(model: type[Model], ordering: Iterable[Any]) -> list[Any]:
    """`ordering` of rows of `model`, with text fields ("name", "-hero__sort_name") as people sort them.

    Codes, addresses and choices stay as they are.
    """
    return [_as_words(model, each) if isinstance(each, str) else each for each in ordering]


def _as_words(model: type[Model], name: str) -> str | OrderBy:
    path = name.removeprefix("-")
    if not _is_text(model, path):
        return name
    words = Alphabetical(F(path))
    return words.desc() if name.startswith("-") else words.asc()


def _is_text(model: type[Model], path: str) -> bool:
    *relations, last = path.split("__")
    for relation in relations:
        related = _field(model, relation)
        if related is None or related.related_model is None:
            return False
        model = related.related_model
    field = _field(model, last)
    return type(field) is CharField and not field.choices


def _field(model: type[Model], name: str) -> Any:
    return next((each for each in model._meta.get_fields() if each.name == name), None)


def _name_on_sqlite(language: str) -> str:
    return f"alphabetical_{language or 'root'}"


def _comparing(language: str) -> Callable[[str, str], int]:
    def compare(one: str, other: str) -> int:
        first, second = _key(one, language), _key(other, language)
        return (first > second) - (first < second)

    return compare


def _teach_sqlite(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "sqlite":
        for language in ("", *COLLATIONS):
            connection.connection.create_collation(_name_on_sqlite(language), _comparing(language))


def register() -> None:
    """Give every SQLite connection opened from now on the collations that `Alphabetical` names."""
    connection_created.connect(_teach_sqlite, dispatch_uid="common.letters.order")
