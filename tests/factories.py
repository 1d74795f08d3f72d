"""Factories for every model. By default everything is as private as the models make it.

`public_...` factories make what a reader may see: a published program, a confirmed public meeting,
a hero named with consent.
"""

from datetime import UTC, date, datetime, time
from typing import Any

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory

from participants.models import Consent, Hero, Organization
from programs.models import City, Meeting, Program, Quote, Resource, Source, Stop, Takeaway


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"officer{n}")
    is_staff = True
    is_superuser = True


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Organization {n}")
    kind = Organization.Kind.NGO


class HeroFactory(DjangoModelFactory):
    class Meta:
        model = Hero

    name = factory.Sequence(lambda n: f"Person Number{n}")
    country = "AL"


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    hero = factory.SubFactory(HeroFactory)
    scope = Consent.Scope.IDENTITY
    basis = Consent.Basis.SIGNED_RELEASE
    reference = "Release 1, cabinet 4"
    given_on = date(2021, 1, 1)


class CityFactory(DjangoModelFactory):
    class Meta:
        model = City
        django_get_or_create = ("name", "state")

    name = "Minneapolis"
    state = "MN"
    time_zone = "America/Chicago"


class ProgramFactory(DjangoModelFactory):
    class Meta:
        model = Program

    title = factory.Sequence(lambda n: f"Program {n}")
    starts_on = date(2021, 7, 19)
    ends_on = date(2021, 8, 13)


class PublicProgramFactory(ProgramFactory):
    status = Program.Status.PUBLISHED
    published_at = datetime(2021, 7, 1, tzinfo=UTC)


class StopFactory(DjangoModelFactory):
    class Meta:
        model = Stop

    program = factory.SubFactory(PublicProgramFactory)
    city = factory.SubFactory(CityFactory)
    position = factory.LazyAttribute(lambda stop: stop.program.stops.count() + 1)


class MeetingFactory(DjangoModelFactory):
    """A meeting at ten o'clock on 3 August 2021 in Minneapolis, not public."""

    class Meta:
        model = Meeting
        skip_postgeneration_save = True

    stop = factory.SubFactory(StopFactory)
    program = factory.SelfAttribute("stop.program")
    title = factory.Sequence(lambda n: f"Meeting {n}")
    date = date(2021, 8, 3)
    start_time = time(10)
    end_time = time(11, 30)

    @factory.post_generation
    def organizations(self: Meeting, create: bool, extracted: Any) -> None:
        if extracted:
            self.organizations.set(extracted)

    @factory.post_generation
    def heroes(self: Meeting, create: bool, extracted: Any) -> None:
        if extracted:
            self.heroes.set(extracted)


class PublicMeetingFactory(MeetingFactory):
    is_public = True
    status = Meeting.Status.CONFIRMED


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    title = factory.Sequence(lambda n: f"Source {n}")
    url = "https://example.org/source"


class QuoteFactory(DjangoModelFactory):
    class Meta:
        model = Quote

    program = factory.SubFactory(PublicProgramFactory)
    text = factory.Sequence(lambda n: f"Words spoken {n}")


class PublicQuoteFactory(QuoteFactory):
    status = Quote.Status.APPROVED
    approved_by = factory.SubFactory(UserFactory)
    source = factory.SubFactory(SourceFactory)


class TakeawayFactory(DjangoModelFactory):
    class Meta:
        model = Takeaway

    program = factory.SubFactory(PublicProgramFactory)
    text = factory.Sequence(lambda n: f"Lesson {n}")


class ResourceFactory(DjangoModelFactory):
    class Meta:
        model = Resource

    title = factory.Sequence(lambda n: f"Toolkit {n}")


def named_hero(program: Program | None = None, **facts: Any) -> Hero:
    """A hero named in public with consent for the identity, in `program` if given."""
    hero: Hero = HeroFactory(public_identity=Hero.PublicIdentity.NAMED, **facts)
    ConsentFactory(hero=hero)
    if program is not None:
        program.heroes.add(hero)
    return hero
