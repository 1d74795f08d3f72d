"""The world as the map draws it, from Natural Earth (https://www.naturalearthdata.com/, public domain).

The npm package world-atlas brings it as TopoJSON (https://github.com/topojson/topojson-specification). No
borders are taken from it: they are as they are in fact, which is not always as a government sees them.
"""

import json
import sys
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from steps import ROOT

sys.path.insert(0, str(ROOT))

from public.pictures.projection import HEIGHT, SOUTH, WIDTH, Point, place, unwrapped

Ring = list[Point]

#: Kosovo has no number in ISO 3166; the letters are those that many agree on.
BY_NAME = {"Kosovo": "XK"}
#: The land is drawn in halves of the map's unit, and bends of less than half a unit are left out.
FINENESS = 2
TOLERANCE = 0.5


def draw(atlas: Path, target: Path) -> None:
    """Write what `public.pictures.world` reads: the land as an SVG path, and a point for each country.

    Countries are known by their ISO 3166 numbers, as in the data.
    """
    world = {
        "width": WIDTH,
        "height": HEIGHT,
        "fineness": FINENESS,
        "land": land(json.loads((atlas / "countries-110m.json").read_text())),
        "countries": points(json.loads((atlas / "countries-10m.json").read_text())),
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(world, separators=(",", ":")))


def land(topology: dict[str, Any]) -> str:
    """The outline of all land but Antarctica as the data of an SVG path."""
    rings = [ring for _feature, polygon in polygons(topology, "land") for ring in polygon]
    shown = [ring for ring in rings if max(latitude for _longitude, latitude in ring) > SOUTH]
    return "".join(outline([place(*point) for point in ring]) for ring in shown)


def points(topology: dict[str, Any]) -> dict[str, list[int]]:
    """The middle of the largest part of each country, in the map's units, by number."""
    largest: dict[str, tuple[float, list[int]]] = {}
    for feature, polygon in polygons(topology, "countries"):
        key = feature.get("id") or BY_NAME.get(feature["properties"]["name"])
        size, middle = size_and_middle([place(*point) for point in polygon[0]])
        # The Vatican is so small that the data leaves it no area, but a point it has.
        if key and size > largest.get(key, (-1.0,))[0]:
            largest[key] = size, [round(part) for part in middle]
    return {key: largest[key][1] for key in sorted(largest)}


def polygons(topology: dict[str, Any], name: str) -> list[tuple[dict[str, Any], list[Ring]]]:
    """Every polygon of an object as rings of (longitude, latitude), with the feature it belongs to."""
    step, start = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for deltas in topology["arcs"]:
        x = y = 0
        arcs.append([])
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arcs[-1].append((x * step[0] + start[0], y * step[1] + start[1]))

    def ring(numbers: list[int]) -> Ring:
        points: Ring = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += arc[1:] if points else arc
        return joined(points)

    outlines = []
    for feature in topology["objects"][name]["geometries"]:
        parts = feature.get("arcs", [])
        for part in parts if feature["type"] == "MultiPolygon" else [parts]:
            if part:
                outlines.append((feature, [ring(numbers) for numbers in part]))
    return outlines


def joined(ring: Ring) -> Ring:
    """A ring that crosses the date line, without the jump; the whole ring on one side of the map's edge."""
    longitudes = [ring[0][0]]
    for longitude, _latitude in ring[1:]:
        turns = round((longitude - longitudes[-1]) / 360)
        longitudes.append(longitude - 360 * turns)
    middle = (min(longitudes) + max(longitudes)) / 2
    shift = unwrapped(middle) - middle
    return [(longitude + shift, point[1]) for longitude, point in zip(longitudes, ring, strict=True)]


def size_and_middle(ring: Ring) -> tuple[float, Point]:
    """The area of a closed ring and its center of gravity."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (abs(area) / 2, (x / (3 * area), y / (3 * area))) if area else (0.0, ring[0])


def outline(ring: Ring) -> str:
    """A closed ring as the data of an SVG path in whole steps; empty when nothing of it can be seen."""
    half = len(ring) // 2
    simple = simplified(ring[: half + 1])[:-1] + simplified(ring[half:])[:-1]
    steps: list[tuple[int, int]] = []
    for x, y in simple:
        step = round(x * FINENESS), round(y * FINENESS)
        if not steps or step != steps[-1]:
            steps.append(step)
    if len(steps) < 3:
        return ""
    moves = [(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(steps)]
    shape = " ".join(f"{dx} {dy}" for dx, dy in moves).replace(" -", "-")
    return f"M{steps[0][0]} {steps[0][1]}l{shape}z"


def simplified(line: Ring) -> Ring:
    """A line without the bends that are smaller than TOLERANCE (Douglas and Peucker 1973)."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    length = hypot(x1 - x0, y1 - y0)

    def distance(point: Point) -> float:
        x, y = point
        if not length:
            return hypot(x - x0, y - y0)
        return abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length

    farthest = max(range(len(line)), key=lambda number: distance(line[number]))
    if distance(line[farthest]) <= TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: farthest + 1])[:-1] + simplified(line[farthest:])
