"""Answers and evaluations, summed up by program and meeting."""

from typing import Any

from django.contrib import admin
from django.db.models import Avg, F, FloatField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from attendance.models import Answer, Evaluation, ProgramAttendance
from attendance.summary import program_summary
from desk.admin.base import OfficeAdmin, ReadOnly, count_of
from desk.admin.wording import status, time_of


def average_rating() -> Subquery:
    """For annotations of programs: the average rating of all their meetings."""
    ratings = Evaluation.objects.order_by().filter(meeting__program=OuterRef("pk"))
    averaged = ratings.annotate(of=F("meeting__program")).values("of").annotate(average=Avg("rating"))
    return Subquery(averaged.values("average"), output_field=FloatField())


@admin.register(ProgramAttendance)
class ProgramAttendanceAdmin(ReadOnly, OfficeAdmin):
    """Programs, to see who comes and what it was like."""

    description = _(
        "What heroes said on their private pages: whether they come, and what each meeting was like. "
        "Never public."
    )
    list_display = ["title", "starts_on", "answer_count", "evaluation_count", "average"]
    search_fields = ["title", "project_number"]
    has_public_page = False
    change_form_template = "admin/attendance/programattendance/change_form.html"
    fields = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProgramAttendance]:
        sums = {
            "answer_total": count_of(Answer, "meeting__program"),
            "evaluation_total": count_of(Evaluation, "meeting__program"),
            "average_rating": average_rating(),
        }
        return super().get_queryset(request).annotate(**sums)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        program = kwargs.get("obj")
        if program is not None:
            summary = program_summary(program)
            rows = [(each, time_of(each.meeting), status(each.meeting)) for each in summary.meetings]
            context |= {"title": str(program), "subtitle": None, "summary": summary, "rows": rows}
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("answers"), ordering="answer_total")
    def answer_count(self, program: ProgramAttendance) -> int:
        """How many answers its heroes gave, whether yes or no."""
        return program.answer_total  # type: ignore[attr-defined]

    @admin.display(description=_("evaluations"), ordering="evaluation_total")
    def evaluation_count(self, program: ProgramAttendance) -> int:
        """How many ratings its heroes gave."""
        return program.evaluation_total  # type: ignore[attr-defined]

    @admin.display(description=_("average rating (1 to 5)"), ordering="average_rating")
    def average(self, program: ProgramAttendance) -> str:
        """The average of all ratings to one decimal; a dash without any."""
        rating = program.average_rating  # type: ignore[attr-defined]
        return "–" if rating is None else f"{rating:.1f}"
