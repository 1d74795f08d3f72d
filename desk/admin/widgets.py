"""Fields and widgets of the admin: each has a name for a screen reader, and none breaks on nonsense."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.time_zones import zone_names
from desk.admin.keys import is_key
from programs.planning.written import read_day

#: A year outside of this is a typing error, and far outside of it databases and calendars disagree.
YEARS = (1900, 2100)
#: The same for the browser's own date field.
DATE_LIMITS = {"min": f"{YEARS[0]}-01-01", "max": f"{YEARS[1]}-12-31"}


def name_for_screen_readers(widget: forms.Widget, label: str) -> None:
    """Give a widget without a visible `<label>` its name; the parts of a date and time get one each."""
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget = widget.widget
    if isinstance(widget, forms.SplitDateTimeWidget):
        for part, name in zip(
            widget.widgets, (gettext("%(label)s: date"), gettext("%(label)s: time")), strict=True
        ):
            part.attrs["aria-label"] = name % {"label": label}
    elif not isinstance(widget, forms.HiddenInput):
        widget.attrs["aria-label"] = label


def plausible(value: date | datetime) -> None:
    """Raise ValidationError for a date outside of YEARS."""
    first, last = YEARS
    if not first <= value.year <= last:
        raise ValidationError(
            gettext("Enter a date between %(first)s and %(last)s."),
            code="implausible_date",
            params={"first": first, "last": last},
        )


class DateInput(forms.DateInput):
    """The browser's own date field: works by keyboard, on a phone and without JavaScript."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={**DATE_LIMITS, **(attrs or {})}, format="%Y-%m-%d")


class SplitDateTimeInput(forms.SplitDateTimeWidget):
    """The browser's own fields for a day and a time of day."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs,
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", **DATE_LIMITS},
            time_attrs={"type": "time"},
        )


class OfficeDateField(forms.DateField):
    """A day within YEARS, in any form that `read_day` understands; any other is refused with a message."""

    widget = DateInput
    default_error_messages = {"invalid": _("Enter a day such as 2027-08-03, 8/3/2027 or Aug. 3, 2027.")}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        day = read_day(str(value)) if len(str(value)) <= 60 else None
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day

    default_validators = [plausible]


class OfficeDateTimeField(forms.SplitDateTimeField):
    """A moment in UTC, within YEARS; any other is refused with a message."""

    widget = SplitDateTimeInput
    default_validators = [plausible]


class ZoneInput(forms.TextInput):
    """The name of a time zone, with all names suggested by the browser."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        suggestions = f"{(attrs or {}).get('id', name)}_zones"
        field = super().render(name, value, {**(attrs or {}), "list": suggestions}, renderer)
        options = format_html_join(
            "", '<option value="{}"></option>', ((zone,) for zone in sorted(zone_names()))
        )
        return format_html('{}<datalist id="{}">{}</datalist>', field, suggestions, options)


class GroupOfCheckboxes(forms.CheckboxSelectMultiple):
    """Check boxes that a screen reader announces as one group."""

    def __init__(self, label: str, choices: Iterable[tuple[Any, str]] = ()) -> None:
        super().__init__(attrs={"class": "office-checkboxes"}, choices=choices)
        self.label = label

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        boxes = super().render(name, value, attrs, renderer)
        return format_html('<div role="group" aria-label="{}">{}</div>', capfirst(self.label), boxes)


class PhotoInput(forms.ClearableFileInput):
    """A file field that shows the photo it has. Set `preview` to the address of the stored photo."""

    preview = ""
    preview_template = "admin/participants/hero/photo_input.html"

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        context = self.get_context(name, value, attrs)
        plain = forms.FileInput({**self.attrs, "accept": "image/*"}).render(name, None, attrs, renderer)
        return mark_safe(  # noqa: S308 - a template's output
            render_to_string(self.preview_template, {**context, "preview": self.preview, "input": plain})
        )


class SafeModelMultipleChoiceField(forms.ModelMultipleChoiceField):
    """Refuses keys too large for the database in words instead of failing."""

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, list | tuple) else ():
            if not is_key(key):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": key}
                )
        return super().clean(value)


class _Quiet(AutocompleteMixin, forms.Select):
    """Shows the chosen records; `known` ones without a query, and nothing for keys that are nonsense."""

    known: tuple[Model, ...] = ()

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        keys = [key for key in value if is_key(key)]
        labels = {str(record.pk): str(record) for record in self.known}
        if not keys or not labels.keys() >= set(keys):
            return super().optgroups(name, keys, attr)
        chosen = [] if self.is_required or self.allow_multiple_selected else [("", "")]
        chosen += [(key, labels[key]) for key in keys]
        options = [self.create_option(name, *option, bool(option[0]), at) for at, option in enumerate(chosen)]
        return [(None, options, 0)]


class Autocomplete(_Quiet, AutocompleteSelect):
    """A choice of one record, which the server looks up as the officer types."""


class AutocompleteMultiple(_Quiet, AutocompleteSelectMultiple):
    """Several records, found by typing; each is taken out alone, not all at one slip."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}
