"""Loading the sample programs into a database."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from common.addresses import digest
from programs.models import Program
from programs.sample import fictional, tip_heroes_2021

#: Address of each sample program, and what makes it.
SAMPLE = {
    tip_heroes_2021.SLUG: tip_heroes_2021.build,
    fictional.SLUG: fictional.build,
}


class OtherProgramsPresent(Exception):
    """The database holds programs that are not the sample's: perhaps real work."""


def load(*, force: bool = False) -> list[Program]:
    """Add the sample programs that are not there yet, all or nothing, and return the new ones.

    What is there already, from an earlier load or from officers, stays as it is. Raises OtherProgramsPresent
    when something is to be added beside other programs and `force` is not set.
    """
    with transaction.atomic():
        # An officer may have changed the address since.
        keys = {slug: _key(slug) for slug in SAMPLE}
        missing = [slug for slug, key in keys.items() if key is None]
        others = Program.objects.exclude(pk__in=filter(None, keys.values())).count()
        if missing and others and not force:
            raise OtherProgramsPresent(
                gettext(
                    "This database holds other programs (%(count)s). The sample was not loaded. "
                    "Use --force to load it beside them."
                )
                % {"count": others}
            )
        return [SAMPLE[slug]() for slug in missing]


def _key(slug: str) -> int | None:
    """The key of the program that has or had this address."""
    here = Q(slug=slug) | Q(old_addresses__digest=digest(slug))
    return Program.objects.filter(here).values_list("pk", flat=True).first()
