"""The admin of stops: as rows of a program, and alone for the longer texts."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.admin.base import OfficeAdmin, OfficeFormSet, OfficeInline, count_of
from desk.admin.filters import ProgramListFilter
from programs.models import Meeting, Stop
from programs.models.stop import LAST_POSITION


class StopForm(forms.ModelForm):
    """A stop, whose position is at most LAST_POSITION and is no other stop's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].validators.append(MaxValueValidator(LAST_POSITION))

    def _post_clean(self) -> None:
        """Django leaves a program that cannot be changed out of its checks, and with it the position."""
        super()._post_clean()  # type: ignore[misc]
        if self.instance.program_id and "program" not in self.fields:
            try:
                self.instance.validate_constraints(exclude=set(self.errors))
            except ValidationError as error:
                self.add_error(None, error)


class StopRow(StopForm):
    """One stop in the table of a program."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
            self.fields["position"].help_text = gettext("1 is the first stop; empty puts it last.")


class StopRows(OfficeFormSet):
    """The stops of a program, which may change places although each position is unique in the database."""

    def clean(self) -> None:
        """Check the table as a whole: Django compares neither its rows nor those of another officer."""
        for form in self.deleted_forms:
            form.is_valid()  # where Django's admin says what stands in the way of deleting
        rows = [form for form in self.forms if self._is_kept(form)]
        stored = list(Stop.objects.filter(program=self.instance.pk))
        self._check_positions(rows, stored)
        self._check_cities(rows, stored)

    def _check_positions(self, rows: list[Any], stored: list[Stop]) -> None:
        """Name the rows that repeat a position; those without one come last."""
        here = {form.instance.pk for form in self.initial_forms}
        taken = {stop.position for stop in stored if stop.pk not in here}
        for form in rows:
            position = form.cleaned_data.get("position")
            if position in taken:
                form.add_error("position", gettext("Another stop of this program has this position."))
            elif position is not None:
                taken.add(position)
        unplaced = [form for form in rows if form.cleaned_data.get("position", 0) is None]
        for position, form in enumerate(unplaced, max(taken, default=0) + 1):
            form.instance.position = form.cleaned_data["position"] = position

    def _check_cities(self, rows: list[Any], stored: list[Stop]) -> None:
        """Name the rows that take the city of another, whose meetings would move with it."""
        taken = set()
        for form in rows:
            city = form.cleaned_data.get("city")
            if city is None or "city" not in form.changed_data:
                continue
            if city.pk in taken or any(stop.city_id == city.pk for stop in stored if stop != form.instance):
                message = gettext(
                    "This program already stops in this city. To change the order, change positions."
                )
                form.add_error("city", message)
            taken.add(city.pk)

    def save(self, commit: bool = True) -> Any:
        """Save, after the stops that move or go have left their positions to others."""
        rows = self.initial_forms
        moving = [form for form in rows if not self._is_kept(form) or "position" in form.changed_data]
        if commit and moving:
            Stop.vacate_positions(self.instance, [form.instance.pk for form in moving])
        return super().save(commit)

    def _is_kept(self, form: Any) -> bool:
        """Whether the row is filled in, valid so far, and not to be deleted."""
        filled = form.has_changed() or form.instance.pk
        return bool(filled and hasattr(form, "cleaned_data") and not self._should_delete_form(form))  # type: ignore[attr-defined]


class StopInline(OfficeInline):
    """The table of stops on a program's page: one row each, and one to add."""

    model = Stop
    form = StopRow
    formset = StopRows
    extra = 1
    fields = ["position", "city", "starts_on", "ends_on", "host"]
    autocomplete_fields = ["city", "host"]
    show_change_link = True
    verbose_name_plural = _("Stops")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Stop]:
        return super().get_queryset(request).select_related("city", "host", "program")


@admin.register(Stop)
class StopAdmin(OfficeAdmin):
    """One stop alone, with its summary."""

    form = StopForm
    has_public_page = False
    description = _("The cities on each program's itinerary. Order them on the program's page.")
    list_display = ["city", "program", "position", "starts_on", "ends_on", "host", "meeting_count"]
    list_filter = [ProgramListFilter]
    list_select_related = ["city", "program", "host"]
    search_fields = ["city__name", "program__title", "host__name"]
    autocomplete_fields = ["program", "city", "host"]
    ordering = ["-program__starts_on", "program", "position"]
    fieldsets = [
        (None, {"fields": ["program", ("city", "position"), ("starts_on", "ends_on"), "host", "summary"]})
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Stop]:
        return super().get_queryset(request).annotate(meeting_total=count_of(Meeting, "stop"))

    def get_readonly_fields(self, request: HttpRequest, obj: Stop | None = None) -> list[str]:
        """A stop stays with its program: its meetings do."""
        return ["program"] if obj else []

    @admin.display(description=_("meetings"), ordering="meeting_total")
    def meeting_count(self, stop: Stop) -> int:
        """Counted in the list's own query, public or not."""
        return stop.meeting_total  # type: ignore[attr-defined]
