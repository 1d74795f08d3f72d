"""Taking one text from public view, and keeping what it said.

A text that may be empty is emptied. One that its record needs takes the record out of view, where the record
has a state of its own: a program goes back to clearance, a meeting is no longer public, a quote or takeaway
is a draft again. The others get neutral words. What a text said is returned, for the private history.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext

from common.addresses import OldAddress
from participants.models import Hero
from programs.models import Change, Meeting, Program, Quote, Takeaway
from programs.planning.names import Finder
from programs.planning.names_left import TEXTS, public_rows


@dataclass(frozen=True)
class Taken:
    """A text that was taken from view: its record as it is now, the name of the field, and what it said."""

    record: models.Model
    field: str
    said: str


def consequence(record: models.Model, field: str) -> str:
    """What taking this text from view does, for the officer; "" where only a new address helps."""
    if _is_address(record, field):
        return ""
    if _may_be_empty(record, field):
        return gettext("The text is emptied. The history keeps it.")
    match record:
        case Program():
            return gettext("The whole program goes back to clearance: nothing of it is public.")
        case Meeting():
            return gettext("The meeting is no longer public.")
        case Quote() | Takeaway():
            return gettext("It becomes a draft, to be approved anew.")
    return gettext("It is replaced by “%(words)s”. The history keeps it.") % {
        "words": _neutral(record, field)
    }


def take(key: str, finder: Finder) -> Taken | None:
    """Take the text with this key (see `Left.key`) from view; None if it is not public or tells no name.

    In one transaction, on the row as it is stored: another officer may have changed it meanwhile.
    """
    label, pk, field = [*key.split(":"), "", ""][:3]
    model: Any = next((each for each in TEXTS if each._meta.label_lower == label), None)
    if model is None or field not in TEXTS[model] or not re.fullmatch("[0-9]{1,18}", pk):
        return None
    with transaction.atomic():
        record = model._default_manager.select_for_update().filter(pk=pk).first()
        said = str(getattr(record, field) or "") if record else ""
        if record is None or not public_rows(model).filter(pk=pk).exists():
            return None
        if not finder.find(said) or not consequence(record, field):
            return None
        _write(record, field)
    return Taken(record, field, said)


def _write(record: Any, field: str) -> None:
    if isinstance(record, Change):  # written once, and never saved again
        Change.objects.filter(pk=record.pk).update(note="")
        return
    value: Any
    changed, value = field, "" if _may_be_empty(record, field) else _neutral(record, field)
    if value:
        match record:
            case Program():
                changed, value = "status", Program.Status.IN_CLEARANCE
            case Meeting():
                changed, value = "is_public", False
            case Quote() | Takeaway():
                changed, value = "status", record.Status.DRAFT
    setattr(record, changed, value)
    record.save(update_fields=[changed, "updated_at"])


def _is_address(record: models.Model, field: str) -> bool:
    return isinstance(record, OldAddress) or isinstance(record._meta.get_field(field), models.SlugField)


def _may_be_empty(record: models.Model, field: str) -> bool:
    """Whether the text may be left out; a photo needs its words for those who cannot see it."""
    described = isinstance(record, Hero) and field == "photo_alt" and record.photo
    return bool(getattr(record._meta.get_field(field), "blank", False)) and not described


def _neutral(record: models.Model, field: str) -> str:
    """English words, as officers write, in place of a text that may not be empty.

    The number keeps names apart that must be unique.
    """
    if isinstance(record, Hero):
        return f"Portrait of {record.full_name}"
    return f"{type(record).__name__} {record.pk} (name withheld)"
