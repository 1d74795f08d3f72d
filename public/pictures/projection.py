"""From degrees to the map's own units.

Equal Earth (Šavrič, Patterson and Jenny 2018, https://doi.org/10.1080/13658816.2018.1504949): countries keep
their sizes, so that none looks more important for being near a pole. Only Python's own library, because the
build draws the land with it before Django is there.
"""

from math import asin, cos, radians, sin, sqrt

#: The map is this wide, in its own units; half of one is the finest detail of the land.
WIDTH = 1000
#: The meridian in the middle, in degrees. The edge then runs through the Bering Strait and cuts no land.
MIDDLE = 11
#: What is shown, in degrees north: no Antarctica, and all of Greenland.
SOUTH, NORTH = -57, 84

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796

Point = tuple[float, float]


def equal_earth(longitude: float, latitude: float) -> Point:
    """The point on a globe of radius 1, x to the east and y to the north; in degrees from the middle."""
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    scale = 9 * A4 * theta**8 + 7 * A3 * theta**6 + 3 * A2 * theta**2 + A1
    x = 2 * sqrt(3) * radians(longitude) * cos(theta) / (3 * scale)
    return x, A4 * theta**9 + A3 * theta**7 + A2 * theta**3 + A1 * theta


_SCALE = WIDTH / (2 * equal_earth(180, 0)[0])
_TOP = equal_earth(0, NORTH)[1]
#: The map is this high, in its own units.
HEIGHT = round((_TOP - equal_earth(0, SOUTH)[1]) * _SCALE)


def place(longitude: float, latitude: float) -> Point:
    """Where a place (degrees east and north) is on the map: units from the left and from the top."""
    x, y = equal_earth(longitude - MIDDLE, latitude)
    return WIDTH / 2 + x * _SCALE, (_TOP - y) * _SCALE


def unwrapped(longitude: float) -> float:
    """The same meridian, within 180 degrees of the middle."""
    return (longitude - MIDDLE + 180) % 360 - 180 + MIDDLE
