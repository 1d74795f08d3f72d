"""The admin for everyone: axe-core on every kind of page by day and by night; narrow windows; keyboard."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client, RequestFactory
from django.urls import resolve
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from common.addresses import change_address
from desk.admin.addresses import AddressAdmin
from participants.models import Consent, Hero
from programs.models import City, Meeting, Program
from tests.browser.conftest import Axe, NewPage
from tests.factories import (
    CityFactory,
    ConsentFactory,
    HeroFactory,
    MeetingFactory,
    OrganizationFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    QuoteFactory,
    ResourceFactory,
    SourceFactory,
    StopFactory,
    TakeawayFactory,
    named_hero,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(live_server: LiveServer) -> str:
    """The admin's address, with records of every kind and in every state."""
    officer = User.objects.create_superuser("ada", first_name="Ada")
    Group.objects.create(name="Drafters")
    agency = OrganizationFactory(name="Meridian International Center")
    program: Program = PublicProgramFactory(title="Bridge builders", agency=agency)
    PublicProgramFactory(status="in_clearance", published_at=None)
    stop = StopFactory(program=program, host=agency)
    StopFactory(program=program, city=CityFactory(name="Miami", state="FL", time_zone="America/New_York"))
    hero = named_hero(program, name="Imelda Poole", organization=agency)
    ConsentFactory(hero=hero, scope="quotes", recorded_by=officer)
    ConsentFactory(hero=hero, scope="biography").revoke()
    program.heroes.add(HeroFactory(public_identity="named"), HeroFactory(public_identity="anonymous"))
    PublicMeetingFactory(stop=stop, organizations=[agency], heroes=[hero])
    MeetingFactory(stop=stop, status="cancelled")
    MeetingFactory(stop=stop, date=None, start_time=None, end_time=None)
    source = SourceFactory()
    program.sources.add(source)
    PublicQuoteFactory(program=program, hero=hero, source=source, approved_by=officer)
    QuoteFactory(program=program)
    TakeawayFactory(program=program)
    ResourceFactory(organization=agency).programs.add(program)
    LogEntry.objects.log_actions(
        officer.pk, [program], CHANGE, change_message="Published", single_object=True
    )
    return f"{live_server.url}/admin/"


def signed_in(page: Page, desk: str) -> Page:
    """The page, with the cookie of an officer who has signed in."""
    client = Client()
    client.force_login(User.objects.get(username="ada"))
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": desk}])
    return page


def own(model: Any) -> str:
    """Where the pages of a model are, below the admin's address."""
    return f"{model._meta.app_label}/{model._meta.model_name}/"


def check(page: Page, axe: Axe) -> list[str]:
    """What axe finds by day and by night."""
    violations = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        violations += [f"{scheme} {line}" for line in axe(page, preload=False, colors_only=scheme == "dark")]
    page.emulate_media(color_scheme="light")
    return violations


def visit(page: Page, axe: Axe, *urls: str) -> list[str]:
    """What axe finds on pages that must all exist."""
    violations = []
    for url in urls:
        response = page.goto(url, wait_until="load")
        assert response is not None
        assert response.status == 200, url
        folded = page.locator("details:not([open]) > summary")
        while folded.count():
            folded.first.click()
        violations += check(page, axe)
    return violations


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model.__name__)
def test_lists_and_forms(page: Page, axe: Axe, desk: str, model: Any) -> None:
    signed_in(page, desk)
    record = model._default_manager.order_by("pk").first()
    urls = ["", *([f"{record.pk}/change/", f"{record.pk}/history/"] if record else [])]
    request = RequestFactory().get(f"/admin/{own(model)}")
    request.resolver_match = resolve(request.path)
    request.user = User.objects.get(username="ada")
    kind = admin.site._registry[model]
    if record and isinstance(kind, AddressAdmin):
        change_address(record, "second", forget_old=True)
        change_address(record, "third")
        urls.append(f"{record.pk}/address/")
    urls += ["add/"] if kind.has_add_permission(request) else []
    urls += [f"{record.pk}/delete/"] if record and kind.has_delete_permission(request) else []
    assert visit(page, axe, *[desk + own(model) + url for url in urls]) == []


def test_start_sign_in_sign_out_and_password(page: Page, axe: Axe, desk: str) -> None:
    violations = visit(page, axe, f"{desk}login/")
    page.click("[type=submit]")
    violations += check(page, axe)
    signed_in(page, desk)
    User.objects.get().set_password("x")
    violations += visit(page, axe, desk, f"{desk}programs/", f"{desk}participants/")
    user = User.objects.get()
    user.set_password("correct horse battery")
    user.save()
    signed_in(page, desk)
    violations += visit(page, axe, f"{desk}password_change/", f"{desk}auth/user/{user.pk}/password/")
    page.click("#logout-form button")
    violations += check(page, axe)
    assert violations == []


def test_lists_with_filters_actions_and_many_pages(page: Page, axe: Axe, desk: str) -> None:
    signed_in(page, desk)
    stop = Meeting.objects.exclude(stop=None)[0].stop
    MeetingFactory.create_batch(60, stop=stop)
    meetings = desk + own(Meeting)
    violations = visit(
        page, axe, f"{meetings}?status__exact=tentative&q=meeting&date__year=2021&_facets=True", meetings
    )
    page.check("#action-toggle")
    violations += check(page, axe)
    violations += visit(page, axe, f"{meetings}?q=nothing+like+it")
    assert violations == []


def test_asking_before_deleting_and_revoking(page: Page, axe: Axe, desk: str) -> None:
    signed_in(page, desk)
    row = Consent.objects.filter(revoked_on=None)[0]
    violations = visit(page, axe, f"{desk}{own(Consent)}{row.pk}/revoke/")
    for model, action in (
        (Consent, "revoke_selected"),
        (Hero, "delete_selected"),
        (Program, "delete_selected"),
    ):
        page.goto(desk + own(model))
        page.check("#action-toggle")
        page.select_option("select[name=action]", action)
        page.click("button[name=index]")
        page.wait_for_selector("#content h1")
        violations += check(page, axe)
    assert violations == []


def test_texts_that_still_tell_a_name(page: Page, axe: Axe, desk: str) -> None:
    signed_in(page, desk)
    hero = HeroFactory(name="Zainab Qadiri")
    PublicMeetingFactory(title="A day with Zainab Qadiri", summary="Words of Qadiri. " + "x" * 300)
    PublicProgramFactory(title="Visit of Zainab Qadiri")
    page.set_viewport_size({"width": 320, "height": 700})
    violations = visit(page, axe, f"{desk}{own(Hero)}{hero.pk}/names-left/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Take from public view Meeting, Title").press("Enter")
    page.get_by_text("Taken from public view: Meeting “A day with Zainab Qadiri”, Title.").wait_for()
    violations += check(page, axe)
    violations += visit(
        page, axe, f"{desk}{own(Hero)}{hero.pk}/change/", f"{desk}{own(Hero)}{hero.pk}/delete/"
    )
    assert violations == []


def test_forms_with_errors_and_messages(page: Page, axe: Axe, desk: str) -> None:
    signed_in(page, desk)
    violations = []
    for model in (Program, Hero, City):
        page.goto(f"{desk}{own(model)}add/")
        page.click("[name=_save]")
        page.wait_for_selector(".errornote")
        violations += check(page, axe)
    program = Program.objects.get(title="Bridge builders")
    page.goto(f"{desk}{own(Program)}{program.pk}/change/")
    page.fill("#id_stops-1-position", "1")
    page.click("[name=_save]")
    page.wait_for_selector(".errornote")
    violations += check(page, axe)
    page.fill("#id_stops-1-position", "2")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist")
    violations += check(page, axe)
    assert violations == []


def test_a_meeting_is_entered_by_keyboard_and_the_zone_follows_the_stop(
    page: Page, axe: Axe, desk: str
) -> None:
    signed_in(page, desk)
    program = Program.objects.get(title="Bridge builders")
    violations = visit(page, axe, f"{desk}{own(Meeting)}add/?program={program.pk}")
    page.get_by_label("Title:").fill("Roundtable")
    page.get_by_label("Stop:").select_option(label="Miami, Florida")
    assert page.locator(".office-zone").all_inner_texts() == ["Miami, Florida time (America/New_York)"] * 2
    page.get_by_label("Date:").fill("2021-08-05")
    page.get_by_label("Start:").fill("2:30 pm")
    box = page.get_by_role("combobox", name="Organizations")
    box.get_by_role("searchbox").press_sequentially("Meri")
    page.get_by_role("option", name="Meridian International Center").wait_for()
    violations += check(page, axe)
    page.keyboard.press("Enter")
    page.get_by_label("Title:").press("Enter")
    page.wait_for_url("**/programs/program/**")
    violations += check(page, axe)
    meeting = Meeting.objects.get(title="Roundtable")
    assert str(meeting.stop and meeting.stop.city) == "Miami, Florida"
    assert meeting.organizations.get().name == "Meridian International Center"
    assert violations == []


def test_a_stop_is_added_in_a_new_row_whose_fields_have_names(page: Page, axe: Axe, desk: str) -> None:
    signed_in(page, desk)
    program = Program.objects.get(title="Bridge builders")
    CityFactory(name="Boise", state="ID")
    page.goto(f"{desk}{own(Program)}{program.pk}/change/")
    page.get_by_role("button", name="Add another Stop").click()
    assert check(page, axe) == []
    row = page.locator("#stops-3")
    row.get_by_role("combobox", name="City").click()
    page.locator(".select2-dropdown").get_by_role("searchbox", name="City").fill("Boise")
    page.get_by_role("option", name="Boise").click()
    row.get_by_label("First day").fill("2021-08-09")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist")
    assert [str(stop.city.name) for stop in program.stops.order_by("position")] == [
        "Minneapolis",
        "Miami",
        "Boise",
    ]


@pytest.mark.parametrize("width", [320, 768])
def test_no_page_scrolls_sideways(new_page: NewPage, desk: str, width: int) -> None:
    page = signed_in(new_page(width=width), desk)
    program, hero, meeting = (model.objects.order_by("pk")[0] for model in (Program, Hero, Meeting))
    wide = []
    for url in (
        "",
        own(Program),
        f"{own(Program)}{program.pk}/change/",
        own(Meeting),
        f"{own(Meeting)}{meeting.pk}/change/",
        own(Hero),
        f"{own(Hero)}{hero.pk}/change/",
        own(Consent),
    ):
        page.goto(desk + url)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(url)
    assert wide == []


def test_a_program_and_a_revocation_work_without_javascript(new_page: NewPage, desk: str) -> None:
    page = signed_in(new_page(java_script_enabled=False), desk)
    page.goto(f"{desk}{own(Program)}add/")
    page.get_by_label("Title:").fill("Plain program")
    page.get_by_label("First day:").fill("2021-07-19")
    page.get_by_label("Last day:").fill("2021-08-13")
    page.click("[name=_save]")
    page.wait_for_url(desk + own(Program))
    assert Program.objects.filter(title="Plain program").exists()

    page.goto(f"{desk}{own(Meeting)}add/")
    page.get_by_label("Program").select_option(label="Bridge builders (July 2021)")
    page.click("[type=submit][value=Continue]")
    page.get_by_label("Title:").fill("Plain meeting")
    page.get_by_label("Stop:").select_option(label="Miami, Florida")
    page.get_by_label("Date:").fill("2021-08-05")
    page.get_by_label("Start:").fill("10 am")
    page.click("[name=_save]")
    page.wait_for_url("**/programs/program/**")
    assert Meeting.objects.get(title="Plain meeting").zone_name == "America/New_York"

    row = Consent.objects.filter(revoked_on=None, scope="identity")[0]
    page.goto(f"{desk}participants/hero/{row.hero_id}/change/")
    page.get_by_role("link", name="Revoke Identity").first.click()
    page.click("[type=submit][value=Revoke]")
    page.wait_for_selector(".messagelist")
    row.refresh_from_db()
    assert row.revoked_on is not None
