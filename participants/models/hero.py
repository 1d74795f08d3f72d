"""Heroes: the people who take part in a program."""

from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import StrIndex
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from common.addresses import Addressed
from common.formats import codes_by_name, country_name
from common.languages import codes, validate_languages
from common.letters.order import Alphabetical
from common.models import LongText, WebAddress, plausible_year
from common.slugs import free_slug, is_opaque_slug, opaque_slug
from common.time_zones import validate_zone
from participants import visibility
from participants.models.address import HeroAddress
from participants.models.consent import Consent
from participants.photos import CleanPicture, photo_path, reencode, validate_photo
from participants.public_profile import NotReadThroughPublic, PublicProfile


class HeroQuerySet(models.QuerySet["Hero"]):
    """Which heroes the public may know of, and whose words it may read; consent decides."""

    def public(self, on: date | None = None) -> Self:
        """Heroes the public may know of on a day (default: today, UTC).

        Each carries what `public_profile` is made from: `shown_as` ("named" or "anonymous"), and three facts.
        """
        return (
            self.appearing(on)
            .annotate(
                biography_shown=self._in_force(Consent.Scope.BIOGRAPHY, on),
                photo_shown=self._in_force(Consent.Scope.PHOTO, on),
                shown_as=F("public_identity"),
                is_fictional=visibility.is_fictional(Hero),
            )
            .select_related("organization")
        )

    def appearing(self, on: date | None = None) -> Self:
        """The heroes of `public()` without what may be shown of each: lighter, for conditions in queries."""
        named = Q(public_identity=Hero.PublicIdentity.NAMED) & Q(self._in_force(Consent.Scope.IDENTITY, on))
        anonymous = Q(public_identity=Hero.PublicIdentity.ANONYMOUS)
        return self.filter(named | anonymous, visibility.is_referenced(Hero))

    def quotable(self, on: date | None = None) -> Self:
        """The heroes of `public()` whose words may be shown: the anonymous, and the named who agreed."""
        agreed = Q(self._in_force(Consent.Scope.QUOTES, on))
        return self.appearing(on).filter(Q(public_identity=Hero.PublicIdentity.ANONYMOUS) | agreed)

    @staticmethod
    def _in_force(scope: Consent.Scope, on: date | None) -> Exists:
        return Exists(Consent.objects.in_force(on).filter(hero=OuterRef("pk"), scope=scope))

    def update(self, **changes: Any) -> int:
        """As Django's; who is no longer named gets an address of random letters, as in `Hero.save`."""
        if changes.get("public_identity") not in ("anonymous", "withheld"):
            return super().update(**changes)
        with transaction.atomic():
            slugs = dict(self.order_by().values_list("pk", "slug"))
            for pk, slug in slugs.items():
                if not is_opaque_slug(slug, "participant"):
                    Hero.objects.filter(pk=pk).update(slug=opaque_slug("participant"))
            HeroAddress.objects.filter(owner__in=slugs).delete()
            # By key: the rows may have been chosen by the address they no longer have.
            return super(HeroQuerySet, Hero.objects.filter(pk__in=slugs)).update(**changes)

    def in_public_order(self) -> Self:
        """By name; then the anonymous by country's name, so that the place in a list betrays no name."""
        named, sorted_codes = Q(public_identity=Hero.PublicIdentity.NAMED), Value(" ".join(codes_by_name()))
        return self.order_by(
            Case(When(named, then=Value(0)), default=Value(1)),
            Alphabetical(Case(When(named, then=F("sort_name")), default=Value(""))),
            Case(When(named, then=Value(0)), default=StrIndex(sorted_codes, F("country"))),
            "slug",
        )


class Hero(Addressed):
    """A participant. Consent decides what is public: see `public_profile`, and in words `standing.py`."""

    class PublicIdentity(models.TextChoices):
        NAMED = "named", _("Named")
        ANONYMOUS = "anonymous", _("Anonymous (by country only)")
        WITHHELD = "withheld", _("Withheld (not shown at all)")

    honorific = models.CharField(
        _("honorific"), max_length=40, blank=True, help_text=_("For example “Sister”.")
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("As the person writes it."))
    native_name = models.CharField(_("name in the person's script"), max_length=200, blank=True)
    sort_name = models.CharField(
        _("name for sorting"),
        max_length=200,
        blank=True,
        help_text=_("Family name first. The name if left empty."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("Made from the name if the hero is named, else from random letters. Leave empty."),
    )
    country = CountryField(_("country represented"), blank=True)
    role = models.CharField(_("role"), max_length=300, blank=True)
    organization = models.ForeignKey(
        "participants.Organization",
        on_delete=models.PROTECT,
        related_name="heroes",
        null=True,
        blank=True,
        verbose_name=_("organization"),
    )
    honor_year = models.PositiveSmallIntegerField(
        _("year honored"),
        null=True,
        blank=True,
        validators=plausible_year,
        help_text=_("Year of the TIP Report."),
    )
    citation = LongText(_("citation"), help_text=_("Why honored, in our words."))
    biography = LongText(_("biography"), help_text=_("Markdown. Shown only with consent for the biography."))
    photo = models.ImageField(
        _("photo"),
        upload_to=photo_path,
        blank=True,
        validators=[validate_photo],
        help_text=_("Shown only with consent for the photo."),
    )
    photo_alt = models.CharField(
        _("photo in words"), max_length=250, blank=True, help_text=_("For readers who cannot see it.")
    )
    photo_credit = models.CharField(_("photo credit"), max_length=200, blank=True)
    languages = models.CharField(
        _("languages"),
        max_length=100,
        blank=True,
        validators=[validate_languages],
        help_text=_("ISO 639: “es, sq”."),
    )
    source_title = models.CharField(_("source"), max_length=300, blank=True)
    source_url = WebAddress(_("source address"))
    public_identity = models.CharField(
        _("public identity"),
        max_length=10,
        choices=PublicIdentity.choices,
        default=PublicIdentity.WITHHELD,
        help_text=_("The most that may be shown. A name also needs a consent in force for the identity."),
    )

    # Never public anywhere.
    time_zone = models.CharField(
        _("home time zone"),
        max_length=64,
        blank=True,
        validators=[validate_zone],
        help_text=_("Private. IANA name."),
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Private."))
    internal_notes = LongText(_("internal notes"), help_text=_("Private."))

    private_fields = frozenset({"time_zone", "email", "internal_notes"})

    # Set by `HeroQuerySet.public`: what `public_profile` is made from.
    shown_as: str
    biography_shown: bool
    photo_shown: bool
    is_fictional: bool

    objects = HeroQuerySet.as_manager()

    class Meta:
        verbose_name = _("hero")
        verbose_name_plural = _("heroes")
        ordering = ["sort_name", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(public_identity__in=["named", "anonymous", "withheld"]),
                name="hero_public_identity_known",
            ),
            # Also for changes that go past `save()`: an anonymous hero's address must not tell the name.
            models.CheckConstraint(
                condition=~Q(public_identity="anonymous") | Q(slug__startswith="participant-"),
                name="hero_anonymous_has_opaque_slug",
                violation_error_message=_("The address of an anonymous hero must not tell the name."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Honorific and name. For officers; public pages use `public_profile`."""
        return f"{self.honorific} {self.name}".strip()

    @property
    def keeps_old_addresses(self) -> bool:
        """Only who is shown by name: even to answer that an address is gone would confirm the name in it."""
        return self.public_identity == Hero.PublicIdentity.NAMED

    @property
    def language_codes(self) -> list[str]:
        """The languages spoken, as ISO 639 codes in lower case, such as ["es", "sq"]."""
        return codes(self.languages)

    @property
    def public_profile(self) -> PublicProfile:
        """What a reader may see of a hero read through `Hero.objects.public()`.

        Raises NotReadThroughPublic for any other hero: without the ledger's answer nothing may be shown.
        """
        shown = getattr(self, "shown_as", None)
        country_code = str(self.country or "")
        country = country_name(country_code)
        if shown == self.PublicIdentity.ANONYMOUS:
            label = gettext("A participant from %(country)s") % {"country": country}
            return PublicProfile(
                slug=self.slug,
                named=False,
                label=label if country else gettext("A participant"),
                country_code=country_code,
                country_name=country,
                is_fictional=self.is_fictional,
            )
        if shown != self.PublicIdentity.NAMED:
            raise NotReadThroughPublic(f"Hero {self.pk} was not read through Hero.objects.public().")
        has_photo = bool(self.photo_shown and self.photo)
        return PublicProfile(
            slug=self.slug,
            named=True,
            label=self.full_name,
            country_code=country_code,
            country_name=country,
            name=self.name,
            honorific=self.honorific,
            native_name=self.native_name,
            role=self.role,
            organization=self.organization,
            honor_year=self.honor_year,
            citation=self.citation,
            biography=self.biography if self.biography_shown else "",
            languages=self.language_codes,
            has_photo=has_photo,
            photo_alt=self.photo_alt if has_photo else "",
            photo_credit=self.photo_credit if has_photo else "",
            source_title=self.source_title,
            source_url=self.source_url,
            is_fictional=self.is_fictional,
        )

    def clean(self) -> None:
        if self.photo and not self.photo_alt:
            raise ValidationError(
                {"photo_alt": _("Describe the photo in words for readers who cannot see it.")}
            )
        self._clean_photo()
        self._hide_name_in_slug()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = self.sort_name or self.name
        self._clean_photo()
        self._hide_name_in_slug()
        if not self.slug:
            self.slug = free_slug(Hero, self.name, fallback="participant")
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "slug", "sort_name", "updated_at"}
        super().save(*args, **kwargs)

    def _hide_name_in_slug(self) -> None:
        """Give whoever is not named an address of random letters.

        Any other may hint at the name (initials, a nickname, a transliteration), and a form may carry the
        old address along when an officer makes a hero anonymous.
        """
        if self.public_identity != Hero.PublicIdentity.NAMED and not is_opaque_slug(self.slug, "participant"):
            self.slug = opaque_slug("participant")

    def _clean_photo(self) -> None:
        """Replace a newly chosen photo by its re-encoded copy."""
        if not self.photo or getattr(self.photo, "_committed", True):
            return
        if isinstance(self.photo.file, CleanPicture):
            return
        try:
            self.photo = reencode(self.photo.file)
        except ValidationError as error:
            raise ValidationError({"photo": error.error_list}) from error

    def get_absolute_url(self) -> str:
        return reverse("hero", args=[self.slug])
