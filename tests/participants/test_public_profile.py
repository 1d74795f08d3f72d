"""A profile holds what a reader may see of a hero and nothing else."""

from dataclasses import asdict
from itertools import product
from uuid import uuid4

import pytest
from django.db.models import Prefetch
from hypothesis import given, settings
from hypothesis import strategies as st

from participants.models import Hero
from participants.public_profile import NotReadThroughPublic
from programs.models import Program
from tests.factories import ConsentFactory, HeroFactory, OrganizationFactory, PublicProgramFactory, named_hero
from tests.support.examples import examples

pytestmark = pytest.mark.django_db

#: Text fields by the consent that shows them, besides a named identity. None: never shown.
TEXTS = {
    "honorific": "identity",
    "name": "identity",
    "native_name": "identity",
    "role": "identity",
    "citation": "identity",
    "source_title": "identity",
    "biography": "biography",
    "photo_alt": "photo",
    "photo_credit": "photo",
    "internal_notes": None,
    "sort_name": None,
}


def test_every_text_of_a_hero_is_accounted_for() -> None:
    """A field that is added later must be put into the list above, or into the set here with a reason."""
    no_free_text = {
        "slug",
        "country",
        "languages",
        "public_identity",
        "time_zone",
        "email",
        "source_url",
        "photo",
    }
    texts = {
        field.name for field in Hero._meta.fields if field.get_internal_type() in ("CharField", "FileField")
    }
    texts |= {"slug", "email", "source_url"}
    assert texts == set(TEXTS) | no_free_text


@pytest.mark.parametrize(
    ("identity", "scopes"),
    [
        (
            identity,
            {scope for scope, held in zip(("identity", "biography", "photo"), chosen, strict=True) if held},
        )
        for identity, *chosen in product(("named", "anonymous"), *[(False, True)] * 3)
    ],
)
def test_a_face_never_holds_a_text_without_its_consent(identity: str, scopes: set[str]) -> None:
    marks = {field: f"mark{uuid4().hex[:8]}" for field in TEXTS}
    private = {"email": f"{uuid4().hex}@ivlp.example", "time_zone": "Asia/Kathmandu"}
    organization = OrganizationFactory(name="mark of the organization")
    hero = HeroFactory(
        public_identity=identity, organization=organization, photo="photos/markphoto.jpg", **marks, **private
    )
    PublicProgramFactory().heroes.add(hero)
    for scope in scopes:
        ConsentFactory(hero=hero, scope=scope)
    shown = Hero.objects.public().first()
    if identity == "named" and "identity" not in scopes:
        assert shown is None
        return
    assert shown is not None
    told = str(
        {**asdict(shown.public_profile), "organization": str(shown.public_profile.organization)}
    ) + str(shown.public_profile)
    for field, scope in TEXTS.items():
        allowed = identity == "named" and scope in scopes
        assert (marks[field] in told) is allowed, field
    assert ("mark of the organization" in told) is (identity == "named")
    assert "markphoto" not in told
    assert private["email"] not in told
    assert private["time_zone"] not in told
    assert shown.public_profile.has_photo is (identity == "named" and "photo" in scopes)


@given(
    name=st.text(st.characters(categories=["L", "M", "N", "P", "Zs"]), min_size=1, max_size=40),
    sort_name=st.text(max_size=20).filter(lambda text: "\x00" not in text),
    slug=st.from_regex(r"[a-z0-9_-]{0,30}", fullmatch=True),
)
@settings(max_examples=examples(50))
def test_an_anonymous_face_is_the_same_whoever_the_person_is(name: str, sort_name: str, slug: str) -> None:
    program = PublicProgramFactory()
    someone = HeroFactory(
        name=name, sort_name=sort_name, slug=slug, public_identity="anonymous", country="AL"
    )
    program.heroes.add(someone, HeroFactory(name="Someone Else", public_identity="anonymous", country="AL"))
    first, second = ({**asdict(hero.public_profile), "slug": ""} for hero in program.heroes.public())
    assert first == second
    assert first["label"] == "A participant from Albania"
    assert not slug or slug not in Hero.objects.public().values_list("slug", flat=True)


def test_an_anonymous_hero_without_a_country_is_a_participant() -> None:
    program = PublicProgramFactory()
    program.heroes.add(HeroFactory(public_identity="anonymous", country=""))
    assert str(Hero.objects.public().get().public_profile) == "A participant"


@pytest.mark.parametrize("identity", Hero.PublicIdentity.values)
def test_a_hero_who_did_not_come_through_the_door_has_no_face(identity: str) -> None:
    hero = HeroFactory(public_identity=identity)
    ConsentFactory(hero=hero)
    PublicProgramFactory().heroes.add(hero)
    with pytest.raises(NotReadThroughPublic):
        _ = hero.public_profile
    with pytest.raises(NotReadThroughPublic):
        _ = Hero.objects.get(pk=hero.pk).public_profile


def test_heroes_fetched_along_with_programs_have_faces() -> None:
    named_hero(PublicProgramFactory(), name="Nia Test", honorific="Dr.")
    (program,) = Program.objects.prefetch_related(Prefetch("heroes", Hero.objects.public()))
    assert [str(hero.public_profile) for hero in program.heroes.all()] == ["Dr. Nia Test"]


def test_the_place_in_a_list_betrays_no_name() -> None:
    """Named by their sort name; the anonymous after them, by country and then by random address."""
    program = PublicProgramFactory()
    for sort_name, country in [("Aa", "PE"), ("Zz", "AL")]:
        program.heroes.add(HeroFactory(public_identity="anonymous", sort_name=sort_name, country=country))
    named_hero(program, name="Zoe Last", sort_name="Last")
    named_hero(program, name="Yan First", sort_name="First")
    profiles = [hero.public_profile for hero in Hero.objects.public().in_public_order()]
    assert [profile.name or profile.country_code for profile in profiles] == [
        "Yan First",
        "Zoe Last",
        "AL",
        "PE",
    ]
