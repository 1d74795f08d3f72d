"""Organizations: hosts, agencies, offices, and the places where heroes work."""

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from common.addresses import Addressed
from common.letters.folding import NAME_KEY_LENGTH, name_key
from common.letters.order import Alphabetical
from common.models import LongText, WebAddress
from common.slugs import free_slug
from participants import visibility

#: Said where a name is taken; `twin` is the organization that has it.
TWIN = _(
    "“%(twin)s” is there already for this country. "
    "Use that one, or give this one a name or country of its own."
)


def double_key(key: str, pk: int | None) -> str:
    """What a row has for a key that was written like another one before names were compared by their keys."""
    return f"{key[: NAME_KEY_LENGTH - 20]} #{pk}"


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def public(self) -> Self:
        """Organizations that something public refers to. Each carries `is_fictional`."""
        referenced = self.filter(visibility.is_referenced(Organization))
        return referenced.annotate(is_fictional=visibility.is_fictional(Organization))

    def in_order(self) -> Self:
        """By name, as the reader's language sorts it."""
        return self.order_by(Alphabetical("name"), "pk")

    def update(self, **kwargs: Any) -> int:
        """As Django's; a new name brings its key along."""
        if "name" not in kwargs or "name_key" in kwargs:
            return super().update(**kwargs)
        with transaction.atomic():
            keys = list(self.values_list("pk", flat=True))
            rows = super().update(**kwargs)
            renamed = Organization.objects.filter(pk__in=keys).only("name", "name_key")
            Organization.objects.bulk_update(renamed, ["name"], batch_size=500)
        return rows

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """As Django's, which asks no `save`."""
        rows = list(objs)
        for row in rows:
            row.set_name_key()
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        """As Django's; a new name brings its key along."""
        rows, names = list(objs), set(fields)
        if "name" in names:
            names.add("name_key")
            for row in rows:
                row.set_name_key()
        return super().bulk_update(rows, sorted(names), *args, **kwargs)


class Organization(Addressed):
    """An organization that takes part, hosts, or is spoken of.

    Public only if something public refers to it. Unique by country and name; how a name is written does not
    make it another one (`common.letters.folding.name_key`). Ministries of one name are told apart by country.
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

    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=NAME_KEY_LENGTH, editable=False, default="")
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

    # Set by `OrganizationQuerySet.public`.
    is_fictional: bool

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name_key", "country"], name="organization_unique_in_country")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = free_slug(Organization, self.name, fallback="organization")
        self.set_name_key()
        if "name" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "name_key"}
        super().save(*args, **kwargs)

    def set_name_key(self) -> None:
        """Derive the key from the name. A row that was a double before keys existed keeps the one it got."""
        key = name_key(self.name)
        if self.name_key != double_key(key, self.pk):
            self.name_key = key

    def twin(self) -> "Organization | None":
        """Another organization of this country whose name means the same."""
        rows = Organization.objects.exclude(pk=self.pk)
        return rows.filter(name_key=name_key(self.name), country=self.country or "").first()

    def clean(self) -> None:
        super().clean()
        if self.name_key != double_key(name_key(self.name), self.pk) and (twin := self.twin()):
            raise ValidationError({"name": ValidationError(TWIN, code="twin", params={"twin": twin})})

    def get_absolute_url(self) -> str:
        return reverse("organization", args=[self.slug])
