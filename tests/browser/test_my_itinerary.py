"""The private itinerary in a real browser: on a phone, by keyboard, without scripts, and offline."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from attendance.models import Answer, Evaluation, ItineraryLink
from programs.models import Change
from tests.browser.conftest import Axe, NewPage
from tests.factories import MeetingFactory, OrganizationFactory
from tests.support.attendance_people import Guest, invited

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def guest() -> Guest:
    """A hero with a meeting next week, one that is over, one cancelled, and news."""
    today = timezone.now().astimezone(UTC).date()
    guest = invited(
        zone="Asia/Tokyo",
        join_url="https://meet.example/room?pwd=1",
        join_details="Passcode: 4711",
        location="City Hall",
        summary="Bring *your card*. See [the house rules](https://rules.example/).",
        organizations=[OrganizationFactory(name="Coalition of the North")],
    )
    guest.meeting.date = today + timedelta(days=7)
    guest.meeting.save()
    MeetingFactory(stop=guest.stop, title="Last week", date=today - timedelta(days=7), status="confirmed")
    MeetingFactory(
        stop=guest.stop,
        title="Fallen through",
        date=today + timedelta(days=8),
        status="cancelled",
        status_note="The host is ill.",
    )
    ItineraryLink.objects.update(last_opened_at=datetime(2021, 8, 1, tzinfo=UTC))
    Change.objects.create(program=guest.program, meeting_uid=guest.meeting.uid, kind="moved")
    return guest


@pytest.mark.parametrize("window", [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing(
    new_page: NewPage, live_server: LiveServer, guest: Guest, axe: Axe, window: tuple[int, str]
) -> None:
    width, colors = window
    page = new_page(width=width, color_scheme=colors)
    for query in ("", "?lang=ar"):
        page.goto(live_server.url + guest.page + query)
        for summary in page.locator("summary").all():
            summary.click()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_hero_answers_and_evaluates_by_keyboard_without_scripts(
    new_page: NewPage, live_server: LiveServer, guest: Guest
) -> None:
    page = new_page(width=360, java_script_enabled=False)
    page.goto(live_server.url + guest.page)
    tab_to(page, "I will be there")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your answer: I will be there.")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Kept. Thank you.")
    assert Answer.objects.get().choice == "confirmed"

    tab_to(page, "Evaluate this meeting")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _step in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Good talk")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your evaluation: 4: very useful")).to_be_visible()
    evaluation = Evaluation.objects.get()
    assert (evaluation.rating, evaluation.comment) == (4, "Good talk")
    assert page.context.cookies() == []


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what says these words has the focus."""
    target = page.locator("button, summary", has_text=words).first
    for _step in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach “{words}”")


def test_targets_are_large_enough_for_a_thumb(
    new_page: NewPage, live_server: LiveServer, guest: Guest
) -> None:
    page = new_page(width=320)
    page.goto(live_server.url + guest.page)
    page.locator("summary").click()
    for target in page.locator("button, select, summary, a.button").all():
        box = target.bounding_box()
        assert box
        assert box["height"] >= 44, target.inner_text()


def test_whoever_a_link_leads_to_does_not_learn_the_address(
    new_page: NewPage, live_server: LiveServer, guest: Guest
) -> None:
    # The same host by another name is another site to the browser, and one that the harness lets pass.
    elsewhere = live_server.url.replace("localhost", "127.0.0.1") + "/healthz"
    assert elsewhere not in live_server.url
    guest.meeting.join_url = elsewhere
    guest.meeting.summary = f"[The house rules]({elsewhere}?rules)"
    guest.meeting.save()
    page = new_page()
    sent: dict[str, str | None] = {}
    page.on("request", lambda request: sent.update({request.url: request.headers.get("referer")}))
    for name, url in (("Join online", elsewhere), ("The house rules", f"{elsewhere}?rules")):
        page.goto(live_server.url + guest.page)
        page.get_by_role("link", name=name).first.click()
        page.wait_for_url(url)
        assert url in sent
        assert sent[url] is None
    assert not any(sent.values()), "not even our own pages are told"


def test_the_copy_works_offline_with_its_looks(
    new_page: NewPage, live_server: LiveServer, guest: Guest, axe: Axe, tmp_path: Path
) -> None:
    page = new_page(width=360, accept_downloads=True)
    page.goto(live_server.url + guest.page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Save a copy for offline").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.suffix == ".html"

    offline = new_page(width=360, offline=True)
    asked: list[str] = []
    offline.on("request", lambda request: asked.append(request.url))
    offline.goto(saved.as_uri())
    assert asked == [saved.as_uri()]
    expect(offline.get_by_role("heading", level=1)).to_have_text("Itinerary of Imelda Prueba")
    expect(offline.get_by_text("Passcode: 4711")).to_be_visible()
    assert offline.locator(".meeting h4").first.evaluate("each => getComputedStyle(each).fontWeight") == "700"
    assert offline.locator("main").evaluate("each => getComputedStyle(each).maxInlineSize") == "672px"
    assert guest.token not in offline.content()
    assert axe(offline) == []


def test_on_paper_there_are_the_meetings_and_no_buttons(
    page: Page, live_server: LiveServer, guest: Guest
) -> None:
    page.goto(live_server.url + guest.page)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name=guest.meeting.title)).to_be_visible()
    expect(page.get_by_text("https://meet.example/room?pwd=1")).to_be_visible()
    expect(page.get_by_text("Times and days are yours: Tokyo (Asia/Tokyo).")).to_be_visible()
    for hidden in page.locator("button, select, summary, .tools").all():
        expect(hidden).to_be_hidden()
