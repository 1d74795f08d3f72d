"""What a reader may see of a hero. Public pages get profiles, never heroes.

A profile holds only what consent allows, so a template cannot show more by mistake.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from participants.models.organization import Organization


class NotReadThroughPublic(RuntimeError):
    """A hero was about to be shown who was not read through `Hero.objects.public()`."""


@dataclass(frozen=True)
class PublicProfile:
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
    is_fictional: bool = False  #: known of fictional programs only

    def __str__(self) -> str:
        return self.label

    @property
    def country_apart(self) -> str:
        """The country's name, where the label does not say it already."""
        return self.country_name if self.named else ""
