"""Resources: something shared in a program, such as a survey or a toolkit."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from common.models import LongText, Recorded, WebAddress
from programs.models.meeting import Meeting
from programs.models.program import Program


class ResourceQuerySet(models.QuerySet["Resource"]):
    def public(self) -> Self:
        """Resources of a public program or of a public meeting."""
        programs = Program.objects.public().filter(resources=OuterRef("pk"))
        meetings = Meeting.objects.public().filter(resources=OuterRef("pk"))
        return self.filter(Q(Exists(programs)) | Q(Exists(meetings)))


class Resource(Recorded):
    """Something shared, such as a survey or a toolkit."""

    class Kind(models.TextChoices):
        SURVEY = "survey", _("Survey")
        REPORT = "report", _("Report")
        TOOLKIT = "toolkit", _("Toolkit")
        TRAINING = "training", _("Training")
        RECORDING = "recording", _("Recording")
        WEBSITE = "website", _("Website")

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.WEBSITE)
    url = WebAddress(_("address"))
    organization = models.ForeignKey(
        "participants.Organization",
        on_delete=models.PROTECT,
        related_name="resources",
        null=True,
        blank=True,
        verbose_name=_("organization"),
    )
    description = LongText(_("description"), help_text=_("Markdown."))
    programs = models.ManyToManyField(
        "programs.Program", related_name="resources", blank=True, verbose_name=_("programs")
    )
    meetings = models.ManyToManyField(
        "programs.Meeting", related_name="resources", blank=True, verbose_name=_("meetings")
    )

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
