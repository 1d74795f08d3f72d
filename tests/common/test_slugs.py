"""Addresses keep every letter of the words they are made from."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.letters.folding import key, letters
from common.slugs import free_slug, is_opaque_slug
from participants.models import Organization
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Đặng Thị Ngọc", "dang-thi-ngoc"),
        ("Łukasz Żółć", "lukasz-zolc"),
        ("Søren Ærø", "soren-aero"),
        ("Straße", "strasse"),
        ("GROẞE", "grosse"),
        ("İbrahim Işık", "ibrahim-isik"),
        ("Þórður Æðelstan", "thordur-aedelstan"),
        ("Ħal Għaxaq", "hal-ghaxaq"),
        ("Ŋgũgĩ", "ngugi"),
        ("Əliyev", "eliyev"),
        ("Nguyễn Ơn Ưu", "nguyen-on-uu"),
        ("O’Brien & Sons", "obrien-sons"),
        ("Kāneʻohe", "kaneohe"),
        ("Œuvre", "oeuvre"),
        ("Ｆｕｌｌ width", "full-width"),
        ("soft\u00adhyphen", "softhyphen"),
        ("Room ٢٠٢٦", "room-2026"),
    ],
)
def test_an_address_is_made_of_every_letter(name: str, slug: str) -> None:
    assert free_slug(Organization, name, fallback="organization") == slug


@pytest.mark.parametrize("name", ["東京", "مدرسة", "Москва", "Αθήνα", "!!!", "🙂", "\u200b"])
def test_a_name_without_latin_letters_gets_a_neutral_address(name: str) -> None:
    assert is_opaque_slug(free_slug(Organization, name, fallback="organization"), "organization")


@given(st.text(max_size=80))
def test_any_name_gets_an_address_that_is_not_empty(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9_]+(-+[a-z0-9_]+)*", free_slug(Organization, name, fallback="organization"))


@given(st.text(max_size=40))
def test_plain_letters_stay_plain(text: str) -> None:
    assert letters(letters(text)) == letters(text)
    assert key(key(text)) == key(text)


def test_an_address_once_given_stays() -> None:
    organization = OrganizationFactory(slug="ang-thi-ngoc", name="Đặng Thị Ngọc")
    organization.save()
    assert organization.slug == "ang-thi-ngoc"
