"""An organization is one, however its name is written; ministries of one name are told apart by country."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from common.letters.folding import NAME_KEY_LENGTH, name_key
from participants.models import Organization
from tests.factories import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db

WAYS = [
    ("Rice University", "Rice  University"),
    ("Rice University", "RICE UNIVERSITY"),
    ("Rice University", " Rice\u00a0University "),
    ("Rice University", "Rice-University"),
    ("Rice University", "Ri\u00adce Univer\u200bsity"),
    ("Rice University", "Ｒｉｃｅ University"),
    ("U.S. Embassy", "US Embassy"),
    ("Anti-Trafficking Network", "Antitrafficking Network"),
    ("Anti-Trafficking Network", "Anti Trafficking Network"),
    ("Fundación Azul", "Fundacion Azul"),
    ("Fundación Azul", "Fundacio\u0301n Azul"),
    ("Bürgerhaus Straße", "Burgerhaus Strasse"),
    ("Women’s Center", "Women's Center"),
    ("Kāneʻohe Clinic", "Kaneohe Clinic"),
    ("Łódź Foundation", "lodz foundation"),
    ("مدرسة", "مدرسه"),
    ("مـدرسة", "مدرسة"),
    ("Школа", "ШКОЛА"),
    ("Shelter, Ltd.", "Shelter Ltd"),
    ("Project ٢٠٢٦", "Project 2026"),
    ("İstanbul Işık", "istanbul isik"),
]
OTHERS = [
    ("Rice University", "Price University"),
    ("Center 1", "Center 2"),
    ("东京", "北京"),
    ("कि", "की"),
    ("!!!", "???"),
    ("🙂", "🙁"),
    ("ไม้", "ไม่"),
]


@pytest.mark.parametrize(("name", "again"), WAYS)
def test_a_name_written_in_another_way_is_no_other_organization(name: str, again: str) -> None:
    OrganizationFactory(name=name, country="US")
    second = Organization(name=again, country="US", slug="second")
    with pytest.raises(ValidationError) as refused:
        second.full_clean()
    [(field, [words])] = refused.value.message_dict.items()
    assert (field, name in words) == ("name", True)
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


@pytest.mark.parametrize(("name", "other"), OTHERS)
def test_names_that_mean_different_things_stay_apart(name: str, other: str) -> None:
    OrganizationFactory(name=name, country="IN")
    second = Organization(name=other, country="IN")
    second.full_clean(exclude=["slug"])
    second.save()


def test_ministries_of_two_countries_have_one_name() -> None:
    for country in ("AL", "XK", ""):
        ministry = Organization(name="Ministry of Justice", country=country)
        ministry.full_clean(exclude=["slug"])
        ministry.save()
    assert len(set(Organization.objects.values_list("slug", flat=True))) == 3


def bulk_create(organization: Organization) -> None:
    Organization.objects.bulk_create([Organization(name=organization.name, country="US", slug="x")])


@pytest.mark.parametrize(
    "write",
    [
        Organization.save,
        lambda organization: organization.save(update_fields=["name"]),
        lambda organization: Organization.objects.filter(pk=organization.pk).update(name=organization.name),
        lambda organization: Organization.objects.bulk_update([organization], ["name"]),
        bulk_create,
    ],
    ids=["save", "update_fields", "update", "bulk_update", "bulk_create"],
)
def test_every_way_to_write_a_name_is_held_to_it(write: Callable[[Organization], None]) -> None:
    OrganizationFactory(name="Rice University", country="US")
    other = OrganizationFactory(name="Another", country="US")
    other.name = "RICE  University"
    with pytest.raises(IntegrityError), transaction.atomic():
        write(other)
    other.refresh_from_db()
    assert (other.name, other.name_key) == ("Another", "another")


def test_a_corrected_spelling_of_the_same_organization_is_saved() -> None:
    organization = OrganizationFactory(name="Rice  Univercity", country="US")
    for name in ("Rice University", "RICE UNIVERSITY"):
        organization.name = name
        organization.full_clean()
        organization.save()
    Organization.objects.filter(pk=organization.pk).update(name="Rice College")
    OrganizationFactory(name="Rice University", country="US")


def test_the_form_leads_to_the_one_that_is_there_and_keeps_what_was_typed(client: Client) -> None:
    twin = OrganizationFactory(name="Partners & <Friends>, Ltd.", country="US")
    client.force_login(UserFactory())
    typed = {"name": "partners friends LTD", "country": "US", "kind": "ngo", "short_name": "PFL"}
    answer = client.post(reverse("admin:participants_organization_add"), typed)
    page = answer.content.decode()
    assert (answer.status_code, Organization.objects.count()) == (200, 1)
    assert reverse("admin:participants_organization_change", args=[twin.pk]) in page
    assert "“Partners &amp; &lt;Friends&gt;, Ltd.” is there already" in page
    assert 'value="PFL"' in page
    client.post(reverse("admin:participants_organization_add"), typed | {"country": "CA"})
    assert Organization.objects.count() == 2


def test_doubles_from_before_stay_until_one_is_renamed() -> None:
    keep, double = OrganizationFactory(name="Rice University"), OrganizationFactory(name="Other")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE participants_organization SET name = 'Rice  University', name_key = '' WHERE id = %s",
            [double.pk],
        )
    import_module("participants.migrations.0003_organization_names").set_keys(apps, None)
    double.refresh_from_db()
    keep.refresh_from_db()
    assert keep.name_key == "riceuniversity" != double.name_key
    double.short_name = "RU"
    double.full_clean()
    double.save()
    double.name = "Rice University of the North"
    double.full_clean()
    double.save()
    assert double.name_key == "riceuniversityofthenorth"
    double.name = "RICE UNIVERSITY"
    with pytest.raises(ValidationError):
        double.full_clean()


@given(st.text(max_size=200))
def test_a_key_is_never_empty_for_a_name_that_is_not_and_fits(name: str) -> None:
    assert bool(name_key(name)) == bool(name.split())
    assert len(name_key(name)) <= NAME_KEY_LENGTH
    assert name_key(name.upper().lower()) == name_key(name.lower())
    assert name_key(name_key(name)) == name_key(name)
