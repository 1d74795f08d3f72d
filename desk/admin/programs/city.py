"""Cities in the admin: a city's time zone is the clock of the meetings there."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desk.admin.addresses import AddressAdmin
from desk.admin.base import count_of
from desk.admin.widgets import ZoneInput
from programs.models import City, Stop


class CityForm(forms.ModelForm):
    """A city; the names of time zones are suggested."""

    class Meta:
        widgets = {"time_zone": ZoneInput}


@admin.register(City)
class CityAdmin(AddressAdmin):
    """Cities, each with its time zone (IANA) and how many programs stop there."""

    form = CityForm
    description = _("Where programs stop. A city's time zone is the clock that its meetings follow.")
    list_display = ["name", "state", "time_zone", "stop_count"]
    list_filter = ["state"]
    search_fields = ["name", "state"]
    ordering = ["name", "state"]
    fieldsets = [
        (None, {"fields": [("name", "state"), "time_zone"]}),
        (_("More"), {"fields": ["slug", ("latitude", "longitude")], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[City]:
        return super().get_queryset(request).annotate(stop_total=count_of(Stop, "city"))

    @admin.display(description=_("programs that stop here"), ordering="stop_total")
    def stop_count(self, city: City) -> int:
        """Counted in the list's own query, drafts included."""
        return city.stop_total  # type: ignore[attr-defined]
