"""The zone in which a reader wants to see times: an IANA name in the address, `?tz=Asia/Tokyo`.

`?place=tokyo` looks for one, for readers without a script.
"""

import json
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import HttpRequest

from common.time_zones import is_zone, modern_name, offered_zones, zone_place
from programs.models import City
from public.time_zones.directory import renamed
from public.time_zones.place import Place
from public.time_zones.search import MOST_LETTERS, SHOWN_AT_MOST, find_places


@dataclass(frozen=True)
class ChosenZone:
    """The zone in which a page shows times."""

    name: str | None = None  #: IANA name; None for each city's own time
    unknown: str = ""  #: what was asked for and is no zone, up to 60 characters
    #: What else the address asks for, such as the page of a list: kept when another zone is chosen.
    kept: tuple[tuple[str, str], ...] = ()
    searched: str = ""  #: the place that a reader without a script looks for
    found: tuple[Place, ...] = ()  #: all places of that name

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
    def choices(self) -> list[tuple[str, Place]]:
        """The first places that were found, each with the query of the page in its zone."""
        return [
            (f"?{urlencode([*self.kept, ('tz', each.zone)])}", each) for each in self.found[:SHOWN_AT_MOST]
        ]

    @property
    def renamed(self) -> str:
        """Names of today for those by which browsers detect a zone, as JSON."""
        return json.dumps(renamed(), separators=(",", ":"))


def chosen_zone(request: HttpRequest) -> ChosenZone:
    """The zone that `?tz=` names, and the places that `?place=` finds, which costs one query.

    For what is no IANA zone times stay the cities', and the reader is told.
    """
    name, place = (request.GET.get(each, "").strip() for each in ("tz", "place"))
    kept = tuple((key, str(value)) for key, value in request.GET.items() if key not in ("tz", "place"))
    found = tuple(find_places(place, City.objects.public())) if place else ()
    known = is_zone(name)
    return ChosenZone(
        name=modern_name(name) if known else None,
        unknown="" if known else name[:60],
        kept=kept,
        searched=place[:MOST_LETTERS],
        found=found,
    )
