"""The harness itself notices what it is there to notice."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Axe, Watch


def test_a_page_of_the_live_server_sees_what_the_test_saved(page: Page, live_server: LiveServer) -> None:
    get_user_model().objects.create_superuser("ada", password="correct horse battery")
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("input[name=username]", "ada")
    page.fill("input[name=password]", "correct horse battery")
    page.click("[type=submit]")
    page.wait_for_url(f"{live_server.url}/admin/")


def test_axe_finds_a_picture_without_words(page: Page, axe: Axe) -> None:
    page.set_content("<!doctype html><html lang=en><title>x</title><main><img src='data:,'></main></html>")
    assert any("image-alt" in line for line in axe(page))


def test_axe_finds_words_that_cannot_be_read_by_night(page: Page, axe: Axe) -> None:
    style = "p { color: #000; background: #fff } @media (prefers-color-scheme: dark) { p { color: #ccc } }"
    page.set_content(f"<!doctype html><html lang=en><title>x</title><style>{style}</style><main><p>Words")
    assert axe(page, colors_only=True) == []
    page.emulate_media(color_scheme="dark")
    assert any("color-contrast" in line for line in axe(page, colors_only=True))


@pytest.mark.parametrize(
    "body",
    ["<script>throw new Error('broken')</script>", "<script>console.error('broken')</script>"],
    ids=["script error", "console"],
)
def test_a_broken_script_is_noticed(browser: Browser, body: str) -> None:
    with browser.new_context() as context:
        watch, page = Watch(context), context.new_page()
        page.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.goto("http://localhost:1/")
        page.wait_for_timeout(100)
    assert any("broken" in problem for problem in watch.problems)


def test_a_policy_that_blocks_and_another_host_are_noticed(browser: Browser) -> None:
    body = "<link rel=icon href='data:,'><style>p{}</style><img alt=x src='https://elsewhere.example/x.png'>"
    with browser.new_context() as context:
        watch, page = Watch(context), context.new_page()
        headers = {"Content-Security-Policy": "style-src 'self'"}
        page.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html", headers=headers))
        page.goto("http://localhost:1/")
        page.wait_for_timeout(100)
    assert any("style-src" in problem for problem in watch.problems)
    assert any("elsewhere.example" in problem for problem in watch.problems)
