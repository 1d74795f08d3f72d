"""The lists of the admin: fast, filtered in words, with actions, and deaf to nonsense."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participants.models import Consent, Hero, Organization
from programs.models import Meeting, Program, Quote, Takeaway
from tests.factories import (
    CityFactory,
    ConsentFactory,
    HeroFactory,
    MeetingFactory,
    OrganizationFactory,
    ProgramFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    QuoteFactory,
    ResourceFactory,
    SourceFactory,
    StopFactory,
    TakeawayFactory,
    UserFactory,
    named_hero,
)
from tests.support.admin_forms import said

pytestmark = pytest.mark.django_db

OURS = [model for model in admin.site._registry if model._meta.app_label in ("participants", "programs")]


def list_url(model: Any) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def act(client: Client, rows: list[Any], action: str, **more: str) -> Any:
    """Check these rows, choose an action, press Go."""
    keys = [row.pk for row in rows]
    data = {"action": action, "_selected_action": keys, "index": "0", **more}
    return client.post(list_url(type(rows[0])), data, follow=True)


def test_every_kind_of_record_has_its_page() -> None:
    names = {model.__name__ for model in OURS}
    assert names >= {"Organization", "Hero", "Consent", "City", "Program", "Stop", "Meeting", "Quote"}
    assert names >= {"Resource", "Takeaway", "Source"}


# --- Fast ----------------------------------------------------------------------------------------


def fill(count: int) -> None:
    """So many records of every kind, each with all that a list or form shows of it."""
    user = UserFactory()
    for _ in range(count):
        agency = OrganizationFactory()
        city = CityFactory(name=f"City {agency.pk}")
        program = PublicProgramFactory(agency=agency)
        stop = StopFactory(program=program, city=city, host=agency)
        hero = named_hero(program, organization=agency)
        ConsentFactory(hero=hero, scope="quotes", recorded_by=user)
        source = SourceFactory()
        MeetingFactory(stop=stop, organizations=[agency], heroes=[hero])
        PublicQuoteFactory(program=program, hero=hero, organization=agency, source=source, approved_by=user)
        TakeawayFactory(program=program, organization=agency)
        ResourceFactory(organization=agency)


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_lists_cost_the_same_queries_for_five_records_and_for_fifty(admin_client: Client) -> None:
    fill(5)
    few = {model.__name__: queries(admin_client, list_url(model)) for model in OURS}
    fill(45)
    many = {model.__name__: queries(admin_client, list_url(model)) for model in OURS}
    assert few == many
    assert max(many.values()) <= 14, many


def test_the_page_of_a_program_costs_the_same_for_three_meetings_and_for_fifty(admin_client: Client) -> None:
    program = PublicProgramFactory()
    url = f"/admin/programs/program/{program.pk}/change/"

    def grow(stops: int, meetings: int) -> None:
        for at in range(stops):
            host = OrganizationFactory()
            city = CityFactory(name=f"City {host.pk}")
            stop = StopFactory(program=program, city=city, host=host, position=host.pk)
            for _ in range(meetings if at == 0 else 1):
                MeetingFactory(stop=stop, program=program)
        program.heroes.add(*[HeroFactory() for _ in range(stops)])

    grow(3, 1)
    few = queries(admin_client, url)
    grow(9, 50)
    assert queries(admin_client, url) == few
    assert few <= 25


def test_the_page_of_a_hero_costs_the_same_for_two_consents_and_for_twenty(admin_client: Client) -> None:
    hero = HeroFactory()
    url = f"/admin/participants/hero/{hero.pk}/change/"
    ConsentFactory.create_batch(2, hero=hero, recorded_by=UserFactory())
    few = queries(admin_client, url)
    for _ in range(18):
        ConsentFactory(hero=hero, recorded_by=UserFactory())
    assert queries(admin_client, url) == few


# --- In words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_each_list_says_what_it_holds(admin_client: Client, model: Any) -> None:
    page = admin_client.get(list_url(model)).content.decode()
    description = str(admin.site._registry[model].description).partition(".")[0]  # type: ignore[attr-defined]
    assert len(description) > 15
    assert description.replace("'", "&#x27;") in page


@pytest.mark.parametrize(
    ("url", "texts"),
    [
        ("programs/meeting/?status__exact=tentative", ["status: <strong>Tentative</strong>"]),
        ("programs/meeting/?q=visit", ["search: <strong>visit</strong>"]),
        ("programs/meeting/?date__year=2021&date__month=8", ["date: <strong>2021-8</strong>"]),
        ("participants/hero/?seen=no_consent", ["<strong>Set to named, but without consent</strong>"]),
        (
            "programs/quote/?status__exact=draft&kind__exact=fragment",
            ["<strong>Draft</strong>", "<strong>Fragment</strong>"],
        ),
    ],
)
def test_a_list_says_what_it_is_limited_to(admin_client: Client, url: str, texts: list[str]) -> None:
    fill(1)
    page = " ".join(admin_client.get(f"/admin/{url}").content.decode().split())
    assert "Shown are only:" in page
    for text in texts:
        assert text in page


def test_the_meetings_of_one_program_are_listed_alone_and_by_name(admin_client: Client) -> None:
    mine = MeetingFactory(title="Of my program")
    MeetingFactory(title="Of another")
    page = admin_client.get(f"/admin/programs/meeting/?program={mine.program.pk}").content.decode()
    assert "Of my program" in page
    assert "Of another" not in page
    assert f"<strong>{mine.program}</strong>" in page


def test_the_list_of_heroes_says_what_the_public_sees_and_why(admin_client: Client) -> None:
    program = PublicProgramFactory()
    named_hero(program, name="Shown")
    expired = HeroFactory(name="Expired", public_identity="named")
    ConsentFactory(hero=expired, expires_on=date(2026, 5, 3))
    revoked = named_hero(name="Revoked")
    revoked.consents.get().revoke(date(2026, 6, 4))
    HeroFactory(name="Never asked", public_identity="named")
    later = HeroFactory(name="Later", public_identity="named")
    ConsentFactory(hero=later, given_on=date(2090, 1, 2))
    program.heroes.add(
        HeroFactory(name="By country", public_identity="anonymous"), HeroFactory(name="Hidden")
    )

    page = admin_client.get("/admin/participants/hero/").content.decode()
    for text in (
        "Named: consent in force",
        "Withheld: consent expired 3 May 2026",
        "Withheld: consent revoked 4 June 2026",
        "Withheld: no consent to show the name",
        "Withheld: consent begins 2 January 2090",
        "Anonymous: shown by country only, as set on the record",
        "Withheld: set on the record",
    ):
        assert page.count(text) == 1


def test_the_list_of_heroes_says_who_takes_part_in_a_public_program(admin_client: Client) -> None:
    named_hero(PublicProgramFactory(), name="Shown")
    named_hero(ProgramFactory(), name="In a draft")
    heroes = admin_client.get("/admin/participants/hero/").context["cl"].result_list
    assert {hero.name: hero.is_referenced for hero in heroes} == {"Shown": True, "In a draft": False}


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("named", {"Shown"}),
        ("no_consent", {"Expired", "Never asked"}),
        ("anonymous", {"By country"}),
        ("withheld", {"Hidden"}),
    ],
)
def test_heroes_are_filtered_by_what_consent_allows(
    admin_client: Client, value: str, names: set[str]
) -> None:
    named_hero(name="Shown")
    ConsentFactory(hero=HeroFactory(name="Expired", public_identity="named"), expires_on=date(2021, 5, 3))
    HeroFactory(name="Never asked", public_identity="named")
    HeroFactory(name="By country", public_identity="anonymous")
    HeroFactory(name="Hidden")
    response = admin_client.get(f"/admin/participants/hero/?seen={value}")
    assert {hero.name for hero in response.context["cl"].result_list} == names


@pytest.mark.parametrize("value", ["in_force", "expired", "revoked", "later"])
def test_consents_are_filtered_by_their_state(admin_client: Client, value: str) -> None:
    day = timedelta(days=1)
    today = date.today()  # noqa: DTZ011 - the admin's clock is UTC, and a day's width is left on both sides
    rows: dict[str, Consent] = {
        "in_force": ConsentFactory(),
        "expired": ConsentFactory(expires_on=today - 2 * day),
        "revoked": ConsentFactory(expires_on=today + 9 * day, revoked_on=today - 2 * day),
        "later": ConsentFactory(given_on=today + 2 * day),
    }
    response = admin_client.get(f"/admin/participants/consent/?state={value}")
    assert list(response.context["cl"].result_list) == [rows[value]]


def test_an_organization_says_whether_anything_public_refers_to_it(admin_client: Client) -> None:
    OrganizationFactory(name="Unknown")
    page = admin_client.get(list_url(Organization)).content.decode()
    assert "Nothing public refers to it" in page
    PublicProgramFactory(agency=Organization.objects.get())
    page = admin_client.get(list_url(Organization)).content.decode()
    assert "Nothing public refers to it" not in page


# --- Actions -------------------------------------------------------------------------------------


def test_programs_are_published_and_archived_from_the_list(admin_client: Client) -> None:
    program = ProgramFactory()
    assert said(act(admin_client, [program], "publish")) == ["Published: 1 record."]
    program.refresh_from_db()
    assert (program.status, program.published_at is not None) == ("published", True)
    first = program.published_at
    assert said(act(admin_client, [program], "archive")) == ["Archived: 1 record."]
    program.refresh_from_db()
    assert (program.status, program.published_at) == ("archived", first)
    assert Program.objects.public().exists()
    assert list(LogEntry.objects.order_by("pk").values_list("change_message", flat=True)) == [
        "Published",
        "Archived",
    ]


def test_a_draft_is_not_archived_since_that_would_publish_it(admin_client: Client) -> None:
    program = ProgramFactory(title="Draft one")
    messages = said(act(admin_client, [program], "archive"))
    assert messages == ["Left as it is: Draft one: only a published program can be archived."]
    assert not Program.objects.public().exists()


def test_quotes_are_approved_in_the_officers_name_and_those_without_a_source_are_named(
    admin_client: Client, admin_user: Any
) -> None:
    good = QuoteFactory(text="With a source", source=SourceFactory())
    bad = QuoteFactory(text="Without one")
    old = PublicQuoteFactory(text="Approved long ago")
    messages = said(act(admin_client, [good, bad, old], "approve"))
    assert "Approved: 1 record." in messages
    assert "Left as it is: Without one: it has no source." in messages
    assert "Left as it is: Approved long ago: approved before." in messages
    good.refresh_from_db()
    assert (good.status, good.approved_by, good.approved_at is None) == ("approved", admin_user, False)
    assert Quote.objects.get(pk=bad.pk).status == "draft"
    assert Quote.objects.get(pk=old.pk).approved_by == old.approved_by


def test_takeaways_are_approved_from_the_list(admin_client: Client) -> None:
    takeaway = TakeawayFactory()
    assert said(act(admin_client, [takeaway], "approve")) == ["Approved: 1 record."]
    assert Takeaway.objects.get().status == "approved"
    assert "approved before" in said(act(admin_client, [takeaway], "approve"))[0]


def test_meetings_are_shown_and_hidden_from_the_list(admin_client: Client) -> None:
    meeting = MeetingFactory(status="confirmed")
    assert said(act(admin_client, [meeting], "make_public")) == ["Marked as public: 1 record."]
    assert Meeting.objects.public().exists()
    assert said(act(admin_client, [meeting], "make_private")) == ["Marked as not public: 1 record."]
    assert not Meeting.objects.public().exists()


# --- Deleting ------------------------------------------------------------------------------------


def test_a_hero_with_consents_is_not_deleted_and_the_page_says_what_to_do(admin_client: Client) -> None:
    hero = named_hero()
    for response in (
        admin_client.get(f"/admin/participants/hero/{hero.pk}/delete/"),
        admin_client.post(f"/admin/participants/hero/{hero.pk}/delete/", {"post": "yes"}),
        act(admin_client, [hero], "delete_selected"),
        act(admin_client, [hero], "delete_selected", post="yes"),
    ):
        page = response.content.decode()
        assert response.status_code == 200
        assert "would require deleting the following protected related objects" in page
        assert "set the public identity to “withheld”" in page
    assert Hero.objects.exists()
    assert Consent.objects.exists()


def test_what_nothing_holds_on_to_is_deleted(admin_client: Client) -> None:
    hero = HeroFactory()
    program = MeetingFactory().program
    assert (
        admin_client.post(f"/admin/participants/hero/{hero.pk}/delete/", {"post": "yes"}).status_code == 302
    )
    act(admin_client, [program], "delete_selected", post="yes")
    assert not Hero.objects.exists()
    assert not Program.objects.exists()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("make", ["organization", "city", "stop", "source", "user"])
def test_what_others_refer_to_is_not_deleted_and_never_an_error(admin_client: Client, make: str) -> None:
    fill(1)
    quote = Quote.objects.get()
    meeting = Meeting.objects.get()
    record: Any = {
        "organization": quote.organization,
        "city": meeting.stop.city if meeting.stop else None,
        "stop": meeting.stop,
        "source": quote.source,
        "user": quote.approved_by,
    }[make]
    response = admin_client.post(f"{list_url(type(record))}{record.pk}/delete/", {"post": "yes"})
    assert "protected related objects" in response.content.decode()
    response = act(admin_client, [record], "delete_selected", post="yes")
    assert "protected related objects" in response.content.decode()
    assert type(record).objects.filter(pk=record.pk).exists()


def test_the_ledger_offers_no_adding_editing_or_deleting(admin_client: Client) -> None:
    row = ConsentFactory()
    assert admin_client.get("/admin/participants/consent/add/").status_code == 403
    assert admin_client.get(f"/admin/participants/consent/{row.pk}/delete/").status_code == 403
    assert (
        admin_client.post(f"/admin/participants/consent/{row.pk}/change/", {"scope": "photo"}).status_code
        == 403
    )
    page = admin_client.get(f"/admin/participants/consent/{row.pk}/change/").content.decode()
    assert 'name="scope"' not in page
    act(admin_client, [row], "delete_selected", post="yes")
    assert Consent.objects.get().scope == row.scope


# --- Nonsense ------------------------------------------------------------------------------------


NONSENSE = ("x", "", "\x00", "-1", "9" * 30, "9999", "é" * 3000, "1.-2.x", "a b " * 500, "'\";--")


def answers(client: Client, model: Any, key: str, value: str) -> None:
    response = client.get(list_url(model), {key: value})
    assert response.status_code in (200, 302, 400), (key, value[:20])


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_nonsense_asked_of_a_filter_is_never_an_error(admin_client: Client, model: Any) -> None:
    page = admin.site._registry[model]
    for spec in page.list_filter:
        key = getattr(spec, "parameter_name", f"{spec}__exact")
        for value in NONSENSE[::2]:
            answers(admin_client, model, str(key), value)
    for part in ("year", "month", "day", "gte"):
        answers(admin_client, model, f"{page.date_hierarchy}__{part}", "9" * 30)


@pytest.mark.parametrize("value", NONSENSE, ids=lambda value: value[:6])
def test_nonsense_in_the_address_of_a_list_is_never_an_error(admin_client: Client, value: str) -> None:
    for key in (
        "q",
        "p",
        "o",
        "all",
        "e",
        "_facets",
        "id__in",
        "pk",
        "\x00",
        "x__y",
        "date__year",
        "date__day",
    ):
        answers(admin_client, Meeting, key, value)
        answers(admin_client, Consent, key, value)


def test_nonsense_asked_of_the_autocomplete_is_never_an_error(admin_client: Client) -> None:
    known = {"app_label": "programs", "model_name": "meeting", "field_name": "organizations"}
    for changes in (
        {"term": "\x00"},
        {"term": "%" * 60_000},
        {"term": "a " * 400},
        {"page": "x"},
        {"page": "999999999999999999999"},
        {"field_name": "title"},
        {"model_name": "x"},
        {"app_label": "\x00"},
    ):
        response = admin_client.get("/admin/autocomplete/", {**known, **changes})
        assert response.status_code in (200, 403, 404), changes


@pytest.mark.parametrize("key", ["x", "9" * 30, "\x00", "-1"])
def test_an_action_on_rows_that_do_not_exist_is_refused(admin_client: Client, key: str) -> None:
    data = {"action": "delete_selected", "_selected_action": [key], "index": "0"}
    response = admin_client.post("/admin/programs/program/", data, follow=True)
    assert said(response) == ["These rows do not exist."]


def test_the_start_page_leads_to_what_waits(admin_client: Client) -> None:
    page = admin_client.get("/admin/").content.decode()
    for url in ("/admin/programs/program/add/", "/admin/programs/quote/?status__exact=draft",
                "/admin/participants/hero/?seen=no_consent"):  # fmt: skip
        assert f'href="{url}"' in page
        assert admin_client.get(url).status_code == 200


def test_lists_and_choices_of_names_are_in_the_order_of_words(admin_client: Client) -> None:
    names = ["adam", "Åsa", "Bob", "Çelik", "Élise", "Łukasz", "Zoë"]
    for number in (3, 6, 0, 5, 2, 1, 4):
        HeroFactory(name=names[number], sort_name=names[number])
        OrganizationFactory(name=names[number])

    def listed(url: str) -> list[str]:
        page = admin_client.get(url).content.decode()
        return [name for name in re.findall(r"<a href=[^>]*change/[^>]*>([^<]*)</a>", page) if name in names]

    for model in ("hero", "organization"):
        assert listed(f"/admin/participants/{model}/") == names
        assert listed(f"/admin/participants/{model}/?o=1") == names
        assert listed(f"/admin/participants/{model}/?o=-1") == names[::-1]
    query = "app_label=programs&model_name=meeting&field_name="
    for field in ("organizations", "heroes"):
        answer = admin_client.get(f"/admin/autocomplete/?{query}{field}").json()
        assert [each["text"] for each in answer["results"]] == names
    link = admin_client.get("/admin/attendance/itinerarylink/add/").content.decode()
    assert re.findall(r"<option value=\"\d+\">([^<]*)", link) == names
