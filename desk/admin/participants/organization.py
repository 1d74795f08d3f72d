"""Organizations in the admin: whether readers see one follows from what refers to it."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from desk.admin.base import OfficeAdmin, state
from desk.admin.wording import annotate_references
from participants.models import Organization


@admin.register(Organization)
class OrganizationAdmin(OfficeAdmin):
    """Hosts, agencies, offices, and the places where heroes work."""

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
