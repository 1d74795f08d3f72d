"""The desk's lists and autocompletes find what the public search finds: letters count as they are typed."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client

from participants.models import Hero
from tests.factories import HeroFactory, OrganizationFactory, PublicMeetingFactory

pytestmark = pytest.mark.django_db

#: As stored, and as typed.
PAIRS = [
    ("Inés Álvarez Nguyễn", "ines"),
    ("Inés Álvarez Nguyễn", "nguyen alv"),
    ("Łukasz Żółć", "lukasz zolc"),
    ("Søren Ærø", "soren aero"),
    ("Kāneʻohe", "kaneohe"),
    ("Kāneʻohe", "Kane'ohe"),
    ("O’Brien", "obrien"),
    ("Ɗan Ɓauchi", "dan bauchi"),
    ("İbrahim Işık", "ibrahim isik"),
    ("مدرسة", "مدرسه"),
    ("علی", "علي"),
    ("٢٠٢٦", "2026"),
    ("mis\u00adtaken zero\u200bwidth", "mistaken zerowidth"),
    ("anti-trafficking", "antitrafficking"),
    ("antitrafficking", "anti-trafficking"),
    ("U.S. Embassy", "us embassy"),
    ("在東京開會", "東京"),
    ("STRASSE", "straße"),
]


def found(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize(("stored", "typed"), PAIRS)
def test_lists_find_names_as_people_type_them(admin_client: Client, stored: str, typed: str) -> None:
    hero = HeroFactory(name=stored)
    HeroFactory(name="Somebody Else")
    text = found(admin_client, f"/admin/participants/hero/?q={typed}")
    assert f"/admin/participants/hero/{hero.pk}/change/" in text
    assert "Somebody Else" not in text


@pytest.mark.parametrize(("stored", "typed"), PAIRS[:4])
def test_autocompletes_find_them_too(admin_client: Client, stored: str, typed: str) -> None:
    organization = OrganizationFactory(name=stored)
    OrganizationFactory(name="Another")
    query = "app_label=participants&model_name=hero&field_name=organization"
    answer = admin_client.get(f"/admin/autocomplete/?{query}&term={typed}").json()
    assert [each["id"] for each in answer["results"]] == [str(organization.pk)]


def test_every_list_with_a_search_field_answers_any_words(admin_client: Client) -> None:
    PublicMeetingFactory()
    ours = [
        model
        for label in ("participants", "programs", "attendance")
        for model in apps.get_app_config(label).get_models()
        if model in admin.site._registry and admin.site._registry[model].search_fields
    ]
    assert len(ours) > 10
    for model in ours:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for words in ("a", "é-b 'c", "0d6a4382-167f-4b8a-9af9-464d9bcee039", "%", "_", "\u200b", "東京"):
            assert admin_client.get(address, {"q": words}).status_code == 200, (address, words)


def test_a_word_that_nobody_has_finds_nobody(admin_client: Client) -> None:
    hero: Any = HeroFactory(name="Inés")
    assert Hero.objects.count() == 1
    assert f"/hero/{hero.pk}/change/" not in found(admin_client, "/admin/participants/hero/?q=qwvx")
