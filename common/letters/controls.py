"""Characters that no text may hold: controls, which break feeds and files, and halves of letters.

XML 1.0, 2.2 (https://www.w3.org/TR/xml/#charsets) and RFC 5545, 3.1 forbid them.
"""

import re
from typing import Any

from django.db import models
from django.db.models.signals import pre_save

#: Tabulator, line feed and carriage return are the only controls that a text may hold.
_BREAKS = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: The same in UTF-8, for whole answers.
CONTROL_BYTES = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])


def without_controls(text: str) -> str:
    """`text` with a space for each control that parts words, and without all others."""
    return _FORBIDDEN.sub("", _BREAKS.sub(" ", text))


def clean_before_saving(*labels: str) -> None:
    """From now on every text of the models of these apps is saved without controls, whoever saves it.

    What parts lines elsewhere, as in a pasted list, does so in texts of several lines.
    """
    pre_save.connect(_clean, dispatch_uid="common.letters.controls")
    _CLEANED.update(labels)


_CLEANED: set[str] = set()


def _clean(sender: type[models.Model], instance: Any, **_: Any) -> None:
    if sender._meta.app_label not in _CLEANED:
        return
    for field in sender._meta.concrete_fields:
        value = instance.__dict__.get(field.attname)
        if isinstance(value, str) and isinstance(field, models.CharField | models.TextField):
            has_lines = getattr(field, "has_lines", False)
            cleaned = without_controls(_BREAKS.sub("\n", value) if has_lines else value)
            if cleaned != value:
                setattr(instance, field.attname, cleaned)
