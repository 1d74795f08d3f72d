"""The page of a program leads to what its heroes answered and thought."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.admin.base import link as link_to
from programs.admin.program import ProgramAdmin
from programs.models import Program

admin.site.unregister(Program)


@admin.register(Program)
class ProgramWithAttendanceAdmin(ProgramAdmin):
    """Programs with the way to their answers. `programs` itself knows nothing of them."""

    def get_readonly_fields(self, request: HttpRequest, obj: Program | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "attendance"]

    def get_fieldsets(self, request: HttpRequest, obj: Program | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not request.user.has_perm("attendance.view_programattendance"):
            return fieldsets
        return [*fieldsets, (_("Attendance"), {"fields": ["attendance"]})]

    @admin.display(description=gettext_lazy("who comes"))
    def attendance(self, program: Program) -> SafeString:
        """To the overview."""
        address = reverse("admin:attendance_programattendance_change", args=[program.pk])
        return link_to(address, _("Answers and evaluations"))
