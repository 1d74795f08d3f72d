"""An itinerary on a host's page, in a real browser and from another origin."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import NewPage
from tests.factories import PublicMeetingFactory, PublicProgramFactory, StopFactory

pytestmark = pytest.mark.django_db(transaction=True)

Host = Callable[[str], str]


@pytest.fixture(autouse=True)
def _program() -> None:
    stop = StopFactory(program=PublicProgramFactory(title="Bridge builders", slug="bridge-builders"))
    for number in range(12):
        PublicMeetingFactory(stop=stop, title=f"Meeting {number}")


@pytest.fixture
def host() -> Iterator[Host]:
    """A host's website: give it a line of HTML, and it gives its own origin."""
    lines: list[str] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            head = "<!doctype html><html lang=en><title>Host</title><link rel=icon href='data:,'>"
            self.wfile.write(f"{head}<body>{lines[-1] if lines else ''}</body>".encode())

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def serve(line: str) -> str:
        lines.append(line)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "names", ["data-program='bridge-builders'", "data-address='/embed/programs/bridge-builders/'"]
)
def test_one_line_shows_the_itinerary_as_high_as_it_is(
    new_page: NewPage, live_server: LiveServer, host: Host, names: str
) -> None:
    page = new_page()
    script = f"{live_server.url}/static/js/embed.js"
    origin = host(
        f"<script src='{script}' {names} data-tz='Asia/Tokyo' data-title='Our week' async></script>"
    )
    with override_settings(EMBED_ALLOWED_ORIGINS=[origin]):
        page.goto(origin)
        frame = page.frame_locator("iframe[title='Our week']")
        expect(frame.get_by_text("Meeting 11")).to_be_visible()
        expect(frame.get_by_text("12:00 a.m. JST").first).to_be_visible()
        page.wait_for_function("document.querySelector('iframe').height > 1000")
        needed, there = frame.locator("html").evaluate("(root) => [root.scrollHeight, innerHeight]")
        assert needed <= there, "the frame scrolls"
        assert page.context.cookies() == []

        before = page.locator("iframe").get_attribute("height")
        page.evaluate("postMessage({ type: 'ivlp:height', height: 5 }, '*')")  # from the page, not the frame
        page.wait_for_timeout(200)
        assert page.locator("iframe").get_attribute("height") == before

        frame.get_by_role("link", name="Meeting 11").click()
        page.wait_for_url(f"{live_server.url}/programs/bridge-builders/meetings/**")


def test_a_website_that_is_not_allowed_shows_nothing(
    browser: Browser, live_server: LiveServer, host: Host
) -> None:
    said: list[str] = []
    address = f"{live_server.url}/embed/programs/bridge-builders/"
    origin = host(f"<iframe title='Our week' src='{address}'></iframe>")
    with override_settings(EMBED_ALLOWED_ORIGINS=["https://other.example"]), browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.goto(origin, wait_until="networkidle")
        expect(page.frame_locator("iframe").get_by_text("Meeting 11")).to_have_count(0)
    assert any("frame-ancestors" in text for text in said), said
