"""The organization of an anonymous speaker is not named: the rule for queries and that for records agree."""

import pytest

from participants.models import Hero
from programs.publishing import named_organization, names_organization
from public import reading
from tests.factories import (
    ConsentFactory,
    HeroFactory,
    OrganizationFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    TakeawayFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("identity", [None, *Hero.PublicIdentity])
def test_queries_and_records_name_the_same_organizations(identity: str | None) -> None:
    program, organization = PublicProgramFactory(), OrganizationFactory()
    hero = HeroFactory(public_identity=identity, organization=organization) if identity else None
    if hero:
        program.heroes.add(hero)
        for scope in ("identity", "quotes"):
            ConsentFactory(hero=hero, scope=scope)
    PublicQuoteFactory(program=program, hero=hero, organization=organization)
    TakeawayFactory(program=program, hero=hero, organization=organization, status="approved")
    shown = identity in (None, Hero.PublicIdentity.NAMED)
    for records in (reading.quotes(), reading.takeaways()):
        asked = set(records.filter(names_organization()).values_list("pk", flat=True))
        assert asked == {record.pk for record in records if named_organization(record)}
        assert bool(asked) == shown


def test_a_withheld_speaker_is_not_quoted_at_all() -> None:
    program = PublicProgramFactory()
    hero = HeroFactory(public_identity=Hero.PublicIdentity.WITHHELD)
    program.heroes.add(hero)
    PublicQuoteFactory(program=program, hero=hero, organization=OrganizationFactory())
    assert not reading.quotes()
