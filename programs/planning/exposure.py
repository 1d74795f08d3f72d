"""The exposure check: whether what is shown of an anonymous hero fits one person only.

An anonymous hero is shown by country, in a program with its cities and dates. A reader who knows, or can find
out, who was in that group then needs only the country. Those of the group who are named are told apart
already; only the others hide one another.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from common.formats import country_name

if TYPE_CHECKING:
    from participants.models import Hero


def fits_one_person(hero: "Hero", group: Iterable["Hero"]) -> bool:
    """Whether `hero` is anonymous and nobody else in the group, who is not named, is of the same country."""
    if hero.public_identity != hero.PublicIdentity.ANONYMOUS:
        return False
    return not any(
        other.pk != hero.pk
        and other.country == hero.country
        and other.public_identity != other.PublicIdentity.NAMED
        for other in group
    )


def warning(hero: "Hero", program: object) -> str:
    """What to tell an officer whose anonymous hero stands out in a program."""
    return gettext(
        "%(hero)s is the only participant in “%(program)s” who is not named and represents %(country)s: "
        "what is shown fits one person only. If that is a danger, choose “Withheld”."
    ) % {
        "hero": hero,
        "program": program,
        "country": country_name(str(hero.country or "")) or gettext("no country"),
    }


def warnings(hero: "Hero") -> list[str]:
    """A warning for each program in which an anonymous hero stands out. Two queries; none for others."""
    if hero.pk is None or hero.public_identity != hero.PublicIdentity.ANONYMOUS:
        return []
    programs = hero.programs.prefetch_related("heroes")
    return [warning(hero, each) for each in programs if fits_one_person(hero, each.heroes.all())]
