"""Programs: one exchange, from its first to its last day."""

import calendar
from typing import Any, Self
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.addresses import Addressed
from common.models import LongText
from common.slugs import free_slug
from programs.publishing import PUBLIC_STATUSES, public_program


class ProgramQuerySet(models.QuerySet["Program"]):
    def public(self) -> Self:
        """Programs that are published or archived."""
        return self.filter(public_program())


class Program(Addressed):
    """An exchange program. Public when published or archived."""

    class ProgramType(models.TextChoices):
        SINGLE_COUNTRY = "single_country", _("Single-country project")
        SUB_REGIONAL = "sub_regional", _("Sub-regional project")
        REGIONAL = "regional", _("Regional project")
        MULTI_REGIONAL = "multi_regional", _("Multi-regional project")
        INDIVIDUAL = "individual", _("Individual program")
        INDIVIDUALS_TRAVELING_TOGETHER = "individuals_traveling_together", _("Individuals traveling together")
        ON_DEMAND = "on_demand", _("On-demand program")

    class Format(models.TextChoices):
        VIRTUAL = "virtual", _("Virtual")
        IN_PERSON = "in_person", _("In person")
        HYBRID = "hybrid", _("Hybrid")

    class DatePrecision(models.TextChoices):
        DAY = "day", _("Exact days")
        MONTH = "month", _("Months only")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_CLEARANCE = "in_clearance", _("In clearance")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived (public)")

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("Made from the title if left empty."),
    )
    project_number = models.CharField(
        _("project number"), max_length=60, blank=True, help_text=_("Internal.")
    )
    program_type = models.CharField(
        _("type"), max_length=40, choices=ProgramType.choices, default=ProgramType.MULTI_REGIONAL
    )
    format = models.CharField(_("format"), max_length=12, choices=Format.choices, default=Format.VIRTUAL)
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    summary = models.CharField(
        _("summary"), max_length=600, blank=True, help_text=_("Two or three sentences.")
    )
    description = LongText(_("description"), help_text=_("Markdown."))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    date_precision = models.CharField(
        _("dates shown as"),
        max_length=5,
        choices=DatePrecision.choices,
        default=DatePrecision.DAY,
        help_text=_("With months only, the dates become the first and last day of their months."),
    )
    participant_count = models.PositiveSmallIntegerField(
        _("participants"),
        null=True,
        blank=True,
        help_text=_("The official number; may exceed the heroes shown."),
    )
    participant_count_public = models.BooleanField(
        _("tell the public the official number"),
        default=False,
        help_text=_("Beside fewer heroes it says that others are hidden. Otherwise those shown are counted."),
    )
    hashtags = models.CharField(_("hashtags"), max_length=200, blank=True)
    sponsor = models.CharField(
        _("sponsor"), max_length=200, blank=True, help_text=_("The office that asked for it.")
    )
    agency = models.ForeignKey(
        "participants.Organization",
        on_delete=models.PROTECT,
        related_name="programs_run",
        null=True,
        blank=True,
        verbose_name=_("National Program Agency"),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("published at"), null=True, blank=True, help_text=_("Set when first published, if left empty.")
    )
    # None: made of the address, which never changed.
    feed_id = models.UUIDField(null=True, editable=False)
    is_fictional = models.BooleanField(_("fictional"), default=False, help_text=_("Shown as a plain banner."))
    officers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="programs", blank=True, verbose_name=_("program officers")
    )
    heroes = models.ManyToManyField(
        "participants.Hero", related_name="programs", blank=True, verbose_name=_("heroes")
    )
    sources = models.ManyToManyField(
        "programs.Source", related_name="programs", blank=True, verbose_name=_("sources")
    )

    private_fields = frozenset({"project_number"})

    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        ordering = ["-starts_on", "title"]
        indexes = [models.Index(fields=["status", "-starts_on"], name="program_public_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="program_ends_after_start",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=PUBLIC_STATUSES) | Q(published_at__isnull=False),
                name="program_published_needs_published_at",
                violation_error_message=_("A published program needs the moment it was published."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "in_clearance", "published", "archived"]),
                name="program_status_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether the public may see this program."""
        return self.status in PUBLIC_STATUSES

    @property
    def shows_months_only(self) -> bool:
        """Whether the public is told the months of the program, and no days."""
        return self.date_precision == self.DatePrecision.MONTH

    @property
    def keeps_old_addresses(self) -> bool:
        """Once it was published."""
        return self.published_at is not None

    @property
    def feed_urn(self) -> str:
        """The identifier of the feed of its changes (RFC 4287, 4.2.6); it outlives the address."""
        return (self.feed_id or _feed_id(self.slug)).urn

    def address_changed(self, old: str, *, forgotten: bool) -> None:
        """Keep the feed's identifier, unless it is made of an address that is to be forgotten."""
        present = self.feed_id or _feed_id(old)
        self.feed_id = uuid4() if forgotten and present == _feed_id(old) else present

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day is before the first day.")})
        self._complete()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = free_slug(Program, self.title, fallback="program")
        self._complete()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "published_at", "starts_on", "ends_on"}
        super().save(*args, **kwargs)

    def _complete(self) -> None:
        """Fill in what follows from other fields: whole months, and the moment of publication."""
        if self.shows_months_only and self.starts_on and self.ends_on:
            self.starts_on = self.starts_on.replace(day=1)
            last = calendar.monthrange(self.ends_on.year, self.ends_on.month)[1]
            self.ends_on = self.ends_on.replace(day=last)
        if self.is_public and self.published_at is None:
            self.published_at = timezone.now()

    def get_absolute_url(self) -> str:
        return reverse("program", args=[self.slug])


def _feed_id(slug: str) -> UUID:
    # Not of the whole address: the host may change.
    return uuid5(NAMESPACE_URL, f"ivlp:changes:{slug}")
