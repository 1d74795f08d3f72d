"""What makes a hero or an organization part of public view; registered at start-up."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from participants import visibility
from participants.models import Hero, Organization
from programs.models import Meeting, Program, Quote, Resource, Stop, Takeaway
from programs.publishing import names_organization


def hero_in_public_program(real: bool = False) -> Q:
    """A hero appears as a participant of a public program; `real`: of one that is not fictional."""
    return Q(Exists(_programs(real).filter(heroes=OuterRef("pk"))))


def organization_in_public_view(real: bool = False) -> Q:
    """An organization appears when something public refers to it; `real`: something not fictional."""
    here = OuterRef("pk")
    of_real = Q(program__is_fictional=False) if real else Q()
    # A hero's organization is part of who the hero is: shown for named heroes only.
    named_heroes = Hero.objects.appearing().filter(public_identity=Hero.PublicIdentity.NAMED)
    if real:
        named_heroes = named_heroes.filter(hero_in_public_program(real))
    return (
        Q(Exists(_programs(real).filter(agency=here)))
        | Q(Exists(Stop.objects.public().filter(of_real, host=here)))
        | Q(Exists(Meeting.objects.public().filter(of_real, organizations=here)))
        | Q(Exists(Quote.objects.public().filter(of_real, names_organization(), organization=here)))
        | Q(Exists(Takeaway.objects.public().filter(of_real, names_organization(), organization=here)))
        | Q(Exists(_resources(real).filter(organization=here)))
        | Q(Exists(named_heroes.filter(organization=here)))
    )


def _programs(real: bool) -> QuerySet[Program]:
    programs = Program.objects.public()
    return programs.filter(is_fictional=False) if real else programs


def _resources(real: bool) -> QuerySet[Resource]:
    if not real:
        return Resource.objects.public()
    meetings = Meeting.objects.public().filter(program__is_fictional=False, resources=OuterRef("pk"))
    return Resource.objects.filter(
        Q(Exists(_programs(real).filter(resources=OuterRef("pk")))) | Q(Exists(meetings))
    )


def register() -> None:
    """Tell `participants`, which knows no programs, what makes its records public (`AppConfig.ready`)."""
    visibility.register(Hero, hero_in_public_program)
    visibility.register(Organization, organization_in_public_view)
