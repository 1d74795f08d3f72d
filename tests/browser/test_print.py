"""On paper, in either direction of writing: nothing makes the browser shrink a page, and nothing is cut."""

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import NewPage
from tests.support.public_content import make_public_content
from tests.support.public_site import none

pytestmark = pytest.mark.django_db(transaction=True)

#: The width of a page of A4 between its margins, in CSS pixels.
PAPER = 718
#: What reaches beyond the paper: by one pixel, because browsers round.
BEYOND = """() => {
  const width = document.documentElement.clientWidth;
  const beyond = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && box.height && (box.left < -1 || box.right > width + 1);
  });
  return [
    ...(document.documentElement.scrollWidth > width + 1 ? ["the page is wider than the paper"] : []),
    ...beyond.map((element) => `${element.tagName}.${element.className}`).slice(0, 3),
  ];
}"""


@pytest.mark.parametrize("language", ["", "/ar"])
def test_every_kind_of_page_fits_on_paper(live_server: LiveServer, new_page: NewPage, language: str) -> None:
    content = make_public_content(second_pages=False)
    program = content.programs[0].get_absolute_url()
    paths = [
        "/",
        "/programs/",
        program,
        f"{program}changes/",
        f"{program}connections/",
        "/heroes/",
        "/quotes/",
    ]
    paths += [
        content.meetings[0].get_absolute_url(),
        content.heroes[0].get_absolute_url(),
        "/search/?q=heroes",
    ]
    paths += [
        content.organizations[0].get_absolute_url(),
        content.cities[0].get_absolute_url(),
        "/organizations/",
    ]
    paths += ["/privacy/", "/accessibility/", "/contact/", f"/embed{program}", "/api/", "/nothing-here/"]
    page = new_page(width=PAPER)
    page.emulate_media(media="print")
    wrong = []
    for path in paths:
        page.goto(f"{live_server.url}{language}{path}")
        wrong += [f"{language}{path}: {what}" for what in page.evaluate(BEYOND)]
    none(wrong)
