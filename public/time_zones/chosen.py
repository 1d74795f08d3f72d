"""The zone a reader chose with `?tz=`."""

import json
from dataclasses import dataclass

from django.http import HttpRequest

from common.time_zones import is_zone, offered_zones, zone_place
from public.time_zones.directory import modern_name, renamed


@dataclass(frozen=True)
class ChosenZone:
    """`name` is an IANA zone, or None for each city's own time. `unknown` is what was asked for in vain."""

    name: str | None = None
    unknown: str = ""
    #: What else the address asks for, such as the page of a list: kept when another zone is chosen.
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> str:
        """The place in the zone's name, such as "New York"."""
        return zone_place(self.name) if self.name else ""

    @property
    def offered(self) -> list[tuple[str, str]]:
        """Zones to choose from, as (IANA name, place), the chosen one among them."""
        return offered_zones(self.name)

    @property
    def renamed(self) -> str:
        """Names of today for those by which browsers detect a zone, as JSON."""
        return json.dumps(renamed(), separators=(",", ":"))


def chosen_zone(request: HttpRequest) -> ChosenZone:
    """The zone in `?tz=`. What is no IANA zone leaves the cities' times and is named to the reader."""
    asked = request.GET.get("tz", "").strip()
    kept = tuple((name, str(value)) for name, value in request.GET.items() if name != "tz")
    if is_zone(asked):
        return ChosenZone(modern_name(asked), kept=kept)
    return ChosenZone(unknown=asked[:60], kept=kept)
