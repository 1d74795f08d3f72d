"""What a reader may see of a hero. Public pages get faces, never heroes.

A face holds only what consent allows, so a template cannot show more by mistake.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from common.formats import country_name

if TYPE_CHECKING:
    from participants.models import Hero, Organization


class NotThroughTheDoor(RuntimeError):
    """A hero was about to be shown who was not read through `Hero.objects.public()`."""


@dataclass(frozen=True)
class Face:
    """The public facts of a hero. Empty or None where there is no consent or no fact."""

    slug: str
    named: bool
    label: str  #: how to call this person in a list: honorific and name, or "A participant from Albania"
    country_code: str
    country_name: str
    name: str = ""
    honorific: str = ""
    native_name: str = ""
    role: str = ""
    organization: "Organization | None" = None
    honor_year: int | None = None
    citation: str = ""
    biography: str = ""
    languages: list[str] = field(default_factory=list)
    has_photo: bool = False
    photo_alt: str = ""
    photo_credit: str = ""
    source_title: str = ""
    source_url: str = ""

    def __str__(self) -> str:
        return self.label


def face(hero: "Hero") -> Face:
    """The face of a hero read through `Hero.objects.public()`.

    Raises NotThroughTheDoor for any other hero: without the ledger's answer nothing may be shown.
    """
    shown = hero.__dict__.get("shown_as")
    country_code = str(hero.country or "")
    country = country_name(country_code)
    if shown == "anonymous":
        return Face(
            slug=hero.slug,
            named=False,
            label=_("A participant from {country}").format(country=country)
            if country
            else _("A participant"),
            country_code=country_code,
            country_name=country,
        )
    if shown != "named":
        raise NotThroughTheDoor(f"Hero {hero.pk} was not read through Hero.objects.public().")
    photo = bool(hero.__dict__["photo_shown"] and hero.photo)
    return Face(
        slug=hero.slug,
        named=True,
        label=hero.full_name,
        country_code=country_code,
        country_name=country,
        name=hero.name,
        honorific=hero.honorific,
        native_name=hero.native_name,
        role=hero.role,
        organization=hero.organization,
        honor_year=hero.honor_year,
        citation=hero.citation,
        biography=hero.biography if hero.__dict__["biography_shown"] else "",
        languages=hero.language_codes,
        has_photo=photo,
        photo_alt=hero.photo_alt if photo else "",
        photo_credit=hero.photo_credit if photo else "",
        source_title=hero.source_title,
        source_url=hero.source_url,
    )
