"""Filters that several lists offer."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desk.admin.keys import is_key
from programs.models import Program

#: How many programs the filter offers; links from a program's page reach the others.
RECENT = 12


class ProgramListFilter(admin.SimpleListFilter):
    """The latest programs, and the one that is asked for."""

    title = _("program")
    parameter_name = "program"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        recent = list(Program.objects.order_by("-starts_on", "-pk").values_list("pk", "title")[:RECENT])
        asked = self.value()
        if asked and is_key(asked) and not any(str(key) == asked for key, _title in recent):
            recent += Program.objects.filter(pk=asked).values_list("pk", "title")
        return [(str(key), title) for key, title in recent]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(program=self.value()) if self.value() else queryset
