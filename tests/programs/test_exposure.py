"""The exposure check: officers are warned when what is shown of an anonymous hero fits one person only."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from participants.models import Hero
from programs.models import Program
from programs.planning.exposure import fits_one_person, warnings
from tests.factories import HeroFactory, PublicProgramFactory
from tests.support.admin_forms import AdminForm, errors, said

IDENTITIES = st.sampled_from(Hero.PublicIdentity.values)
COUNTRIES = st.sampled_from(["AL", "BR", ""])


@given(people=st.lists(st.tuples(IDENTITIES, COUNTRIES), min_size=1, max_size=6))
def test_who_hides_whom(people: list[tuple[str, str]]) -> None:
    """An anonymous hero stands out exactly when nobody else of that country is left unnamed."""
    group = [
        Hero(pk=number, public_identity=identity, country=country)
        for number, (identity, country) in enumerate(people, 1)
    ]
    for hero in group:
        unnamed = [each for each in group if each.country == hero.country and each.public_identity != "named"]
        assert fits_one_person(hero, group) == (hero.public_identity == "anonymous" and unnamed == [hero])


@pytest.fixture
def program(db: None) -> Program:
    program: Program = PublicProgramFactory(title="Bridge builders")
    return program


def test_the_officer_is_warned_on_the_heros_page_and_when_saving(
    admin_client: Client, program: Program
) -> None:
    hero = HeroFactory(name="Hidden Person", country="AL", public_identity="anonymous")
    program.heroes.add(hero, HeroFactory(country="AL", public_identity="named"))
    url = f"/admin/participants/hero/{hero.pk}/change/"
    warning = "who is not named and represents Albania: what is shown fits one person only"
    assert warning in admin_client.get(url).content.decode()
    response = AdminForm(admin_client, url).send()
    assert errors(response) == {}
    assert any(warning in each and "Bridge builders" in each for each in said(response))


def test_two_unnamed_heroes_of_a_country_hide_each_other(admin_client: Client, program: Program) -> None:
    hero = HeroFactory(country="AL", public_identity="anonymous")
    program.heroes.add(hero, HeroFactory(country="AL", public_identity="withheld"))
    assert warnings(hero) == []
    page = admin_client.get(f"/admin/participants/hero/{hero.pk}/change/").content.decode()
    assert "No: others could be meant" in page


def test_nothing_is_said_of_heroes_who_are_not_anonymous(admin_client: Client, program: Program) -> None:
    hero = HeroFactory(country="AL", public_identity="withheld")
    program.heroes.add(hero)
    page = admin_client.get(f"/admin/participants/hero/{hero.pk}/change/").content.decode()
    assert "ould be recognized" not in page


def test_saving_a_program_names_those_who_stand_out_in_it(admin_client: Client, program: Program) -> None:
    program.heroes.add(
        HeroFactory(name="Hidden Person", country="BR", public_identity="anonymous"),
        HeroFactory(country="AL", public_identity="anonymous"),
        HeroFactory(country="AL", public_identity="anonymous"),
    )
    response = AdminForm(admin_client, f"/admin/programs/program/{program.pk}/change/").send()
    assert errors(response) == {}
    warned = [each for each in said(response) if "fits one person only" in each]
    assert len(warned) == 1
    assert "Hidden Person" in warned[0]
    assert "Brazil" in warned[0]
