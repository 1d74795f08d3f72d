"""Officers change the address of anything that has one, and say why."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from common.addresses import change_address, digest
from common.slugs import is_opaque_slug
from programs.models import Program
from tests.factories import (
    CityFactory,
    HeroFactory,
    OrganizationFactory,
    ProgramFactory,
    PublicProgramFactory,
    UserFactory,
    named_hero,
)
from tests.public.addresses.kinds import KINDS, OLD, Kind, kept_of, rows_that_tell
from tests.support.admin_forms import AdminForm

pytestmark = pytest.mark.django_db
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def page_of(record: Any, page: str = "address") -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[record.pk])


def history(record: Any) -> list[str]:
    entries = LogEntry.objects.filter(object_id=str(record.pk), content_type__model=record._meta.model_name)
    return [entry.get_change_message() for entry in entries.order_by("pk")]


@every_kind
def test_the_old_address_leads_on_if_nothing_else_is_said(admin_client: Client, kind: Kind) -> None:
    record = kind.public(slug=OLD)
    answer = AdminForm(admin_client, page_of(record)).fill(new="plain", why="Retitled").send()
    assert answer.redirect_chain == [(page_of(record, "change"), 302)]  # type: ignore[attr-defined]
    assert "Changed the address. The old one leads to it." in answer.content.decode()
    assert Client().get(kind.page(OLD))["Location"] == kind.page("plain")
    assert history(record) == ["Changed the address. The old one leads to it. Reason: Retitled"]


@every_kind
def test_an_address_that_tells_a_name_is_forgotten_and_not_kept_in_the_history(
    admin_client: Client, kind: Kind
) -> None:
    record = kind.public(slug=OLD)
    form = AdminForm(admin_client, page_of(record)).fill(new="plain", old="forgotten", why="It told a name")
    assert OLD not in form.send().content.decode()
    assert Client().get(kind.page(OLD)).status_code == 410
    assert history(record) == ["Changed the address. The old one is forgotten. Reason: It told a name"]
    assert rows_that_tell(OLD) == []
    assert "1 older address is forgotten." in admin_client.get(page_of(record)).content.decode()


@every_kind
def test_the_form_of_the_record_shows_the_address_and_leads_to_the_page(
    admin_client: Client, kind: Kind
) -> None:
    record = kind.public(slug=OLD)
    form = AdminForm(admin_client, page_of(record, "change"))
    assert "slug" not in form.fields
    text = admin_client.get(page_of(record, "change")).content.decode()
    assert f'{OLD} <a href="{page_of(record)}">Change the address</a>' in text
    form.send()
    record.refresh_from_db()
    assert record.slug == OLD


@pytest.mark.parametrize("make", [ProgramFactory, HeroFactory, OrganizationFactory, CityFactory])
def test_a_new_record_may_be_given_an_address(admin_client: Client, make: Any) -> None:
    meta = make._meta.model._meta
    assert "slug" in AdminForm(admin_client, reverse(f"admin:{meta.app_label}_{meta.model_name}_add")).fields


@every_kind
def test_an_older_address_is_forgotten_without_another_change(admin_client: Client, kind: Kind) -> None:
    record = kind.public(slug=OLD)
    change_address(record, "second")
    change_address(record, "third")
    key = record.old_addresses.get(slug=OLD).pk
    AdminForm(admin_client, page_of(record)).fill(new="", older=[str(key)], why="It told a name").send()
    assert Client().get(kind.page(OLD)).status_code == 410
    assert Client().get(kind.page("second")).status_code == 301
    assert kept_of(record) == ["", "second"]
    assert history(record) == ["Older addresses are forgotten. Reason: It told a name"]


@pytest.mark.parametrize(
    ("title", "proposed"),
    [
        ("Visit of judges", "visit-of-judges"),
        ("Visit of Zainab Qadiri", ""),  # the present one
        ("Bridge builders", "bridge-builders-2"),  # taken
        ("Once", "once-2"),  # another's old one
        ("Before", ""),  # its own old one
    ],
)
def test_an_address_is_proposed_from_todays_title(admin_client: Client, title: str, proposed: str) -> None:
    change_address(PublicProgramFactory(slug="once"), "bridge-builders")
    program = PublicProgramFactory(slug="before")
    change_address(program, OLD)
    Program.objects.filter(pk=program.pk).update(title=title)
    assert AdminForm(admin_client, page_of(program)).data["new"] == proposed


def test_a_name_in_another_script_gets_random_letters(admin_client: Client) -> None:
    hero = named_hero(PublicProgramFactory(), slug="shoichi", name="指宿昭一")
    assert is_opaque_slug(str(AdminForm(admin_client, page_of(hero)).data["new"]), "participant")


@pytest.mark.parametrize("identity", ["anonymous", "withheld"])
def test_somebody_unnamed_gets_other_random_letters_whatever_is_sent(
    admin_client: Client, identity: str
) -> None:
    hero = HeroFactory(public_identity=identity)
    first = hero.slug
    form = AdminForm(admin_client, page_of(hero))
    assert form.fields.isdisjoint({"new", "old"})
    admin_client.post(page_of(hero), {"new": "zainab", "old": "leads_on", "why": "x", "present": first})
    hero.refresh_from_db()
    assert is_opaque_slug(hero.slug, "participant")
    assert hero.slug != first
    assert kept_of(hero) == []
    assert history(hero) == ["Changed the address. The old one leads nowhere. Reason: x"]


@pytest.mark.parametrize("status", ["draft", "in_clearance"])
def test_of_a_program_that_was_never_published_nothing_is_asked_of_the_old_one(
    admin_client: Client, status: str
) -> None:
    program = ProgramFactory(slug=OLD, status=status)
    form = AdminForm(admin_client, page_of(program))
    assert "old" not in form.fields
    form.fill(new="plain", why="Retitled").send()
    program.refresh_from_db()
    assert (program.slug, kept_of(program)) == ("plain", [])


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"new": ""}, "new", "Enter an address."),
        ({"new": "", "old": "forgotten", "older": "each"}, "new", "Enter an address."),
        ({"new": OLD}, "new", "This is the present address."),
        ({"new": "not an address"}, "new", "Enter a valid “slug”"),
        ({"new": "<b>"}, "new", "Enter a valid “slug”"),
        ({"new": "x" * 81}, "new", "at most 80 characters"),
        ({"new": "a\x00b"}, "new", "Null characters are not allowed."),
        ({"new": "taken"}, "new", "already exists"),
        ({"new": "once"}, "new", "belonged to another record"),
        ({"old": "both"}, "old", "Select a valid choice."),
        ({"old": ""}, "old", "This field is required."),
        ({"why": ""}, "why", "This field is required."),
        ({"why": "x" * 301}, "why", "at most 300 characters"),
        ({"older": ["x"]}, "older", "Select a valid choice."),
        ({"older": ["9" * 40]}, "older", "Select a valid choice."),
        ({"present": "seen-before"}, "__all__", "Somebody changed this address meanwhile."),
    ],
)
@every_kind
def test_what_cannot_be_is_refused_at_its_field(
    admin_client: Client, kind: Kind, values: dict[str, Any], field: str, message: str
) -> None:
    record = kind.public(slug=OLD)
    change_address(record, "second")
    change_address(record, OLD)
    other = kind.model.objects.get(pk=record.pk)
    other.pk, other._state.adding, other.slug = None, True, "once"
    other.name, other.title = "Another", "Another"
    other.save()
    change_address(other, "taken")
    other.old_addresses.get_or_create(digest=digest("once"), defaults={"slug": "once"})
    if values.get("older") == "each":
        values = {**values, "older": [row.pk for row in record.old_addresses.all()]}
    good = {"new": "plain", "old": "leads_on", "why": "Retitled", "present": OLD}
    answer = admin_client.post(page_of(record), {**good, **values})
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert message in str(form.errors[field])
    record.refresh_from_db()
    assert record.slug == OLD
    assert history(record) == []


@every_kind
@pytest.mark.parametrize("allowed", ["view", "change", ""])
def test_who_may_change_the_record_may_change_its_address(kind: Kind, allowed: str) -> None:
    record = kind.public(slug=OLD)
    officer = UserFactory(is_superuser=False)
    if allowed:
        codename = f"{allowed}_{record._meta.model_name}"
        officer.user_permissions.add(Permission.objects.get(codename=codename))
    client = Client()
    client.force_login(officer)
    sent = {"new": "plain", "old": "leads_on", "why": "x", "present": OLD}
    expected = (200, 302) if allowed == "change" else (403, 403)
    assert client.get(page_of(record)).status_code == expected[0]
    assert client.post(page_of(record), sent).status_code == expected[1]
    record.refresh_from_db()
    assert record.slug == ("plain" if allowed == "change" else OLD)
    if allowed == "view":
        text = client.get(page_of(record, "change")).content.decode()
        assert OLD in text
        assert "Change the address" not in text


@every_kind
def test_a_record_that_is_not_there_has_no_such_page(admin_client: Client, kind: Kind) -> None:
    record = kind.private()
    record.delete()
    record.pk = 999_999
    assert admin_client.get(page_of(record)).status_code == 404
    assert Client().get(page_of(record)).status_code == 302


@every_kind
def test_a_record_with_old_addresses_can_be_deleted(admin_client: Client, kind: Kind) -> None:
    record = kind.private(slug="first")
    Program.objects.filter(pk=record.pk).update(published_at="2021-07-01T00:00Z")
    record.refresh_from_db()
    change_address(record, "second")
    change_address(record, "third", forget_old=True)
    url = page_of(record, "delete")
    assert admin_client.get(url).status_code == 200
    assert admin_client.post(url, {"post": "yes"}).status_code == 302
    assert not kind.model.objects.exists()
