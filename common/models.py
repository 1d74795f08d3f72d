"""Pieces of models: when a record was made and changed, texts with a limit, addresses of web pages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from common.links import is_web_address

#: The most characters of a text an officer writes: some ten printed pages.
TEXT_LIMIT = 20_000


@deconstructible
class WebAddressValidator(URLValidator):
    """Refuses what Django or a browser would not take for the address of a web page."""

    schemes = ["http", "https"]

    def __call__(self, value: str | None) -> None:
        super().__call__(value)
        if not is_web_address(str(value)):
            raise ValidationError(
                _("Enter the address of a web page, without a name or password: https://host/page."),
                code="invalid",
            )


#: Public links lead to web pages, nothing else.
web_address = WebAddressValidator(schemes=["http", "https"])

#: The International Visitor Leadership Program began in 1940; a year outside of these is a typing error.
FIRST_YEAR, LAST_YEAR = 1940, 2100
plausible_year = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]


class LongText(models.CharField):
    """Text of several paragraphs, at most TEXT_LIMIT characters.

    A CharField, so that the limit stands in PostgreSQL too and not in forms alone.
    """

    has_lines = True

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
    """When the record was made and last changed (UTC).

    `updated_at` is public: a save that changes `private_fields` alone leaves it as it was.
    """

    #: Names of fields that no public page is made from.
    private_fields: frozenset[str] = frozenset()

    created_at = models.DateTimeField(_("created"), auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's; where only private fields changed, those alone are written. Then one query more."""
        if self.private_fields and not self._state.adding and not args:
            changed = self._changed_fields(kwargs.get("update_fields"))
            if changed and changed <= self.private_fields:
                kwargs["update_fields"] = changed
        super().save(*args, **kwargs)

    def _changed_fields(self, of: Iterable[str] | None) -> set[str]:
        """Names of the fields (`of` these; None for all) that differ from the database; without its times."""
        fields = [
            field
            for field in self._meta.concrete_fields
            if field.name not in ("created_at", "updated_at")
            and (of is None or {field.name, field.attname} & set(of))
        ]
        rows = type(self)._base_manager.filter(pk=self.pk)
        stored = rows.values(*(field.attname for field in fields)).first()
        if stored is None:
            return {field.name for field in fields}
        return {field.name for field in fields if stored[field.attname] != getattr(self, field.attname)}
