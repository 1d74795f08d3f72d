"""The pictures in a real browser: by keyboard, for axe, narrow, dark, and right to left."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programs.models import Program
from tests.browser.conftest import Axe, NewPage
from tests.factories import (
    CityFactory,
    HeroFactory,
    OrganizationFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    StopFactory,
    named_hero,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def program() -> Program:
    """Three people, three organizations, the whole group and a part of it, on three days in two cities."""
    program: Program = PublicProgramFactory(title="Bridge builders", slug="bridges")
    poole = named_hero(program, name="Imelda Poole", country="AL")
    named_hero(program, name="Ban Sample", country="KR")
    program.heroes.add(HeroFactory(public_identity="anonymous", country="GA"))
    north = StopFactory(program=program, city=CityFactory(latitude="44.97780", longitude="-93.26500"))
    miami = CityFactory(
        name="Miami", state="FL", time_zone="America/New_York", latitude="25.8", longitude="-80.2"
    )
    south = StopFactory(program=program, city=miami)
    long_name = "The Nonexistent University of the Upper River, School of Public Affairs and Listening"
    PublicMeetingFactory(
        stop=north, organizations=[OrganizationFactory(name="Helpers"), OrganizationFactory(name=long_name)]
    )
    PublicMeetingFactory(
        stop=south,
        date=date(2021, 8, 5),
        whole_group=False,
        heroes=[poole],
        organizations=[OrganizationFactory(name="An office")],
    )
    PublicMeetingFactory(stop=south, date=date(2021, 8, 10), status="cancelled")
    return program


def focused(page: Page) -> str:
    """The words of what has the focus, on one line."""
    return " ".join(page.evaluate("document.activeElement.textContent").split())


def test_every_node_is_reached_by_keyboard_and_lights_its_lines(
    page: Page, live_server: LiveServer, program: Program
) -> None:
    page.goto(f"{live_server.url}/programs/bridges/connections/")
    nodes = page.locator(".web a")
    words = [" ".join(text.split()) for text in nodes.all_text_contents()]
    assert words[0] == "Ban Sample met 2 organizations"
    assert "Imelda Poole met 3 organizations" in words
    assert "The whole group met 2 organizations" in words
    assert "An office met 1 participant" in words
    nodes.first.focus()
    reached = [focused(page)]
    for _ in words[1:]:
        page.keyboard.press("Tab")
        reached.append(focused(page))
    assert reached == words
    office = page.locator(".web__node", has_text="An office")
    lines = office.locator(".web__lines")
    nodes.first.focus()
    expect(lines).to_have_css("visibility", "hidden")
    office.locator("a").focus()
    expect(lines).to_have_css("visibility", "visible")


def test_names_on_the_map_do_not_touch(page: Page, live_server: LiveServer, program: Program) -> None:
    """As drawn, and not as guessed: Washington and Spain face each other across the ocean."""
    washington = CityFactory(name="Washington", state="DC", latitude="38.9", longitude="-77.04")
    StopFactory(program=program, city=washington)
    for country in ("ES", "CF", "MX"):
        named_hero(program, country=country)
    page.goto(f"{live_server.url}/programs/bridges/connections/")
    touching = page.locator(".map__label").evaluate_all(
        """labels => labels.flatMap((one, at) => labels.slice(0, at).filter(other => {
            const [a, b] = [one.getBBox(), other.getBBox()];
            // A box has room above its capitals, in which the tail of a letter may stand.
            const [high, low] = [a, b].sort((first, second) => first.y - second.y);
            const apart = high.y + high.height * 0.95 <= low.y + low.height * 0.2;
            return a.x < b.x + b.width && b.x < a.x + a.width && !apart;
        }).map(other => `${one.textContent} and ${other.textContent}`))"""
    )
    assert page.locator(".map__label").count() >= 6
    assert touching == []


@pytest.mark.parametrize("language", ["", "/ar"], ids=["left to right", "right to left"])
@pytest.mark.parametrize("width", [320, 1280])
def test_lines_end_at_their_nodes(
    new_page: NewPage, live_server: LiveServer, program: Program, width: int, language: str
) -> None:
    page = new_page(width=width)
    page.goto(f"{live_server.url}{language}/programs/bridges/connections/")
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language else "ltr")
    gaps = page.evaluate(
        """() => {
            const sides = [...document.querySelectorAll('.web__side')].map(side => [...side.children]);
            const middle = row => {
                const box = row.getBoundingClientRect();
                return (box.top + box.bottom) / 2;
            };
            // The field is 100 by 100 units, stretched over the picture and turned around in right-to-left.
            const at = (path, end) => {
                const point = path.getPointAtLength(end ? path.getTotalLength() : 0);
                const box = path.ownerSVGElement.getBoundingClientRect();
                const turned = new DOMMatrix(getComputedStyle(path.ownerSVGElement).transform).a < 0;
                const x = (turned ? 100 - point.x : point.x) / 100;
                return { x: box.left + x * box.width, y: box.top + (point.y / 100) * box.height };
            };
            const gaps = [];
            for (const row of sides[0])
                for (const path of row.querySelectorAll('.web__line'))
                    gaps.push(Math.abs(at(path, false).y - middle(row)));
            for (const row of sides[1])
                for (const path of row.querySelectorAll('.web__line')) {
                    gaps.push(Math.abs(at(path, true).y - middle(row)));
                    const edge = row.getBoundingClientRect();
                    const near = document.documentElement.dir === 'rtl' ? edge.right : edge.left;
                    gaps.push(Math.abs(at(path, true).x - near));
                }
            return gaps;
        }"""
    )
    assert len(gaps) == 9
    assert [gap for gap in gaps if gap > 2] == []


@pytest.mark.parametrize("look", [(320, "dark"), (320, "light"), (1280, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    new_page: NewPage, live_server: LiveServer, axe: Axe, program: Program, look: tuple[int, str]
) -> None:
    width, scheme = look
    page = new_page(width=width, color_scheme=scheme)
    for path in ("/programs/bridges/connections/", "/programs/bridges/"):
        page.goto(live_server.url + path)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_day_of_the_strip_leads_to_its_meetings(
    page: Page, live_server: LiveServer, program: Program
) -> None:
    page.goto(f"{live_server.url}/programs/bridges/")
    page.get_by_role("link", name="Thursday, August 5, 2021: 1 meeting (Miami)").press("Enter")
    assert page.url.endswith("#stop-miami-2021-08-05")
    assert page.locator("#stop-miami-2021-08-05").text_content() == "Thursday, August 5, 2021"
    for cell in page.locator("a.strip__day").all():
        box = cell.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
