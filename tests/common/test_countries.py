"""Countries as the Department of State names them, and one that ISO 3166 has not."""

import pytest
from django.utils import translation
from django_countries import countries

from common.formats import country_name
from participants.models import Hero
from tests.factories import HeroFactory


@pytest.mark.django_db
def test_kosovo_can_be_chosen_and_has_a_name_in_every_language() -> None:
    hero = HeroFactory(country="XK")
    hero.full_clean(exclude=["slug"])
    assert Hero.objects.get(country="XK") == hero
    assert "XK" in dict(countries)
    for language, name in {"en": "Kosovo", "es": "Kosovo", "fr": "Kosovo", "ar": "كوسوفو"}.items():
        with translation.override(language):
            assert country_name("XK") == name


@pytest.mark.parametrize(
    ("code", "name"),
    [("MM", "Burma"), ("TR", "Türkiye"), ("CZ", "Czechia"), ("SZ", "Eswatini"), ("MK", "North Macedonia")],
)
def test_names_are_those_of_the_department_of_state(code: str, name: str) -> None:
    assert country_name(code) == name


def test_no_name_is_turned_round_for_a_list() -> None:
    assert not [name for _code, name in countries if ", " in name and "Bonaire" not in name]
