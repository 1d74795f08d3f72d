"""The map of where participants come from and the cities they met."""

import json
import re
import sys
from math import isclose
from pathlib import Path

import pytest
from django_countries import countries
from hypothesis import given
from hypothesis import strategies as st

from participants.public_profile import PublicProfile
from programs.models import City
from public.pictures.map import LETTERS, REACH, Map, world_map
from public.pictures.projection import HEIGHT, WIDTH, equal_earth, place, unwrapped
from public.pictures.world import world

ROOT = Path(__file__).resolve().parents[3]


def profile(code: str, number: int = 0) -> PublicProfile:
    name = str(countries.name(code)) if code else ""
    label = f"A participant from {name}"
    return PublicProfile(slug=f"p-{number}", named=False, label=label, country_code=code, country_name=name)


def city(name: str, latitude: str | None, longitude: str | None) -> City:
    return City(name=name, slug=name.lower(), latitude=latitude, longitude=longitude)


# --- Degrees to units ----------------------------------------------------------------------------


def test_the_projection_gives_the_published_values() -> None:
    """The corner of the map by PROJ's tests of eqearth, in meters on the authalic sphere of WGS84."""
    radius = 6371007.1810824
    x, y = equal_earth(180, 90)
    assert isclose(x * radius, 10216474.79, abs_tol=1)
    assert isclose(y * radius, 8392927.60, abs_tol=1)
    assert equal_earth(0, 0) == (0, 0)


@given(st.floats(-180, 180), st.floats(-56, 83))
def test_every_place_that_is_shown_is_on_the_map(longitude: float, latitude: float) -> None:
    x, y = place(unwrapped(longitude), latitude)
    assert 0 <= x <= WIDTH
    assert 0 <= y <= HEIGHT


def test_east_is_right_and_north_is_up_on_both_sides_of_the_date_line() -> None:
    (fiji, _), (samoa, _) = place(unwrapped(178), -18), place(unwrapped(-172), -18)
    (hawaii, _), (boston, north), (_, south) = place(-157, 21), place(-71, 42), place(-71, -42)
    assert hawaii < boston < fiji < samoa
    assert north < south


# --- The land and the countries ------------------------------------------------------------------


def test_the_land_is_light_and_drawn_within_the_map() -> None:
    land = world().land
    assert len(land) < 15_000
    assert re.fullmatch(r"[Mlz\d -]+", land)
    for ring in re.findall(r"M([^z]+)z", land):
        start, _, moves = ring.partition("l")
        x, y = map(int, start.split())
        numbers = [int(number) for number in re.findall(r"-?\d+", moves)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            assert -1 <= x <= WIDTH * world().fineness + 1
            assert -1 <= y <= HEIGHT * world().fineness + 1


def test_every_country_has_a_dot() -> None:
    # Territories that Natural Earth counts as part of another country have none.
    without = {code for code, _name in countries if world().point(code) is None}
    assert without <= {
        *("BQ", "BV", "CC", "CX", "GF", "GP", "MQ", "RE", "SJ", "TK", "YT"),
    }
    assert world().point("XK")
    assert world().point("") is None
    assert world().point("ZZ") is None


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [
        ("AL", 20, 41),
        ("US", -98, 40),
        ("FR", 2.5, 46.5),
        ("JP", 138, 36.5),
        ("TV", 179, -8),
        ("MT", 14.4, 35.9),
    ],
)
def test_a_dot_is_in_its_country(code: str, longitude: float, latitude: float) -> None:
    point = world().point(code)
    assert point is not None
    x, y = place(longitude, latitude)
    assert abs(point[0] - x) < 12
    assert abs(point[1] - y) < 12


def test_the_build_draws_what_the_site_reads(tmp_path: Path) -> None:
    atlas = ROOT / "node_modules" / "world-atlas"
    if not atlas.is_dir():
        pytest.skip("The npm packages are not installed.")
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from world import draw  # type: ignore[import-not-found]  # noqa: PLC0415 - a tool, found only here
    finally:
        sys.path.remove(str(ROOT / "tools"))
    draw(atlas, tmp_path / "map" / "world.json")
    drawn = json.loads((tmp_path / "map" / "world.json").read_text())
    assert drawn["land"] == world().land
    assert {number: tuple(point) for number, point in drawn["countries"].items()} == world().points


# --- What is on the map --------------------------------------------------------------------------


def test_participants_are_counted_by_country_and_those_without_one_come_last() -> None:
    profiles = [profile(code, number) for number, code in enumerate(("GA", "", "AL", "GA"))]
    drawn = world_map(profiles, [])
    assert [(country.name, country.participants) for country in drawn.countries] == [
        ("Albania", 1),
        ("Gabon", 2),
        ("", 1),
    ]
    assert drawn.countries[0].point
    assert drawn.countries[2].point is None
    assert len(drawn.named) == 2


def test_a_city_without_coordinates_stays_in_the_table() -> None:
    drawn = world_map([], [(city("Miami", "25.8", "-80.2"), 3), (city("Nowhere", None, None), 0)])
    assert [(each.city.name, each.meetings) for each in drawn.cities] == [("Miami", 3), ("Nowhere", 0)]
    assert drawn.cities[0].point
    assert drawn.cities[1].point is None
    assert drawn.cities[1].label is None


def boxes(drawn: Map) -> list[tuple[float, float, float, float]]:
    """Where the names are, by a guess of their width."""
    boxes = []
    for each in (*drawn.cities, *drawn.countries):
        if each.label:
            width = len(each.label.text) * LETTERS * 0.56
            left = each.label.x - {"start": 0, "middle": width / 2, "end": width}[each.label.anchor]
            boxes.append((left, each.label.y - LETTERS * 0.7, left + width, each.label.y))
    return boxes


ALL = sorted(code for code, _name in countries if world().point(code))


@given(st.lists(st.sampled_from(ALL), max_size=60, unique=True))
def test_names_touch_neither_each_other_nor_a_dot(codes: list[str]) -> None:
    miami = city("Miami", "25.8", "-80.2")
    drawn = world_map([profile(code, number) for number, code in enumerate(codes)], [(miami, 1)])
    placed = boxes(drawn)
    for number, (left, top, right, bottom) in enumerate(placed):
        assert left >= 0
        assert right <= WIDTH + 1
        for other in placed[:number]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
        for each in (*drawn.cities, *drawn.countries):
            if each.point:
                x, y = each.point
                assert not (left < x + REACH and x - REACH < right and top < y < bottom)


def test_a_lone_dot_has_its_name() -> None:
    drawn = world_map([profile("NZ")], [(city("Honolulu", "21.3", "-157.9"), 1)])
    assert [each.label.text for each in (*drawn.countries, *drawn.cities) if each.label] == [
        "New Zealand",
        "Honolulu",
    ]
