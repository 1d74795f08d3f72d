"""Takeaways in the admin: written down, then approved."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from desk.admin.filters import ProgramListFilter
from desk.admin.programs.approval import ApprovalAdmin
from programs.models import Takeaway


@admin.register(Takeaway)
class TakeawayAdmin(ApprovalAdmin):
    """What was learned in a program, in our words."""

    has_public_page = False
    description = _("What was learned in a program, in our words. Public once approved.")
    list_display = ["words", "kind", "program", "approval"]
    list_filter = ["status", "kind", ProgramListFilter]
    list_select_related = ["program"]
    search_fields = ["text", "program__title"]
    autocomplete_fields = ["program", "meeting", "hero", "organization"]
    ordering = ["-pk"]
    fieldsets = [
        (None, {"fields": ["text", "kind"]}),
        (_("Where it comes from"), {"fields": [("program", "meeting"), ("hero", "organization")]}),
        (_("Approval"), {"fields": ["status"]}),
    ]

    @admin.display(description=_("text"), ordering="text")
    def words(self, takeaway: Takeaway) -> str:
        """The first 100 characters."""
        return Truncator(takeaway.text).chars(100)

    @admin.action(description=_("Approve selected takeaways"), permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Takeaway]) -> None:
        """Approve; those approved before are left and named."""
        self.approve_rows(request, queryset)
