"""The admin of quotes: written down, sourced, then approved."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.admin.base import OfficeAdmin
from desk.admin.filters import ProgramListFilter
from desk.admin.wording import status
from programs.models import Quote


@admin.register(Quote)
class QuoteAdmin(OfficeAdmin):
    """Things said in a program."""

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
    actions = ["approve"]
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
        """Its beginning; a paraphrase never in quotation marks."""
        text = Truncator(quote.text).chars(80)
        return f"“{text}”" if quote.in_marks else text

    @admin.display(description=_("speaker"), ordering="hero__sort_name")
    def speaker(self, quote: Quote) -> str:
        """Who said it."""
        return str(quote.hero or quote.organization or self.empty_value_display)

    @admin.display(description=_("status"), ordering="status")
    def approval(self, quote: Quote) -> SafeString:
        """In words."""
        return status(quote)

    @admin.action(description=_("Approve selected quotes"), permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Quote]) -> None:
        """Approve in the officer's name; quotes without a source are left and named."""

        def change(quote: Quote) -> str:
            if quote.status == Quote.Status.APPROVED:
                return gettext("approved before")
            if not quote.source_id:
                return gettext("it has no source")
            quote.status = Quote.Status.APPROVED
            quote.approved_by = request.user  # type: ignore[assignment]
            quote.approved_at = timezone.now()
            quote.save()
            return ""

        self.apply(request, queryset, change, gettext("Approved"))
