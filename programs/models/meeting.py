"""Meetings: the entries of the itinerary."""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.languages import codes, validate_languages
from common.models import LongText, Recorded, WebAddress
from programs.models.meeting_queryset import MeetingQuerySet
from programs.models.program import Program
from programs.models.recording import record_removal, recorded
from programs.publishing import PUBLIC_MEETING_STATUSES, PUBLIC_STATUSES
from programs.wall_time import FIRST_DAY, LAST_DAY, Span, notes, span

#: The fields from which the instants are derived.
WALL_TIME = {"stop", "stop_id", "date", "start_time", "end_time"}
#: The fields that `recorded` moves.
REVISIONS = {"sequence", "private_sequence"}


class Meeting(Recorded):
    """One session of a program. Wall time in the stop's city is the truth; see `programs.wall_time`."""

    class Kind(models.TextChoices):
        APPOINTMENT = "appointment", _("Appointment")
        BRIEFING = "briefing", _("Briefing")
        ROUNDTABLE = "roundtable", _("Roundtable")
        PANEL = "panel", _("Panel")
        WORKSHOP = "workshop", _("Workshop")
        SITE_VISIT = "site_visit", _("Site visit")
        NETWORKING = "networking", _("Networking")
        CULTURAL = "cultural", _("Cultural activity")
        HOME_HOSPITALITY = "home_hospitality", _("Home hospitality")
        CEREMONY = "ceremony", _("Ceremony")
        ORIENTATION = "orientation", _("Orientation")
        DEBRIEF = "debrief", _("Debrief")
        OTHER = "other", _("Other")

    class Status(models.TextChoices):
        TENTATIVE = "tentative", _("Tentative")
        CONFIRMED = "confirmed", _("Confirmed")
        CANCELLED = "cancelled", _("Cancelled")

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    program = models.ForeignKey(
        "programs.Program", on_delete=models.CASCADE, related_name="meetings", verbose_name=_("program")
    )
    stop = models.ForeignKey(
        "programs.Stop",
        on_delete=models.RESTRICT,
        related_name="meetings",
        null=True,
        blank=True,
        verbose_name=_("stop"),
        help_text=_("Leave empty for a national session."),
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.APPOINTMENT)
    format = models.CharField(
        _("format"), max_length=12, choices=Program.Format.choices, default=Program.Format.VIRTUAL
    )
    date = models.DateField(
        _("date"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
        help_text=_("In the city of the stop. Empty: date to be announced."),
    )
    start_time = models.TimeField(
        _("start"),
        null=True,
        blank=True,
        help_text=_("In the city of the stop. Empty: time to be announced."),
    )
    end_time = models.TimeField(_("end"), null=True, blank=True, help_text=_("In the city of the stop."))
    starts_at = models.DateTimeField(_("starts (UTC)"), null=True, blank=True, editable=False, db_index=True)
    ends_at = models.DateTimeField(_("ends (UTC)"), null=True, blank=True, editable=False, db_index=True)
    show_day = models.BooleanField(
        _("show the day"),
        default=False,
        help_text=_(
            "Where a program shows its months only: the public sees this meeting’s day and time even so."
        ),
    )
    organizations = models.ManyToManyField(
        "participants.Organization", related_name="meetings", blank=True, verbose_name=_("organizations")
    )
    whole_group = models.BooleanField(_("whole group"), default=True)
    heroes = models.ManyToManyField(
        "participants.Hero",
        related_name="meetings",
        blank=True,
        verbose_name=_("heroes"),
        help_text=_("Only when not the whole group."),
    )
    summary = LongText(_("summary"), help_text=_("Markdown."))
    location = models.CharField(_("location"), max_length=300, blank=True, help_text=_("Public."))
    is_public = models.BooleanField(_("public"), default=False)
    public_from = models.DateTimeField(
        _("public from"), null=True, blank=True, db_index=True, help_text=_("An embargo, in UTC.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.TENTATIVE)
    status_note = models.CharField(
        _("note on the status"), max_length=300, blank=True, help_text=_("Public.")
    )
    interpretation = models.CharField(
        _("interpretation"),
        max_length=100,
        blank=True,
        validators=[validate_languages],
        help_text=_("ISO 639: “es, fr”."),
    )
    sequence = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    # Apart from `sequence`, which is public: a new link to join is no news to strangers.
    private_sequence = models.PositiveIntegerField(_("private revision"), default=0, editable=False)
    sources = models.ManyToManyField(
        "programs.Source", related_name="meetings", blank=True, verbose_name=_("sources")
    )

    # Never public anywhere.
    # Mail filters wrap such links into much longer ones.
    join_url = WebAddress(_("link to join"), max_length=2000, help_text=_("Private."))
    join_details = LongText(_("how to join"), help_text=_("Private."))
    internal_notes = LongText(_("internal notes"), help_text=_("Private."))

    private_fields = frozenset({"join_url", "join_details", "internal_notes", "private_sequence"})

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["date", "start_time", "pk"]
        indexes = [models.Index(fields=["program", "date", "start_time"], name="meeting_itinerary")]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_time__isnull=True) | Q(date__isnull=False),
                name="meeting_time_needs_date",
                violation_error_message=_("A time needs a date."),
            ),
            models.CheckConstraint(
                condition=Q(start_time__isnull=True) | Q(stop__isnull=False),
                name="meeting_time_needs_stop",
                violation_error_message=_("A time needs a stop, because the city gives the time zone."),
            ),
            models.CheckConstraint(
                condition=Q(end_time__isnull=True) | Q(start_time__isnull=False),
                name="meeting_end_needs_start",
                violation_error_message=_("An end needs a start."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("The meeting ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["tentative", "confirmed", "cancelled"]), name="meeting_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def zone_name(self) -> str | None:
        """IANA name of the zone of the wall times: the city's; None for a national session."""
        return self.stop.city.time_zone if self.stop_id and self.stop else None

    @property
    def span(self) -> Span:
        """The instants, worked out from the wall times. Raises ValidationError as `wall_time.span` does."""
        return span(self.date, self.start_time, self.end_time, self.zone_name)

    def span_in(self, zone_name: str | None) -> Span:
        """The instants, were the wall times in this zone. Raises ValidationError naming the meeting."""
        try:
            return span(self.date, self.start_time, self.end_time, zone_name)
        except ValidationError as error:
            raise ValidationError(
                _("Meeting “%(title)s”: %(reason)s"),
                params={"title": self.title, "reason": " ".join(error.messages)},
            ) from error

    @property
    def day_is_public(self) -> bool:
        """Whether readers may know day and time: where the program shows months only, if it was opened."""
        return self.show_day or not self.program.shows_months_only

    @property
    def time_notes(self) -> list[str]:
        """What an officer should know of the times entered; empty as a rule."""
        return notes(self.date, self.start_time, self.end_time, self.zone_name)

    @property
    def interpretation_codes(self) -> list[str]:
        """The languages interpreted into, as ISO 639 codes in lower case, such as ["es", "fr"]."""
        return codes(self.interpretation)

    @property
    def is_tentative(self) -> bool:
        """Whether it is not settled yet; the public sees no tentative meeting."""
        return self.status == self.Status.TENTATIVE

    @property
    def is_cancelled(self) -> bool:
        """Whether the meeting will not take place; it stays visible as cancelled."""
        return self.status == self.Status.CANCELLED

    def is_public_given(self, program_status: str, now: datetime) -> bool:
        """Whether the public would see it at a moment, were its program in this status.

        The same as `publishing.public_meeting`, of a meeting in memory, which may not be stored yet.
        """
        return (
            self.is_public
            and self.status in PUBLIC_MEETING_STATUSES
            and (self.public_from is None or self.public_from <= now)
            and program_status in PUBLIC_STATUSES
        )

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        if self.start_time and not self.date:
            errors["start_time"] = _("A time needs a date. Enter the date, or clear the time.")
        if self.start_time and not self.stop_id:
            errors["stop"] = _("A time needs a stop, because the city gives the time zone.")
        if self.end_time and not self.start_time:
            errors["end_time"] = _("An end needs a start.")
        if self.stop_id and self.stop and self.program_id and self.stop.program_id != self.program_id:
            errors["stop"] = _(
                "%(city)s is not a stop of this program. Add the stop to the program first."
            ) % {"city": self.stop.city}
        if errors:
            raise ValidationError(errors)
        self._derive()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the instants derived, and record what changed (see `programs.models.recording`).

        Raises ValidationError for a time that never happens.
        """
        if self.stop_id and self.stop and self.stop.program_id != self.program_id:
            raise ValidationError({"stop": _("This stop belongs to another program.")})
        fields = kwargs.get("update_fields")
        if fields is None or WALL_TIME.intersection(fields):
            self._derive()
        if fields is not None:
            derived = {"starts_at", "ends_at"} if WALL_TIME.intersection(fields) else set()
            kwargs["update_fields"] = fields = {*fields, *derived, *REVISIONS, "updated_at"}
        with recorded(self, fields):
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete it, and record that for those who follow the itinerary."""
        with transaction.atomic():
            record_removal(Meeting.objects.filter(pk=self.pk))
            return super().delete(*args, **kwargs)

    def _derive(self) -> None:
        self.starts_at, self.ends_at = self.span.starts_at, self.span.ends_at

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.program.slug, self.uid])
