"""The cities of the sample. The fictional program stops in real cities, for their real clocks."""

from decimal import Decimal
from typing import Any

from common.addresses import is_taken
from programs.models import City
from programs.sample.rows import add


def washington() -> City:
    """Washington, D.C., on Eastern time: where programs begin."""
    return _city(
        name="Washington",
        state="DC",
        slug="washington-dc",
        time_zone="America/New_York",
        latitude=Decimal("38.90720"),
        longitude=Decimal("-77.03690"),
    )


def minneapolis() -> City:
    """Minneapolis, Minnesota, on Central time: an hour behind the two others."""
    return _city(
        name="Minneapolis",
        state="MN",
        slug="minneapolis",
        time_zone="America/Chicago",
        latitude=Decimal("44.97780"),
        longitude=Decimal("-93.26500"),
    )


def miami() -> City:
    """Miami, Florida, on Eastern time: the last stop of both programs."""
    return _city(
        name="Miami",
        state="FL",
        slug="miami",
        time_zone="America/New_York",
        latitude=Decimal("25.76170"),
        longitude=Decimal("-80.19180"),
    )


def _city(*, name: str, state: str, slug: str, **facts: Any) -> City:
    """The city, left as it is if it is there; its address gives way to one that is taken."""
    present = City.objects.filter(name=name, state=state).first()
    if present:
        return present
    address = "" if is_taken(City, slug) else slug
    return add(City, name=name, state=state, slug=address, **facts)
