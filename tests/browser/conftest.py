"""The harness of the browser tests: one real Chromium per process, and a page that forgives nothing.

`page` and `new_page(...)` fail their test at the end if the console said an error, a script failed, the
content security policy blocked something, or anything was asked of another host. `axe(page)` runs axe-core.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
#: WCAG 2.0 to 2.2, levels A and AA.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Of these, the rules that look at colors: all that can differ where only the color scheme does.
AXE_COLOR_RULES = ["color-contrast", "link-in-text-block"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
#: Tests wait at most this long for anything, in milliseconds.
PATIENCE = 15_000

NewPage = Callable[..., Page]
Axe = Callable[..., list[str]]

# Playwright's synchronous API runs inside an event loop, in which Django would refuse to query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


def _missing(what: str) -> None:
    """Skip where a browser test cannot run; fail in CI, where it must."""
    if os.environ.get("CI"):
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium of this machine, headless, shared by all tests of this process."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        _missing(f"No Chromium found ({', '.join(BROWSERS)}): the browser tests cannot run.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield chromium
        # Django keeps connections that were opened beside Playwright's event loop apart from all others, and
        # would find them in its way when it removes the test database.
        connections.close_all()
        chromium.close()


@pytest.fixture(scope="session", autouse=True)
def _pages_come_from_threads(no_connection_outlives_its_request: None) -> None:
    """All browser tests ask a server in this process."""


class Watch:
    """Everything that went wrong in a browser context."""

    def __init__(self, context: BrowserContext) -> None:
        self.problems: list[str] = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _is_no_fault(message):
            self.problems.append(f"console: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.hostname not in ("localhost", "127.0.0.1"):
            self.problems.append(f"asked another host: {request.url}")


def _is_no_fault(message: ConsoleMessage) -> bool:
    """Whether this is a missing page that the test itself asked for, or the icon.

    Chromium asks for a missing icon once per browser, which would fail a test picked at random; that each
    page names an icon that exists is tested without a browser.
    """
    url = message.location.get("url") or ""
    itself = message.page is not None and url == message.page.url
    return message.text.startswith("Failed to load resource") and (itself or url.endswith("/favicon.ico"))


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Makes pages: `new_page(width=320, color_scheme="dark", java_script_enabled=False, ...)`.

    Other options are those of Playwright's `Browser.new_context`. Each page has its own cookies.
    """
    watched: list[tuple[BrowserContext, Watch]] = []

    def make(*, width: int = 1280, height: int = 900, **options: Any) -> Page:
        options = {"locale": "en-US", "reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE)
        watched.append((context, Watch(context)))
        return context.new_page()

    yield make
    for context, _watch in watched:
        context.close()
    problems = [problem for _context, watch in watched for problem in watch.problems]
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page 1280 pixels wide, in light colors."""
    return new_page()


@pytest.fixture
def axe() -> Axe:
    """`axe(page, tags=AXE_TAGS, exclude=[css selectors])`: what axe-core found, one line for each node.

    With `preload=False` axe does not copy style sheets into the page, which the policy forbids where one
    imports another, as Django's admin does; its rule on screens locked in one direction is left out.
    With `colors_only=True` it looks only at what may differ between day and night: for a page that it has
    seen whole in the other color scheme.

    Empty means no violation. Assert `axe(page) == []`: a failure then shows rule, node and reason.
    """
    if not AXE.is_file():
        _missing(f"{AXE.relative_to(ROOT)} is missing: run `npm ci --ignore-scripts`.")
    script = AXE.read_text()

    def run(
        page: Page,
        *,
        tags: list[str] = AXE_TAGS,
        exclude: list[str] | None = None,
        preload: bool = True,
        colors_only: bool = False,
    ) -> list[str]:
        # Through the debugger, not as a script of the page: the policy stays as strict as for readers.
        if page.evaluate("() => !window.axe"):
            page.evaluate(f"() => {{ {script} }}")
        rules = (
            {"type": "rule", "values": AXE_COLOR_RULES} if colors_only else {"type": "tag", "values": tags}
        )
        result = page.evaluate(
            "([context, options]) => axe.run(context, options)",
            [
                {"include": [["html"]], "exclude": [[selector] for selector in exclude or []]},
                {
                    "runOnly": rules,
                    "resultTypes": ["violations"],
                    "preload": preload,
                },
            ],
        )
        path = urlsplit(page.url).path
        return [
            f"{path}: {violation['id']} ({violation['impact']}): {node['html'][:300]} -- "
            + " ".join(node["failureSummary"].split())
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return run
