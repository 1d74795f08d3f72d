"""Organizations in the admin: whether readers see one follows from what refers to it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from desk.admin.addresses import AddressAdmin
from desk.admin.base import change_link, state
from desk.admin.wording import annotate_references
from participants.models import Organization


class OrganizationForm(forms.ModelForm):
    """An organization; a name that is taken leads to the one that has it."""

    def add_error(self, field: str | None, error: Any) -> None:
        for mistake in getattr(error, "error_dict", {}).get("name", []):
            if mistake.code == "twin":
                twin = change_link(mistake.params["twin"])
                error = ValidationError({"name": format_html("{} {}", " ".join(mistake.messages), twin)})
        super().add_error(field, error)


@admin.register(Organization)
class OrganizationAdmin(AddressAdmin):
    """Hosts, agencies, offices, and the places where heroes work."""

    form = OrganizationForm
    description = _(
        "Hosts, agencies, offices, and the places where heroes work. "
        "One is on the public site only while something public refers to it."
    )
    list_display = ["name", "short_name", "kind", "country", "city_name", "on_site"]
    list_filter = ["kind"]
    search_fields = ["name", "short_name", "city_name"]
    readonly_fields = ["on_site"]
    fieldsets = [
        (None, {"fields": ["name", ("short_name", "kind"), "website", "description"]}),
        (_("Where"), {"fields": [("city_name", "country")]}),
        (_("Where the facts come from"), {"fields": ["source_title", "source_url"]}),
        (_("On the public site"), {"fields": ["on_site", "slug"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        return annotate_references(super().get_queryset(request))

    @admin.display(description=_("public"), ordering="is_referenced")
    def on_site(self, organization: Organization) -> SafeString:
        """Whether something public refers to it, which puts it on the public site."""
        if getattr(organization, "is_referenced", False):
            return state("good", _("Public"))
        return state("off", _("Nothing public refers to it"))
