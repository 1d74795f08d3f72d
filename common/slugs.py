"""The last part of a record's public address: made from words, or from letters that say nothing."""

import re

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from common.addresses import is_taken
from common.letters.folding import letters


def free_slug(model: type[models.Model], text: str, *, fallback: str) -> str:
    """A slug made of `text`, cut at 60 characters, that no row of `model` has or had; numbered where taken.

    One query, and one more for each that is taken. Two requests at once may get the same: then the database
    refuses the second, for slugs are unique.

    Text that leaves no Latin letter (a name in another script) gets `fallback` and eight random letters.
    """
    base = plain_slug(text) or opaque_slug(fallback)
    slug, number = base, 2
    while is_taken(model, slug):
        slug, number = f"{base}-{number}", number + 1
    return slug


def plain_slug(text: str) -> str:
    """The slug made of `text` alone, whoever has it; "" for text without a Latin letter or digit."""
    return slugify(letters(text))[:60].strip("-")


#: Without vowels, so that chance spells no name and no word.
_OPAQUE_LETTERS = "bcdfghjkmnpqrstvwxz23456789"


def opaque_slug(prefix: str) -> str:
    """A slug that says nothing: `prefix` and eight random letters and digits."""
    return f"{prefix}-{get_random_string(8, _OPAQUE_LETTERS)}"


def is_opaque_slug(slug: str, prefix: str) -> bool:
    """Whether `slug` was made by `opaque_slug`."""
    return re.fullmatch(rf"{prefix}-[{_OPAQUE_LETTERS}]{{8}}", slug) is not None
