"""A field for a time of day as people write it: 10:00, 10 a.m. or 2:30 p.m."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.formats import clock
from programs.planning.written import read_clock


class ClockInput(forms.TextInput):
    """Shows a time as it is written here: "10:00 a.m."."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"size": "10", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, time):
            return value.isoformat("seconds") if value.second else clock(value)
        return super().format_value(value)


class ClockField(forms.TimeField):
    """A time of day in any form that `read_clock` understands; anything else is refused with an example."""

    widget = ClockInput
    default_error_messages = {"invalid": _("Enter a time such as 10:00, 10 a.m. or 2:30 p.m.")}

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        time_of_day = read_clock(str(value)) if len(str(value)) <= 40 else None
        if time_of_day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return time_of_day
