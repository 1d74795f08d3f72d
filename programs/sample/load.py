"""Loading the sample programs into a database."""

from django.db import transaction
from django.utils.translation import gettext

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
        present = set(Program.objects.filter(slug__in=SAMPLE).values_list("slug", flat=True))
        missing = [slug for slug in SAMPLE if slug not in present]
        others = Program.objects.exclude(slug__in=SAMPLE).count()
        if missing and others and not force:
            raise OtherProgramsPresent(
                gettext(
                    "This database holds other programs (%(count)s). The sample was not loaded. "
                    "Use --force to load it beside them."
                )
                % {"count": others}
            )
        return [SAMPLE[slug]() for slug in missing]
