"""The world as the build drew it (tools/world.py, from Natural Earth): the land, a point in each country."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django_countries import countries

from public.pictures.projection import Point

DRAWN = "map/world.json"


@dataclass(frozen=True)
class World:
    """All in the map's units, x from the left and y from the top."""

    width: int
    height: int
    land: str  #: data of an SVG path, in parts of a unit
    fineness: int  #: how many parts of the path make a unit
    points: dict[str, Point]  #: by the ISO 3166 number, "XK" for Kosovo

    def point(self, country_code: str) -> Point | None:
        """The point of an ISO 3166 country; None for one the data does not have."""
        number = str(countries.numeric(country_code, padded=True) or country_code)
        return self.points.get(number)


@cache
def world() -> World:
    """The file of the build, read once.

    Raises FileNotFoundError when the front end is not built; a system check says so first.
    """
    path = finders.find(DRAWN) or Path(settings.STATIC_ROOT) / DRAWN
    drawn = json.loads(Path(str(path)).read_text())
    points = {number: (x, y) for number, (x, y) in drawn["countries"].items()}
    return World(drawn["width"], drawn["height"], drawn["land"], drawn["fineness"], points)
