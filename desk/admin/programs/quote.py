"""The admin of quotes: written down, sourced, then approved."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.admin.base import officer_of
from desk.admin.filters import ProgramListFilter
from desk.admin.programs.approval import ApprovalAdmin
from programs.models import Quote


@admin.register(Quote)
class QuoteAdmin(ApprovalAdmin):
    """Quotes, with their speakers, their sources and who approved them."""

    description = _(
        "Things said in a program. Public once approved, which needs a source; "
        "a named speaker's words also need consent for quotes."
    )
    list_display = ["words", "speaker", "program", "kind", "approval", "source", "featured"]
    list_filter = ["status", "kind", "featured", ProgramListFilter]
    list_select_related = ["hero", "organization", "program", "source"]
    search_fields = ["text", "context", "hero__name", "organization__name", "program__title"]
    autocomplete_fields = ["program", "meeting", "hero", "organization", "source", "approved_by"]
    readonly_fields = ["approved_at"]
    ordering = ["-pk"]
    fieldsets = [
        (None, {"fields": ["text", "kind", ("original_text", "original_language")]}),
        (
            _("Who said it, and where"),
            {"fields": [("hero", "organization"), ("program", "meeting"), "context"]},
        ),
        (
            _("Approval"),
            {"fields": ["source", "status", ("approved_by", "approved_at"), "featured"]},
        ),
    ]

    @admin.display(description=_("text"), ordering="text")
    def words(self, quote: Quote) -> str:
        """The first 80 characters; a paraphrase never in quotation marks."""
        text = Truncator(quote.text).chars(80)
        return f"“{text}”" if quote.in_marks else text

    @admin.display(description=_("speaker"), ordering="hero__sort_name")
    def speaker(self, quote: Quote) -> str:
        """The hero or the organization that said it; a dash where neither is entered."""
        return str(quote.hero or quote.organization or self.empty_value_display)

    @admin.action(description=_("Approve selected quotes"), permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Quote]) -> None:
        """Approve in the officer's name; quotes without a source are left and named."""
        self.approve_rows(request, queryset)

    def why_not_yet(self, record: Quote) -> str:
        return "" if record.source_id else gettext("it has no source")

    def approve_record(self, request: HttpRequest, record: Quote) -> None:
        record.approved_by, record.approved_at = officer_of(request), timezone.now()
        super().approve_record(request, record)
