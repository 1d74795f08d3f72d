"""Sources in the admin: no quote is approved without one."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from desk.admin.base import OfficeAdmin
from programs.models import Source


@admin.register(Source)
class SourceAdmin(OfficeAdmin):
    """Publications, with the days they came out and were read on."""

    description = _("Publications that public facts rest on. A quote needs one before it can be approved.")
    list_display = ["title", "publisher", "author", "published_on"]
    search_fields = ["title", "publisher", "author", "url"]
    has_public_page = False
    fieldsets = [
        (None, {"fields": ["title", ("publisher", "author"), "url", ("published_on", "accessed_on")]}),
    ]
