"""The admin of programs: one short page with the stops, the meetings as links, and what is still missing."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.admin.addresses import AddressAdmin
from desk.admin.base import count_of, state
from desk.admin.base import link as link_to
from desk.admin.programs.stop import StopInline
from desk.admin.programs.translation import ProgramTranslationInline
from desk.admin.wording import public_state, status, time_of
from programs.models import Meeting, Program, Quote, Stop, Takeaway
from programs.planning import exposure


class ProgramForm(forms.ModelForm):
    """A program; the summary has room for its sentences."""

    class Meta:
        widgets = {"summary": AdminTextareaWidget(attrs={"rows": 3})}


@admin.register(Program)
class ProgramAdmin(AddressAdmin):
    """Programs: each page has the stops as rows and the meetings as links."""

    form = ProgramForm
    description = _(
        "Exchange programs. Enter one here with its stops, then its meetings; "
        "the public sees it once it is published."
    )
    list_display = ["title", "days", "status_words", "stop_count", "meeting_count", "hero_count", "agency"]
    list_filter = ["status", "format", "program_type", "is_fictional", "agency"]
    list_select_related = ["agency"]
    search_fields = ["title", "project_number", "theme", "hashtags"]
    date_hierarchy = "starts_on"
    ordering = ["-starts_on", "title"]
    autocomplete_fields = ["agency", "officers", "heroes", "sources"]
    readonly_fields = ["on_site", "published_at", "attendance"]
    inlines = [StopInline, ProgramTranslationInline]
    actions = ["publish", "archive"]
    change_form_template = "admin/programs/program/change_form.html"
    fieldsets = [
        (None, {"fields": ["title", "theme", "summary"]}),
        (
            _("When and how"),
            {"fields": [("starts_on", "ends_on", "date_precision"), ("program_type", "format")]},
        ),
        (
            _("Who"),
            {
                "fields": [
                    "heroes",
                    ("participant_count", "participant_count_public"),
                    "sponsor",
                    ("agency", "officers"),
                ]
            },
        ),
        (_("Publication"), {"fields": [("status", "published_at", "on_site")]}),
        (
            _("More: description, sources, address"),
            {
                "fields": [
                    "description",
                    "sources",
                    ("slug", "is_fictional"),
                    ("project_number", "hashtags"),
                ],
                "classes": ["collapse"],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Program]:
        counts = {
            "stop_total": count_of(Stop, "program"),
            "meeting_total": count_of(Meeting, "program"),
            "hero_total": count_of(Program.heroes.through, "program"),
        }
        return super().get_queryset(request).annotate(**counts)

    def get_fieldsets(self, request: HttpRequest, obj: Program | None = None) -> Any:
        """Heroes' answers are not for every officer."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not request.user.has_perm("attendance.view_programattendance"):
            return fieldsets
        return [*fieldsets, (gettext("Attendance"), {"fields": ["attendance"]})]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Who enters a program is its officer, to begin with."""
        return {"officers": [str(request.user.pk)]} | super().get_changeform_initial_data(request)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save, and name the anonymous heroes who could be recognized in this program."""
        super().save_related(request, form, formsets, change)
        group = list(form.instance.heroes.all())
        for hero in group:
            if exposure.fits_one_person(hero, group):
                self.message_user(request, exposure.warning(hero, form.instance), messages.WARNING)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        program = kwargs.get("obj")
        if program is not None:
            context |= _contents(program)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("on the public site"))
    def on_site(self, program: Program) -> SafeString:
        """Whether the public sees it; if not, the status that keeps it back."""
        if program.is_public:
            return state("good", gettext("Public"))
        return state(
            "off", gettext("Not public: %(status)s") % {"status": program.get_status_display().lower()}
        )

    @admin.display(description=_("who comes"))
    def attendance(self, program: Program) -> SafeString:
        """A link to what heroes answered and thought of the meetings."""
        address = reverse("admin:attendance_programattendance_change", args=[program.pk])
        return link_to(address, gettext("Answers and evaluations"))

    @admin.display(description=_("days"), ordering="starts_on")
    def days(self, program: Program) -> str:
        """From the first to the last day, or the months when only those are shown."""
        style = "M Y" if program.shows_months_only else "M j, Y"
        first, last = (date_format(day, style) for day in (program.starts_on, program.ends_on))
        return first if first == last else f"{first} – {last}"

    @admin.display(description=_("status"), ordering="status")
    def status_words(self, program: Program) -> SafeString:
        """The status with its color."""
        return status(program)

    @admin.display(description=_("stops"), ordering="stop_total")
    def stop_count(self, program: Program) -> int:
        return program.stop_total  # type: ignore[attr-defined]

    @admin.display(description=_("meetings"), ordering="meeting_total")
    def meeting_count(self, program: Program) -> int:
        """How many meetings it has, public or not."""
        return program.meeting_total  # type: ignore[attr-defined]

    @admin.display(description=_("heroes"), ordering="hero_total")
    def hero_count(self, program: Program) -> int:
        """How many heroes are entered; the group may be larger (`participant_count`)."""
        return program.hero_total  # type: ignore[attr-defined]

    @admin.action(description=_("Publish selected programs"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Program]) -> None:
        """Show them to the public, from now on."""
        self._turn(request, queryset, Program.Status.PUBLISHED, gettext("Published"))

    @admin.action(description=_("Archive selected programs (they stay public)"), permissions=["change"])
    def archive(self, request: HttpRequest, queryset: QuerySet[Program]) -> None:
        """Mark published programs as past; they stay public."""
        self._turn(request, queryset, Program.Status.ARCHIVED, gettext("Archived"))

    def _turn(self, request: HttpRequest, queryset: QuerySet[Program], to: str, note: str) -> None:
        def change(program: Program) -> str:
            if program.status == to:
                return gettext("it is so already")
            if to == Program.Status.ARCHIVED and not program.is_public:
                return gettext("only a published program can be archived")
            program.status = to
            program.save()
            return ""

        self.apply(request, queryset, change, note)


def _contents(program: Program) -> dict[str, Any]:
    """What belongs to a program besides its stops, for the tables below its form. Three queries."""
    meetings = list(program.meetings.in_order().select_related("program", "stop__city"))
    rows = [(meeting, time_of(meeting), status(meeting), public_state(meeting)) for meeting in meetings]
    return {
        "meeting_rows": rows,
        "quote_counts": _counts(program.quotes.all(), Quote.Status.APPROVED),
        "takeaway_counts": _counts(program.takeaways.all(), Takeaway.Status.APPROVED),
    }


def _counts(queryset: QuerySet[Any], approved: str) -> dict[str, int]:
    statuses = list(queryset.order_by().values_list("status", flat=True))
    return {"all": len(statuses), "approved": statuses.count(approved)}
