"""The zone in which a reader wants to see times: an IANA name in the address, `?tz=Asia/Tokyo`."""

import json
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest

from common.time_zones import is_zone, modern_name, offered_zones, zone_place
from public.time_zones.directory import renamed


@dataclass(frozen=True)
class ChosenZone:
    """The zone in which a page shows times."""

    name: str | None = None  #: IANA name; None for each city's own time
    unknown: str = ""  #: what was asked for and is no zone, up to 60 characters
    #: What else the address asks for, such as the page of a list: kept when another zone is chosen.
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> str:
        """The place in the zone's name, such as "New York"."""
        return zone_place(self.name) if self.name else ""

    @property
    def query(self) -> str:
        """For links to pages that show the same zone, such as "?tz=Asia/Tokyo"; empty for the cities' own."""
        return f"?tz={quote(self.name)}" if self.name else ""

    @property
    def offered(self) -> list[tuple[str, str]]:
        """Zones to choose from, as (IANA name, place), the chosen one among them."""
        return offered_zones(self.name)

    @property
    def renamed(self) -> str:
        """Names of today for those by which browsers detect a zone, as JSON."""
        return json.dumps(renamed(), separators=(",", ":"))


def chosen_zone(request: HttpRequest) -> ChosenZone:
    """The zone that `?tz=` names. For what is no IANA zone times stay the cities', and the reader is told."""
    name = request.GET.get("tz", "").strip()
    kept = tuple((key, str(value)) for key, value in request.GET.items() if key != "tz")
    if is_zone(name):
        return ChosenZone(modern_name(name), kept=kept)
    return ChosenZone(unknown=name[:60], kept=kept)
