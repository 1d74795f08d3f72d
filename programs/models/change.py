"""Changes: what happened to the meetings of an itinerary. Written by `programs.models.recording` alone."""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.changes import ChangeKind
from programs.publishing import public_program


class ChangeQuerySet(models.QuerySet["Change"]):
    """Which changes the public may see, and those of each meeting in a query of meetings."""

    def public(self, now: datetime | None = None) -> Self:
        """Changes the public may see at a moment (default: now).

        What was not public then stays unseen. A meeting that is no longer public is seen only as removed.
        """
        # By name, as a foreign key would: saving a meeting writes changes, so its module imports this one.
        meetings: Any = apps.get_model("programs", "Meeting")._default_manager
        shown = meetings.public(now).filter(uid=OuterRef("meeting_uid"), program=OuterRef("program"))
        seen = self.filter(public_program("program__"), was_public=True).defer("tombstone")
        return seen.filter(
            Q(Exists(shown)) & ~Q(kind=Change.Kind.REMOVED) | ~Q(Exists(shown)) & Q(kind=Change.Kind.REMOVED)
        )

    def of_outer_meeting(self) -> Self:
        """For subqueries of meetings: the changes of each, the latest first."""
        return self.filter(meeting_uid=OuterRef("uid"), program=OuterRef("program")).order_by("-at", "-pk")


class Change(models.Model):
    """One change of one meeting: what it was, what it is, and which revision (RFC 5545 SEQUENCE) it made.

    `before` and `after` (of a move), or `after` alone (of an addition), say when and where, as
    `programs.changes.place_and_time` writes it. They and `note` may be shown with a public change;
    `tombstone` may not.
    """

    Kind = ChangeKind

    program = models.ForeignKey(
        "programs.Program", on_delete=models.CASCADE, related_name="changes", verbose_name=_("program")
    )
    # The identifier and not a foreign key: calendars must hear of a meeting after it is deleted.
    meeting_uid = models.UUIDField(_("meeting"), db_index=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    was_public = models.BooleanField(
        _("was public"), default=False, help_text=_("Whether the public could see it happen.")
    )
    sequence = models.PositiveIntegerField(_("revision"), default=0)
    before = models.JSONField(_("before"), default=dict, blank=True, help_text=_("Date, times, zone, city."))
    after = models.JSONField(_("after"), default=dict, blank=True, help_text=_("Date, times, zone, city."))
    note = models.CharField(_("note"), max_length=300, blank=True)
    tombstone = models.JSONField(
        _("tombstone"),
        default=dict,
        blank=True,
        help_text=_("Private. Of a removed meeting: when it was, and whose, for their calendars."),
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["program", "-at"], name="change_of_program")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"
