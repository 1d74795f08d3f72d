"""What quotes and takeaways have in common: a text that an officer approves before the public sees it."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import LongText, Recorded

if TYPE_CHECKING:
    from programs.models.meeting import Meeting


class Approvable(Recorded):
    """A text of a program, perhaps of one of its meetings, that is a draft until it is approved.

    The model that inherits has the foreign keys `program` and `meeting`.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")

    program_id: int
    meeting: "models.ForeignKey[Any, Meeting | None]"

    text = LongText(_("text"), blank=False, max_length=2000)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "approved"]), name="%(class)s_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:59]}…"

    def clean(self) -> None:
        errors = self._missing_for_approval()
        if self.meeting and self.program_id and self.meeting.program_id != self.program_id:
            errors["meeting"] = _("This meeting belongs to another program.")
        if errors:
            raise ValidationError(errors)

    def _missing_for_approval(self) -> dict[str, Any]:
        """Messages, by field, for what an approved record needs and this one has not."""
        return {}
