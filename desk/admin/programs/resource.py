"""Resources in the admin: public while something public refers to them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from desk.admin.base import OfficeAdmin
from programs.models import Resource


@admin.register(Resource)
class ResourceAdmin(OfficeAdmin):
    """Things shared in a program, such as surveys and toolkits."""

    has_public_page = False
    description = _(
        "Things shared in a program, such as surveys and toolkits. "
        "Public while a public program or meeting refers to them."
    )
    list_display = ["title", "kind", "organization", "url"]
    list_filter = ["kind"]
    list_select_related = ["organization"]
    search_fields = ["title", "organization__name", "url"]
    autocomplete_fields = ["organization", "programs", "meetings"]
    fieldsets = [
        (None, {"fields": ["title", "kind", "url", "organization", "description"]}),
        (_("Shared in"), {"fields": ["programs", "meetings"]}),
    ]
