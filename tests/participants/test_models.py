"""Records of people and organizations: what the models complete, and what the database itself refuses."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from common.models import TEXT_LIMIT
from common.slugs import is_opaque_slug
from participants.models import Consent, Hero, Organization
from tests.factories import ConsentFactory, HeroFactory, OrganizationFactory, PublicProgramFactory, named_hero
from tests.support.examples import examples

pytestmark = pytest.mark.django_db

NAME = "Rosa Prueba Ibusuki"
HIDDEN = ["anonymous", "withheld"]


def refused(record: models.Model) -> dict[str, list[str]]:
    """The messages at each field."""
    with pytest.raises(ValidationError) as caught:
        record.full_clean()
    return caught.value.message_dict


# --- The address of a hero -----------------------------------------------------------------------


def test_the_address_of_a_named_hero_is_made_of_the_name() -> None:
    assert HeroFactory(name="Rocío Mora Nieto", public_identity="named").slug == "rocio-mora-nieto"
    assert HeroFactory(name="Rocío Mora Nieto", public_identity="named").slug == "rocio-mora-nieto-2"
    assert is_opaque_slug(HeroFactory(name="指宿昭一", public_identity="named").slug, "participant")


@pytest.mark.parametrize("identity", HIDDEN)
@pytest.mark.parametrize(
    "slug", ["", "rosa-prueba-ibusuki", "r-p-ibusuki", "rpi", "rosita", "participant-rosa"]
)
def test_the_address_of_a_hidden_hero_says_nothing_however_it_was_made(identity: str, slug: str) -> None:
    created = HeroFactory(name=NAME, slug=slug, public_identity=identity)
    edited = named_hero(name=NAME, slug=slug)
    edited.public_identity = identity
    edited.save()
    partly = named_hero(name=NAME, slug=slug and f"{slug}-2")
    partly.public_identity = identity
    partly.save(update_fields=["public_identity"])
    checked = HeroFactory.build(name=NAME, slug=slug, public_identity=identity)
    checked.full_clean()
    for hero in (created, edited, partly):
        assert is_opaque_slug(Hero.objects.get(pk=hero.pk).slug, "participant")
    assert is_opaque_slug(checked.slug, "participant")


@given(
    name=st.text(min_size=1, max_size=50).filter(lambda text: "\x00" not in text),
    slug=st.from_regex(r"[a-z0-9_-]{0,30}", fullmatch=True),
)
@settings(max_examples=examples(50))
@example(name="Art", slug="")  # part of the word "participant"
@example(name="Li Wu", slug="wu-li")
@example(name="-", slug="-")
def test_a_hidden_address_never_changes_again(name: str, slug: str) -> None:
    hero = HeroFactory(name=name, slug=slug, public_identity="anonymous")
    first = hero.slug
    assert first != slug
    hero.role = "Lawyer"
    hero.save()
    hero.public_identity = "withheld"
    hero.save()
    assert Hero.objects.get(pk=hero.pk).slug == first


def test_the_database_refuses_an_anonymous_hero_under_the_name() -> None:
    hero = named_hero(name=NAME)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hero.objects.filter(pk=hero.pk).update(slug="rosa", public_identity="anonymous")
    with pytest.raises(IntegrityError), transaction.atomic():
        Hero.objects.bulk_create([Hero(name=NAME, slug="rosa", public_identity="anonymous")])
    Hero.objects.filter(pk=hero.pk).update(public_identity="withheld")


def test_the_old_address_of_a_hero_who_is_hidden_is_gone(client: Client) -> None:
    hero = named_hero(PublicProgramFactory(), name=NAME)
    old = hero.get_absolute_url()
    assert client.get(old).status_code == 200
    hero.public_identity = "anonymous"
    hero.save()
    assert client.get(old).status_code == 404
    assert client.get(hero.get_absolute_url()).status_code == 200


# --- What the models complete and refuse ---------------------------------------------------------


def test_a_hero_sorts_by_name_until_told_otherwise() -> None:
    assert HeroFactory(name="Nia Test").sort_name == "Nia Test"
    assert HeroFactory(name="Nia Test", sort_name="Test, Nia").sort_name == "Test, Nia"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"biography": "x" * (TEXT_LIMIT + 1)}, "biography"),
        ({"biography": "x" * 10_000_000}, "biography"),
        ({"country": "XX"}, "country"),
        ({"honor_year": 1500}, "honor_year"),
        ({"honor_year": -1}, "honor_year"),
        ({"languages": "Spanish"}, "languages"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"email": "nobody"}, "email"),
        ({"public_identity": "famous"}, "public_identity"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source_url": "data:text/html,x"}, "source_url"),
        ({"source_url": "ftp://example.org/"}, "source_url"),
        ({"slug": "not a slug"}, "slug"),
    ],
)
def test_what_cannot_be_true_of_a_hero_is_an_error_at_its_field(facts: dict[str, Any], field: str) -> None:
    assert field in refused(HeroFactory.build(**{"public_identity": "named", **facts}))


def test_two_heroes_cannot_share_an_address() -> None:
    first = named_hero(slug="nia")
    assert "slug" in refused(HeroFactory.build(public_identity="named", slug="nia"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Hero.objects.bulk_create([Hero(name="Other", slug=first.slug)])


def test_two_organizations_cannot_share_a_name_or_an_address() -> None:
    first = OrganizationFactory(name="Helping Hands")
    assert "name" in refused(OrganizationFactory.build(name="Helping Hands"))
    assert OrganizationFactory(name="Helping hands!", country="US").slug == "helping-hands-2"
    for facts in ({"name": first.name, "slug": "other"}, {"name": "Other", "slug": first.slug}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Organization.objects.bulk_create([Organization(**facts)])


def test_an_organization_named_in_another_script_has_an_address() -> None:
    assert is_opaque_slug(OrganizationFactory(name="難民支援協会").slug, "organization")


def test_a_very_long_name_makes_an_address_that_fits() -> None:
    names = ["word " * 39 + suffix for suffix in ("a", "b", "c")]
    for name in names:
        OrganizationFactory(name=name).full_clean()


@pytest.mark.parametrize("identity", ["famous", ""])
def test_the_database_knows_the_three_identities(identity: str) -> None:
    hero = HeroFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Hero.objects.filter(pk=hero.pk).update(public_identity=identity)


DAY = date(2021, 5, 3)


@pytest.mark.parametrize(
    "facts",
    [
        {"expires_on": DAY - timedelta(days=1)},
        {"revoked_on": DAY - timedelta(days=1)},
        {"scope": "photo", "basis": "public_record"},
        {"scope": "everything"},
        {"basis": "hearsay"},
    ],
    ids=" ".join,
)
def test_the_database_refuses_a_consent_that_makes_no_sense(facts: dict[str, Any]) -> None:
    row = {"hero": HeroFactory(), "scope": "identity", "basis": "signed_release", "given_on": DAY, **facts}
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.bulk_create([Consent(reference="x", **row)])
    with pytest.raises(ValidationError):
        Consent(reference="x", **row).full_clean()


def test_a_public_record_never_covers_a_photo() -> None:
    messages = refused(ConsentFactory.build(hero=HeroFactory(), scope="photo", basis="public_record"))
    assert "A public record never covers a photo: a signed release is needed." in messages["basis"]


# --- Who can be deleted --------------------------------------------------------------------------


def test_an_organization_that_someone_refers_to_is_kept() -> None:
    organization = OrganizationFactory()
    hero = HeroFactory(organization=organization)
    with pytest.raises(models.ProtectedError):
        organization.delete()
    hero.organization = None
    hero.save()
    organization.delete()


def test_a_hero_without_consent_or_quotes_can_be_deleted_and_leaves_the_program() -> None:
    program = PublicProgramFactory()
    hero = HeroFactory()
    program.heroes.add(hero)
    hero.delete()
    assert not program.heroes.exists()


def test_a_hero_made_anonymous_in_bulk_leaves_the_name_out_of_the_address() -> None:
    hero = named_hero(name=NAME)
    assert Hero.objects.filter(slug=hero.slug).update(public_identity="anonymous") == 1
    hero.refresh_from_db()
    assert hero.public_identity == "anonymous"
    assert is_opaque_slug(hero.slug, "participant")
