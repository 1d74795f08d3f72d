"""The admin of meetings: times are entered as the clock on the wall of the stop's city shows them."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.admin.base import OfficeAdmin, change_link
from desk.admin.clock_field import ClockField, ClockInput
from desk.admin.filters import ProgramListFilter
from desk.admin.programs.meeting_form import MeetingForm, program_meant
from desk.admin.programs.translation import MeetingTranslationInline
from desk.admin.wording import in_utc, public_state, status, time_of
from programs.models import Meeting, Program


@admin.register(Meeting)
class MeetingAdmin(OfficeAdmin):
    """Meetings: entered in the wall time of their city, shown with the moments in UTC that follow."""

    form = MeetingForm
    description = _(
        "The entries of the itineraries. Times are those of the stop's city. "
        "The public sees a meeting once it is marked public, confirmed, and its program is published."
    )
    formfield_overrides = {
        **OfficeAdmin.formfield_overrides,
        models.TimeField: {"form_class": ClockField, "widget": ClockInput},
    }
    inlines = [MeetingTranslationInline]
    list_display = ["title", "when", "program", "city", "status_words", "on_site"]
    list_filter = ["status", "is_public", ProgramListFilter, "format", "kind"]
    list_select_related = ["program", "stop__city"]
    search_fields = ["title", "program__title", "stop__city__name", "location"]
    date_hierarchy = "date"
    ordering = ["-date", "start_time", "pk"]
    autocomplete_fields = ["program", "organizations", "sources"]
    readonly_fields = ["of_program", "on_site", "utc"]
    actions = ["make_public", "make_private"]
    fieldsets = [
        (None, {"fields": ["program", "of_program", "title", ("kind", "format")]}),
        (
            _("When and where"),
            {"fields": ["stop", ("date", "start_time", "end_time"), "utc", "location"]},
        ),
        (_("Who"), {"fields": ["organizations", "whole_group", "heroes", "interpretation"]}),
        (
            _("Publication"),
            {"fields": [("status", "status_note"), "is_public", "public_from", "show_day", "on_site"]},
        ),
        (_("Text and sources"), {"fields": ["summary", "sources"]}),
        (
            _("Private: never shown to the public"),
            {"fields": ["join_url", "join_details", "internal_notes"], "classes": ["collapse"]},
        ),
    ]

    class Media:
        js = ["js/admin-meeting.js"]

    def get_fieldsets(self, request: HttpRequest, obj: Meeting | None = None) -> Any:
        """A meeting stays with its program, whose address is part of its own."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        (name, options), *others = fieldsets
        kept = [field for field in options["fields"] if field != "program"]
        return [(name, {**options, "fields": kept}), *others]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Ask for the program first: stops and heroes to choose from follow from it."""
        asks = request.method == "GET" and self.has_add_permission(request)
        if asks and program_meant(request.GET) is None:
            context = {
                **self.admin_site.each_context(request),
                "title": gettext("Which program is this meeting for?"),
                "opts": self.opts,
                "programs": Program.objects.order_by("-starts_on", "title"),
                "others": [(name, value) for name, value in request.GET.items() if name != "program"],
                "is_popup": "_popup" in request.GET,
            }
            return TemplateResponse(request, "admin/programs/meeting/choose_program.html", context)
        return super().add_view(request, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Meeting, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        for note in obj.time_notes:
            self.message_user(request, note, messages.WARNING)

    def response_add(self, request: HttpRequest, obj: Meeting, post_url_continue: Any = None) -> HttpResponse:
        return self._next(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Meeting) -> HttpResponse:
        return self._next(request, obj, super().response_change(request, obj))

    def _next(self, request: HttpRequest, meeting: Meeting, usual: HttpResponse) -> HttpResponse:
        """After saving, back to the program; "add another" is for the same program, stop and day."""
        if "_popup" in request.POST or "_continue" in request.POST:
            return usual
        if "_addanother" in request.POST:
            same = {"program": meeting.program_id, "stop": meeting.stop_id, "date": meeting.date}
            query = urlencode({name: str(value) for name, value in same.items() if value})
            return HttpResponseRedirect(f"{reverse('admin:programs_meeting_add')}?{query}")
        if self.get_preserved_filters(request):  # the officer works through a filtered list
            return usual
        return HttpResponseRedirect(
            reverse("admin:programs_program_change", args=[meeting.program_id]) + "#meetings"
        )

    @admin.display(description=_("program"))
    def of_program(self, meeting: Meeting) -> SafeString | str:
        """A link to the program's page in the admin."""
        return change_link(meeting.program if meeting.program_id else None)

    @admin.display(description=_("day and time there"), ordering="date")
    def when(self, meeting: Meeting) -> str:
        """The day and the start there, such as "Aug 3, 2021, 10:00 a.m. CDT"."""
        day = date_format(meeting.date, "M j, Y") if meeting.date else ""
        return ", ".join(filter(None, [day, time_of(meeting)]))

    @admin.display(description=_("city"), ordering="stop__city__name")
    def city(self, meeting: Meeting) -> str:
        """The city of the stop; a meeting without one is a national session."""
        return str(meeting.stop.city) if meeting.stop else gettext("National session")

    @admin.display(description=_("status"), ordering="status")
    def status_words(self, meeting: Meeting) -> SafeString:
        """The status with its color."""
        return status(meeting)

    @admin.display(description=_("on the public site"), ordering="is_public")
    def on_site(self, meeting: Meeting) -> SafeString | str:
        """Whether the public sees it, and why not."""
        return public_state(meeting) if meeting.pk else "–"

    @admin.display(description=_("in UTC"))
    def utc(self, meeting: Meeting) -> str:
        """Start and end in UTC, which follow from the wall time."""
        return in_utc(meeting)

    @admin.action(description=_("Mark selected meetings as public"), permissions=["change"])
    def make_public(self, request: HttpRequest, queryset: QuerySet[Meeting]) -> None:
        """Public, that is, once confirmed and the program published."""
        self._mark(request, queryset, True, gettext("Marked as public"))

    @admin.action(description=_("Mark selected meetings as not public"), permissions=["change"])
    def make_private(self, request: HttpRequest, queryset: QuerySet[Meeting]) -> None:
        """Take the selected meetings from public view at once."""
        self._mark(request, queryset, False, gettext("Marked as not public"))

    def _mark(self, request: HttpRequest, queryset: QuerySet[Meeting], public: bool, note: str) -> None:
        def change(meeting: Meeting) -> str:
            if meeting.is_public == public:
                return gettext("it is so already")
            meeting.is_public = public
            # Only the mark: a derived time must not be written anew from rows read a moment ago.
            meeting.save(update_fields=["is_public"])
            return ""

        self.apply(request, queryset, change, note)
