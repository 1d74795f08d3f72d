"""What makes a hero or an organization part of public view; registered at start-up."""

from django.db.models import Exists, OuterRef, Q

from participants import visibility
from participants.models import Hero, Organization
from programs.models import Meeting, Program, Quote, Resource, Stop, Takeaway
from programs.publishing import names_organization


def hero_in_public_program() -> Q:
    """A hero appears as a participant of a public program."""
    return Q(Exists(Program.objects.public().filter(heroes=OuterRef("pk"))))


def organization_in_public_view() -> Q:
    """An organization appears when something public refers to it."""
    here = OuterRef("pk")
    # A hero's organization is part of who the hero is: shown for named heroes only.
    named_heroes = Hero.objects.appearing().filter(public_identity=Hero.PublicIdentity.NAMED)
    return (
        Q(Exists(Program.objects.public().filter(agency=here)))
        | Q(Exists(Stop.objects.public().filter(host=here)))
        | Q(Exists(Meeting.objects.public().filter(organizations=here)))
        | Q(Exists(Quote.objects.public().filter(names_organization(), organization=here)))
        | Q(Exists(Takeaway.objects.public().filter(names_organization(), organization=here)))
        | Q(Exists(Resource.objects.public().filter(organization=here)))
        | Q(Exists(named_heroes.filter(organization=here)))
    )


def register() -> None:
    """Tell `participants`, which knows no programs, what makes its records public (`AppConfig.ready`)."""
    visibility.register(Hero, hero_in_public_program)
    visibility.register(Organization, organization_in_public_view)
