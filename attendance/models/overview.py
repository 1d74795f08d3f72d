"""Programs as officers see them when they ask who comes and what it was like."""

from django.utils.translation import gettext_lazy as _

from programs.models import Program


class ProgramAttendance(Program):
    """A program, under another heading of the admin; no table of its own."""

    class Meta:
        proxy = True
        verbose_name = _("answers and evaluations")
        verbose_name_plural = _("answers and evaluations")
        ordering = ["-starts_on", "title"]
