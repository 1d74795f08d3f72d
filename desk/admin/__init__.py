"""The officers' pages in Django's admin. One file per noun; what all share is in `base` and `widgets`."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from desk.admin.attendance import link, overview
from desk.admin.participants import accounts, consent, hero, organization
from desk.admin.programs import change, city, meeting, program, quote, resource, source, stop, takeaway

__all__ = [
    "accounts", "change", "city", "consent", "hero", "link", "meeting", "organization", "overview",
    "program", "quote", "resource", "source", "stop", "takeaway",
]  # fmt: skip

admin.site.site_header = _("IVLP program desk")
admin.site.site_title = _("IVLP program desk")
admin.site.index_title = _("Program desk")
admin.site.empty_value_display = "–"
