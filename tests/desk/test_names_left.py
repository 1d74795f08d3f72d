"""Who is no longer named is told of every text that still names them, and officers can take it from view."""

from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client

from participants.models import Consent, Hero
from programs.models import Meeting, MeetingTranslation, Program
from tests.factories import (
    ConsentFactory,
    HeroFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    SourceFactory,
    named_hero,
)
from tests.support.admin_forms import AdminForm, errors, said

pytestmark = pytest.mark.django_db

NAME = "Zainab Qadiri"
NO_TIME = {"start_time": None, "end_time": None}


@pytest.fixture
def program() -> Program:
    return PublicProgramFactory(title="Dignity")


@pytest.fixture
def hero(program: Program) -> Hero:
    """Named in public with consent."""
    return named_hero(program, name=NAME)


def url(hero: Hero, page: str = "change") -> str:
    return f"/admin/participants/hero/{hero.pk}/{page}/"


def three_texts(program: Program) -> Meeting:
    """The name in a translation, in a quote, and in a source's title."""
    meeting = PublicMeetingFactory(
        stop=None, program=program, title="A visit", start_time=None, end_time=None
    )
    MeetingTranslation.objects.create(meeting=meeting, language="es", title=f"Visita de {NAME}")
    PublicQuoteFactory(program=program, text="As Zaïnab says", source=SourceFactory(title=f"About {NAME}"))
    return meeting


def warned(response: Any) -> list[str]:
    return [text for text in said(response) if "still stands" in text]


@pytest.mark.parametrize("identity", ["anonymous", "withheld"])
def test_a_hero_made_nameless_whose_name_still_stands_is_told_so(
    admin_client: Client, program: Program, hero: Hero, identity: str
) -> None:
    three_texts(program)
    response = AdminForm(admin_client, url(hero)).fill(public_identity=identity).send("_continue")
    assert warned(response) == [
        "The name still stands in 3 public texts. See where, and take it from public view"
    ]
    page = response.content.decode()
    assert f'href="{url(hero, "names-left")}"' in page
    assert page.count("The name still stands in 3 public texts.") == 2, "the hero's page repeats it"


def test_the_message_comes_with_every_save_as_long_as_something_is_left(
    admin_client: Client, program: Program
) -> None:
    hero = HeroFactory(name=NAME)
    meeting = three_texts(program)
    for count in ("3 public texts", "2 public texts", "1 public text"):
        response = AdminForm(admin_client, url(hero)).fill(role=count).send()
        assert count in warned(response)[0]
        first = admin_client.get(url(hero, "names-left")).context["told"][0]
        answer = admin_client.post(url(hero, "names-left"), {"take": first.left.key}, follow=True)
        assert "Taken from public view" in said(answer)[0]
    assert warned(AdminForm(admin_client, url(hero)).send()) == []
    assert "In no public text" in admin_client.get(url(hero)).content.decode()
    assert "No public text tells the name" in admin_client.get(url(hero, "names-left")).content.decode()
    assert meeting.title == Meeting.objects.get().title


def test_who_is_named_with_consent_is_not_warned_of(
    admin_client: Client, program: Program, hero: Hero
) -> None:
    three_texts(program)
    response = AdminForm(admin_client, url(hero)).fill(role="Director").send("_continue")
    assert warned(response) == []
    assert "still stands" not in response.content.decode()


@pytest.mark.parametrize("scope", Consent.Scope.values)
def test_the_loss_of_any_scope_lists_what_is_left(
    admin_client: Client, program: Program, hero: Hero, scope: str
) -> None:
    three_texts(program)
    row = Consent.objects.filter(hero=hero, scope=scope).first() or ConsentFactory(hero=hero, scope=scope)
    response = admin_client.post(
        f"/admin/participants/consent/{row.pk}/revoke/", {"post": "yes"}, follow=True
    )
    assert warned(response)


def test_revoking_several_at_once_warns_for_each_hero(admin_client: Client, program: Program) -> None:
    heroes = [named_hero(program, name=name) for name in (NAME, "Inés Álvarez", "Tom Nobody")]
    PublicMeetingFactory(title=f"{NAME} meets Ines Alvarez")
    keys = list(Consent.objects.filter(hero__in=heroes).values_list("pk", flat=True))
    data = {"action": "revoke_selected", "_selected_action": keys, "post": "yes"}
    response = admin_client.post("/admin/participants/consent/", data, follow=True)
    assert len(warned(response)) == 2


def test_an_expired_consent_is_told_on_the_heros_page(admin_client: Client, program: Program) -> None:
    hero = HeroFactory(name=NAME, public_identity="named")
    ConsentFactory(hero=hero, given_on=date(2021, 1, 1), expires_on=date(2021, 2, 1))
    three_texts(program)
    assert "The name still stands in 3 public texts." in admin_client.get(url(hero)).content.decode()


def test_deleting_a_hero_lists_the_texts_before_and_after(admin_client: Client, program: Program) -> None:
    hero = HeroFactory(name=NAME)
    meeting = three_texts(program)
    page = admin_client.get(url(hero, "delete")).content.decode()
    assert "The name stays in these public texts" in page
    assert "Visita de <mark>Zainab Qadiri</mark>" in page
    response = admin_client.post(url(hero, "delete"), {"post": "yes"}, follow=True)
    assert not Hero.objects.exists()
    assert "3 public texts" in warned(response)[0]
    assert f"/admin/programs/meeting/{meeting.pk}/change/" in response.content.decode()


def test_deleting_several_heroes_warns_for_each(admin_client: Client, program: Program) -> None:
    heroes = [HeroFactory(name=NAME), HeroFactory(name="Tom Nobody")]
    three_texts(program)
    keys = [hero.pk for hero in heroes]
    data = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    response = admin_client.post("/admin/participants/hero/", data, follow=True)
    assert len(warned(response)) == 1


def test_what_a_text_said_stays_in_the_history(admin_client: Client, program: Program) -> None:
    hero = HeroFactory(name=NAME)
    meeting = three_texts(program)
    key = f"programs.meetingtranslation:{meeting.translations.get().pk}:title"
    admin_client.post(url(hero, "names-left"), {"take": key})
    assert meeting.translations.get().title == ""
    entry = LogEntry.objects.get()
    assert (entry.object_id, f"Visita de {NAME}" in entry.change_message) == (str(meeting.pk), True)
    assert (
        f"Visita de {NAME}"
        in admin_client.get(f"/admin/programs/meeting/{meeting.pk}/history/").content.decode()
    )


def test_texts_are_taken_only_by_officers_who_may_change_them(program: Program) -> None:
    hero = HeroFactory(name=NAME)
    three_texts(program)
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_hero", "change_quote"]))
    client = Client()
    client.force_login(user)
    rows = {
        row.left.record._meta.model_name: row for row in client.get(url(hero, "names-left")).context["told"]
    }
    assert {name: row.may_take for name, row in rows.items()} == {
        "meetingtranslation": False,
        "quote": True,
        "source": False,
    }
    assert rows["source"].where == "A record that you may not open"
    assert client.post(url(hero, "names-left"), {"take": rows["source"].left.key}).status_code == 403
    assert client.post(url(hero, "names-left"), {"take": rows["quote"].left.key}).status_code == 302
    user.user_permissions.clear()
    assert client.get(url(hero, "names-left")).status_code == 403


@pytest.mark.parametrize("key", ["", "x", "auth.user:1:username", "programs.source:1\x00:title", "a" * 5000])
def test_nonsense_changes_nothing_and_is_answered(admin_client: Client, program: Program, key: str) -> None:
    hero = HeroFactory(name=NAME)
    three_texts(program)
    response = admin_client.post(url(hero, "names-left"), {"take": key}, follow=True)
    assert response.status_code == 200
    assert len(response.context["told"]) == 3


def test_an_address_leads_to_the_page_that_changes_it(admin_client: Client) -> None:
    hero = HeroFactory(name=NAME)
    program = PublicProgramFactory(title="Dignity", slug="visit-of-zainab-qadiri")
    page = admin_client.get(url(hero, "names-left")).content.decode()
    address = f"/admin/programs/program/{program.pk}/address/"
    assert f'href="{address}"' in page
    form = AdminForm(admin_client, address).fill(new="dignity", old="forgotten", why="It told a name")
    assert errors(form.send()) == {}
    assert "No public text tells the name" in admin_client.get(url(hero, "names-left")).content.decode()


def test_markup_in_a_text_is_shown_as_text(admin_client: Client) -> None:
    hero = HeroFactory(name=NAME)
    PublicProgramFactory(title="Dignity", summary=f"<script>alert(1)</script> {NAME} <b>x</b>")
    page = admin_client.get(url(hero, "names-left")).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page
