"""The zone in which a hero's itinerary is shown."""

from dataclasses import dataclass

from django.http import HttpRequest

from common.time_zones import is_zone, modern_name, offered_zones, zone_place
from participants.models import Hero

#: In the address, for the time of each city.
CITIES = "city"


@dataclass(frozen=True)
class PlanZone:
    """`name` is an IANA zone by its name of today, or None for each city's own time."""

    name: str | None
    home: str | None  #: the hero's own zone, if it is known
    asked: str = ""  #: what the address asks for, to be kept on the way
    unknown: str = ""  #: what was asked for in vain

    @property
    def place(self) -> str:
        """The place in the zone's name, such as "New York"."""
        return zone_place(self.name) if self.name else ""

    @property
    def home_place(self) -> str:
        """The place in the name of the hero's own zone."""
        return zone_place(self.home) if self.home else ""

    @property
    def is_home(self) -> bool:
        """Whether the times shown are the hero's own."""
        return self.name is not None and self.name == self.home

    @property
    def offered(self) -> list[tuple[str, str]]:
        """Other zones to choose from, as (IANA name, place)."""
        return [choice for choice in offered_zones(self.name) if choice[0] != self.home]


def plan_zone(request: HttpRequest, hero: Hero) -> PlanZone:
    """The zone asked for with `?tz=`; else the hero's own; else each city's."""
    home = modern_name(hero.time_zone) if is_zone(hero.time_zone) else None
    asked = request.GET.get("tz", "").strip()
    if asked == CITIES:
        return PlanZone(None, home, asked)
    if is_zone(asked):
        return PlanZone(modern_name(asked), home, asked)
    return PlanZone(home, home, unknown=asked[:60])
