"""The map of where the participants come from and of the cities they met.

Countries are dots, not areas: a small country is as easy to see as a large one, and no border is drawn.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from common.letters.order import sort_key
from participants.public_profile import PublicProfile
from public.pictures.projection import HEIGHT, WIDTH, Point, place, unwrapped
from public.pictures.world import world

if TYPE_CHECKING:
    from programs.models import City

#: In the map's units: the height of a label's letters (font-size), and how far a dot keeps others away.
LETTERS, REACH = 17, 9
#: Width of a letter for its height, in the widest of the fonts that readers are likely to have.
PLAIN, BOLD = 0.62, 0.72


@dataclass(frozen=True)
class Label:
    """A name on the map, where there is room for it."""

    text: str
    x: float
    y: float
    anchor: str  #: SVG's text-anchor: start, middle or end


@dataclass(frozen=True)
class Country:
    """Where participants come from. Without a `point` it is not on the map, only in the table."""

    name: str  #: in the reader's language; empty for those whose country is not known
    participants: int
    point: Point | None = None
    label: Label | None = None


@dataclass(frozen=True)
class CityMet:
    """A city with the number of its public meetings that were not cancelled."""

    city: "City"
    meetings: int
    point: Point | None = None
    label: Label | None = None


@dataclass(frozen=True)
class Map:
    """What the template draws. Lengths are in units of a map of `width` by `height`."""

    countries: Sequence[Country]
    cities: Sequence[CityMet]
    width: int = WIDTH
    height: int = HEIGHT
    letters: int = LETTERS

    @property
    def land(self) -> str:
        """The data of an SVG path, to be scaled by `scale`."""
        return world().land

    @property
    def scale(self) -> float:
        """What a length in the path is multiplied by, to have it in the map's units."""
        return 1 / world().fineness

    @property
    def named(self) -> Sequence[Country]:
        """The countries without those participants whose country is not known."""
        return [country for country in self.countries if country.name]

    @property
    def has_places(self) -> bool:
        """Whether there is anything to draw or to list."""
        return bool(self.countries or self.cities)


def world_map(profiles: Iterable[PublicProfile], visits: Iterable[tuple["City", int]]) -> Map:
    """The map of those who are shown and of the cities met, each with its number of meetings.

    Countries come by name, those not known last; cities in the order given.
    """
    counted = Counter((profile.country_name, profile.country_code) for profile in profiles)
    by_name = sorted(counted.items(), key=lambda item: (not item[0][0], sort_key(item[0][0])))
    countries = [
        Country(name, number, world().point(code) if code else None) for (name, code), number in by_name
    ]
    cities = [CityMet(city, number, _point(city)) for city, number in visits]
    return _labelled(countries, cities)


def _point(city: "City") -> Point | None:
    if city.latitude is None or city.longitude is None:
        return None
    x, y = place(unwrapped(float(city.longitude)), float(city.latitude))
    return round(x, 1), round(y, 1)


# --- Names where there is room --------------------------------------------------------------------


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def _labelled(countries: list[Country], cities: list[CityMet]) -> Map:
    """The map with as many names as fit without touching a dot or each other: cities first."""
    points = [*(each.point for each in cities), *(each.point for each in countries)]
    taken = [_Box(x - REACH, y - REACH, x + REACH, y + REACH) for x, y in filter(None, points)]
    named_cities = [replace(each, label=_label(each.city.name, each.point, taken, BOLD)) for each in cities]
    named_countries = [replace(each, label=_label(each.name, each.point, taken, PLAIN)) for each in countries]
    return Map(named_countries, named_cities)


def _label(text: str, point: Point | None, taken: list[_Box], letter: float) -> Label | None:
    """The name at the first side of its dot that is free, which it then takes; None where none is."""
    if point is None:
        return None
    x, y = point
    width, gap = _width(text, letter), REACH + 3
    for anchor, left, base in (
        ("start", x + gap, y + LETTERS * 0.35),
        ("end", x - gap - width, y + LETTERS * 0.35),
        ("middle", x - width / 2, y - gap),
        ("middle", x - width / 2, y + gap + LETTERS * 0.7),
    ):
        box = _Box(left, base - LETTERS * 0.8, left + width, base + LETTERS * 0.25)
        inside = box.left >= 0 and box.right <= WIDTH and box.top >= 0 and box.bottom <= HEIGHT
        if inside and not any(box.meets(other) for other in taken):
            taken.append(box)
            at = {"start": left, "end": left + width, "middle": x}[anchor]
            return Label(text, round(at, 1), round(base, 1), anchor)
    return None


def _width(text: str, letter: float) -> float:
    """About how wide a text is: nobody measures it before it is drawn. `letter`: PLAIN or BOLD."""
    return sum(LETTERS * (1.0 if east_asian_width(each) in "WF" else letter) for each in text)
