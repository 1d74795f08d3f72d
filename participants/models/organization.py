"""Organizations: hosts, agencies, offices, and the places where heroes work."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from common.models import LongText, Recorded, WebAddress
from common.slugs import free_slug
from participants import visibility


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def public(self) -> Self:
        """Organizations that something public refers to."""
        return self.filter(visibility.is_referenced(Organization))


class Organization(Recorded):
    """An organization that takes part, hosts, or is spoken of.

    Public only if something public refers to it.
    """

    class Kind(models.TextChoices):
        NGO = "ngo", _("Nongovernmental organization")
        GOVERNMENT = "government", _("Government")
        INTERNATIONAL = "international", _("International organization")
        ACADEMIC = "academic", _("Academic")
        BUSINESS = "business", _("Business")
        MEDIA = "media", _("Media")
        FAITH = "faith", _("Faith-based")
        OTHER = "other", _("Other")

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(
        _("address"), max_length=80, unique=True, blank=True, help_text=_("Made from the name if left empty.")
    )
    short_name = models.CharField(
        _("short name"), max_length=60, blank=True, help_text=_("For example an acronym.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    website = WebAddress(_("website"))
    description = LongText(_("description"), help_text=_("Markdown."))
    country = CountryField(_("country"), blank=True)
    city_name = models.CharField(_("city"), max_length=120, blank=True)
    source_title = models.CharField(_("source"), max_length=300, blank=True)
    source_url = WebAddress(_("source address"))

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = free_slug(Organization, self.name, fallback="organization")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("organization", args=[self.slug])
