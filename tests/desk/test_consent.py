"""The ledger of consent in the admin: rows are added and revoked."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from participants import consent
from participants.models import Consent, Hero
from tests.factories import ConsentFactory, HeroFactory, PublicProgramFactory, named_hero
from tests.support.admin_forms import AdminForm, errors, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def hero() -> Hero:
    """Named in public, with consent."""
    return named_hero(PublicProgramFactory(), name="Imelda Poole")


def hero_url(hero: Hero) -> str:
    return f"/admin/participants/hero/{hero.pk}/change/"


def clerk(*permissions: str) -> Client:
    """Someone with these permissions and no others."""
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def test_a_recorded_consent_says_who_recorded_it(admin_client: Client, admin_user: User) -> None:
    hero = HeroFactory(public_identity="named")
    form = AdminForm(admin_client, hero_url(hero))
    form.row("consents", scope="identity", basis="public_record", reference="DipNote", given_on="2021-08-01")
    assert errors(form.send()) == {}
    row = Consent.objects.get()
    assert (row.hero, row.recorded_by, row.given_on) == (hero, admin_user, date(2021, 8, 1))


def test_a_consent_is_recorded_with_a_new_hero(admin_client: Client) -> None:
    form = AdminForm(admin_client, "/admin/participants/hero/add/").fill(name="New", public_identity="named")
    form.row("consents", scope="identity", basis="signed_release", reference="Release 1")
    assert errors(form.send()) == {}
    assert Consent.objects.get().given_on == consent.today()


def test_the_empty_row_is_no_consent(admin_client: Client, hero: Hero) -> None:
    assert errors(AdminForm(admin_client, hero_url(hero)).fill(role="President").send()) == {}
    assert Consent.objects.count() == 1


def test_recorded_rows_cannot_be_edited_or_deleted_even_by_tampering(
    admin_client: Client, hero: Hero
) -> None:
    row = Consent.objects.get()
    before = Consent.objects.values().get()
    form = AdminForm(admin_client, hero_url(hero))
    assert "consents-0-scope" not in form.fields
    assert "consents-0-DELETE" not in form.fields
    form.data |= {"consents-0-scope": "photo", "consents-0-reference": "forged", "consents-0-DELETE": "on"}
    form.data |= {"consents-0-id": str(row.pk), "consents-0-expires_on": "2090-01-01"}
    form.send()
    assert Consent.objects.values().get() == before


def test_revoking_asks_first_then_hides_the_name_at_once(admin_client: Client, hero: Hero) -> None:
    row = Consent.objects.get()
    url = f"/admin/participants/consent/{row.pk}/revoke/"
    assert f'href="{url}"' in admin_client.get(hero_url(hero)).content.decode()
    page = admin_client.get(url).content.decode()
    assert "Revoke this consent?" in page
    assert "Imelda Poole" in page
    assert Consent.objects.get().revoked_on is None

    response = AdminForm(admin_client, url).send()
    assert response.redirect_chain[-1][0] == hero_url(hero)  # type: ignore[attr-defined]
    assert any("Withheld: consent revoked" in message for message in said(response))
    assert Consent.objects.get().revoked_on == consent.today()
    assert not Hero.objects.public()
    history = admin_client.get(f"/admin/participants/hero/{hero.pk}/history/").content.decode()
    assert "Revoked consent: Identity" in history


def test_a_second_revocation_changes_nothing(admin_client: Client, hero: Hero) -> None:
    row = Consent.objects.get()
    row.revoke(date(2021, 9, 1))
    response = admin_client.post(
        f"/admin/participants/consent/{row.pk}/revoke/", {"post": "yes"}, follow=True
    )
    assert any("revoked before" in message for message in said(response))
    assert Consent.objects.get().revoked_on == date(2021, 9, 1)


def test_a_consent_for_a_later_day_is_revoked_from_that_day(admin_client: Client) -> None:
    later = consent.today() + timedelta(days=30)
    row = ConsentFactory(given_on=later)
    admin_client.post(f"/admin/participants/consent/{row.pk}/revoke/", {"post": "yes"})
    assert Consent.objects.get().revoked_on == later


def test_selected_consents_are_revoked_together_after_asking(admin_client: Client) -> None:
    rows: list[Any] = [ConsentFactory(), ConsentFactory(scope="quotes")]
    done = ConsentFactory(revoked_on=date(2021, 9, 1))
    chosen = {
        "action": "revoke_selected",
        "_selected_action": [row.pk for row in (*rows, done)],
        "index": "0",
    }
    page = admin_client.post("/admin/participants/consent/", chosen).content.decode()
    assert "Revoke these consents?" in page
    assert "Already revoked, and left as they are" in page
    assert Consent.objects.in_force().count() == 2
    confirmed = {"action": "revoke_selected", "_selected_action": [row.pk for row in rows], "post": "yes"}
    response = admin_client.post("/admin/participants/consent/", confirmed, follow=True)
    assert "Revoked: 2 records." in said(response)
    assert not Consent.objects.in_force().exists()


def test_who_may_only_look_may_not_revoke(hero: Hero) -> None:
    row = Consent.objects.get()
    client = clerk("view_consent", "view_hero")
    assert client.get("/admin/participants/consent/").status_code == 200
    assert client.post(f"/admin/participants/consent/{row.pk}/revoke/", {"post": "yes"}).status_code == 403
    chosen = {"action": "revoke_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post("/admin/participants/consent/", chosen)
    assert Consent.objects.get().revoked_on is None


def test_who_may_change_heroes_but_not_consent_records_none(hero: Hero) -> None:
    client = clerk("view_hero", "change_hero", "view_consent")
    form = AdminForm(client, hero_url(hero))
    assert "consents-1-scope" not in form.fields
    form.data |= {
        "consents-1-scope": "photo",
        "consents-1-basis": "signed_release",
        "consents-1-reference": "x",
    }
    form.data |= {"consents-TOTAL_FORMS": "2", "consents-1-given_on": "2021-01-01"}
    form.send()
    assert Consent.objects.count() == 1


@pytest.mark.parametrize("key", ["0", "999999999999999999999"])
def test_a_consent_that_does_not_exist_cannot_be_revoked(admin_client: Client, key: str) -> None:
    assert admin_client.get(f"/admin/participants/consent/{key}/revoke/").status_code == 404


def test_a_hero_made_anonymous_gets_an_address_that_hides_the_name(admin_client: Client, hero: Hero) -> None:
    assert hero.slug == "imelda-poole"
    assert errors(AdminForm(admin_client, hero_url(hero)).fill(public_identity="anonymous").send()) == {}
    hero.refresh_from_db()
    assert "poole" not in hero.slug
    assert "imelda" not in hero.slug
