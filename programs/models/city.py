"""Cities: where a program stops, and whose clock its meetings follow."""

from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.addresses import Addressed
from common.slugs import free_slug
from common.time_zones import is_zone, validate_zone
from programs import states
from programs.models.change import Change
from programs.models.meeting import Meeting
from programs.models.recording import recorded_together
from programs.models.stop import Stop
from programs.publishing import public_program


class CityQuerySet(models.QuerySet["City"]):
    def public(self) -> Self:
        """Cities in which a public program stops."""
        return self.filter(Exists(Stop.objects.filter(public_program("program__"), city=OuterRef("pk"))))


class City(Addressed):
    """A city of the United States with its time zone."""

    name = models.CharField(_("name"), max_length=120)
    # The form lists the states; a space or a typing error never gets in.
    state = models.CharField(_("state"), max_length=2, blank=True, choices=states.choices)
    slug = models.SlugField(
        _("address"), max_length=80, unique=True, blank=True, help_text=_("Made from the name if left empty.")
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        validators=[validate_zone],
        help_text=_("IANA name, such as America/Chicago."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-90)), MaxValueValidator(Decimal(90))],
        help_text=_("Degrees, north positive."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-180)), MaxValueValidator(Decimal(180))],
        help_text=_("Degrees, east positive."),
    )

    objects = CityQuerySet.as_manager()

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["name", "state"]
        constraints = [
            models.UniqueConstraint(fields=["name", "state"], name="city_name_and_state_unique"),
            models.CheckConstraint(condition=~Q(time_zone=""), name="city_has_time_zone"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__gte=-90, latitude__lte=90),
                name="city_latitude_in_range",
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True) | Q(longitude__gte=-180, longitude__lte=180),
                name="city_longitude_in_range",
            ),
        ]

    def __str__(self) -> str:
        state = states.STATES.get(self.state, self.state)
        return f"{self.name}, {state}" if state else self.name

    def clean(self) -> None:
        if self.pk and is_zone(self.time_zone):
            try:
                Meeting.objects.filter(stop__city=self).check_zone(self.time_zone)
            except ValidationError as error:
                raise ValidationError({"time_zone": error}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; when the zone changed, the meetings here keep their wall time and get new instants."""
        if not self.slug:
            self.slug = free_slug(City, self.name, fallback="city")
        here = Meeting.objects.filter(stop__city=self.pk) if self.pk else Meeting.objects.none()
        with recorded_together(here):
            super().save(*args, **kwargs)
            here.rederive()

    def address_changed(self, old: str, *, forgotten: bool) -> None:
        """Let what changed in this city name it by its present address, by which calendars find it."""
        places = ("before", "after", "tombstone")
        named = reduce(or_, (Q(**{f"{place}__city_slug": old}) for place in places))
        changes = list(Change.objects.filter(named))
        for change in changes:
            for place in places:
                told = getattr(change, place)
                if told.get("city_slug") == old:
                    told["city_slug"] = self.slug
        Change.objects.bulk_update(changes, places, batch_size=500)

    def get_absolute_url(self) -> str:
        return reverse("city", args=[self.slug])
