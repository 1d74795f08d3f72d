"""The admin of changes, to look at: they are recorded when meetings are saved, and never written by hand."""

from django.contrib import admin
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from desk.admin.base import OfficeAdmin, ReadOnly, state
from desk.admin.filters import ProgramListFilter
from programs.models import Change, Meeting
from public.news import When


@admin.register(Change)
class ChangeAdmin(ReadOnly, OfficeAdmin):
    """The revisions of meetings that the site recorded, the latest first."""

    has_public_page = False
    description = _(
        "What changed on the itineraries, recorded when meetings are saved. The public is told only what it "
        "could see happen, and of a removed meeting only that it was removed."
    )
    list_display = ["at", "kind", "meeting", "program", "from_when", "to_when", "seen", "sequence"]
    list_filter = ["kind", "was_public", ProgramListFilter]
    list_select_related = ["program"]
    search_fields = ["program__title", "note", "meeting_uid"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]
    fields = ["at", "kind", "meeting", "program", "from_when", "to_when", "note", "seen", "sequence"]
    readonly_fields = ["meeting", "from_when", "to_when", "seen"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Change]:
        title = Meeting.objects.filter(uid=OuterRef("meeting_uid")).values("title")[:1]
        return super().get_queryset(request).annotate(meeting_title=Subquery(title))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never from here; elsewhere they go with their program, which the admin asks about."""
        here = (request.resolver_match and request.resolver_match.url_name) or ""
        return not here.startswith("programs_change_")

    @admin.display(description=_("meeting"))
    def meeting(self, change: Change) -> str:
        """Its title now; a dash once it is deleted."""
        return change.meeting_title or "–"  # type: ignore[attr-defined]

    @admin.display(description=_("from"))
    def from_when(self, change: Change) -> str:
        """The day, time and city it had before; a dash for a meeting that was added."""
        return _when(change.before or change.tombstone)

    @admin.display(description=_("to"))
    def to_when(self, change: Change) -> str:
        """The day, time and city it has since; a dash for a meeting that was removed."""
        return _when(change.after)

    @admin.display(description=_("the public saw it"), ordering="was_public")
    def seen(self, change: Change) -> SafeString:
        """Whether the meeting was public when it changed, so that readers are told."""
        return state("good", _("Yes")) if change.was_public else state("off", _("No"))


def _when(stored: dict[str, str | None]) -> str:
    return str(When.read(stored, None) or "–")
