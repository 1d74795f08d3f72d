"""The officers' pages. One file per noun; what all share is in `base`."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from participants.admin import accounts, consent, hero, organization

__all__ = ["accounts", "consent", "hero", "organization"]

admin.site.site_header = _("IVLP program desk")
admin.site.site_title = _("IVLP program desk")
admin.site.index_title = _("Program desk")
admin.site.empty_value_display = "–"
