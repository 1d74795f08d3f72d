"""What every record shares: when it was made and changed, and the limits of its texts."""

import re
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

#: The most characters of a text an officer writes: some ten printed pages.
TEXT_LIMIT = 20_000

#: Public links lead to web pages, nothing else.
web_address = URLValidator(schemes=["http", "https"])

#: The International Visitor Leadership Program began in 1940; a later or earlier year is a typing error.
plausible_year = [MinValueValidator(1940), MaxValueValidator(2100)]


class LongText(models.CharField):
    """Text of several paragraphs, at most TEXT_LIMIT characters.

    A CharField, so that the limit stands in PostgreSQL too and not in forms alone.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", TEXT_LIMIT)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """A text area, unless the caller names another widget."""
        return super().formfield(**{"widget": forms.Textarea(attrs={"rows": 6}), "strip": True, **kwargs})


class WebAddress(models.URLField):
    """An http or https address; other schemes could run code in a reader's browser."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 500)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    default_validators = [web_address]

    def formfield(self, **kwargs: Any) -> Any:
        """An address typed without a scheme is taken as https."""
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class Recorded(models.Model):
    """When the record was made and last changed (UTC)."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True, editable=False)

    class Meta:
        abstract = True


def free_slug(model: type[models.Model], text: str, *, fallback: str) -> str:
    """A slug made of `text` that no row of `model` has yet.

    Text that leaves no Latin letter (a name in another script) gets `fallback` and eight random letters.
    """
    base = slugify(text)[:60].strip("-") or opaque_slug(fallback)
    slug, number = base, 2
    while model._default_manager.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


#: Without vowels, so that chance spells no name and no word.
_OPAQUE_LETTERS = "bcdfghjkmnpqrstvwxz23456789"


def opaque_slug(prefix: str) -> str:
    """A slug that says nothing: `prefix` and eight random letters and digits."""
    return f"{prefix}-{get_random_string(8, _OPAQUE_LETTERS)}"


def is_opaque_slug(slug: str, prefix: str) -> bool:
    """Whether `slug` was made by `opaque_slug`."""
    return re.fullmatch(rf"{prefix}-[{_OPAQUE_LETTERS}]{{8}}", slug) is not None
