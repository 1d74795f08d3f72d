"""Keys of records as they come from outside: in addresses, forms and check boxes."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

#: Every number of so many digits fits into a key of the database (a signed integer of 64 bits).
KEY_DIGITS = 18

Record = TypeVar("Record", bound=Model)


def is_key(value: Any) -> bool:
    """Whether a text or an int can be the key of a record: ASCII digits, at most KEY_DIGITS of them."""
    text = str(value)
    return text.isascii() and text.isdecimal() and len(text) <= KEY_DIGITS


def record_or_none(queryset: QuerySet[Record], key: Any) -> Record | None:
    """The record of a queryset with this key; None where there is none, or where it can be no key."""
    return queryset.filter(pk=key).first() if is_key(key) else None


def record_or_404(queryset: QuerySet[Record], key: Any) -> Record:
    """The record of a queryset with this key. Raises Http404 where there is none."""
    record = record_or_none(queryset, key)
    if record is None:
        raise Http404
    return record
