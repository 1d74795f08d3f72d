"""What a search or a list is narrowed to: a year, a country, a city. Conditions ask public records only."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from common.formats import country_name
from common.letters.order import sort_key
from participants.models import Hero
from participants.models.hero import HeroQuerySet
from programs.models import Meeting, Program, Stop


@dataclass(frozen=True)
class Filters:
    """What a reader narrows a search to. Empty: everything."""

    year: int | None = None
    country: str = ""  #: ISO 3166 alpha-2
    city: str = ""  #: slug


def programs_in(filters: Filters, prefix: str = "") -> Q:
    """Condition that the program at `prefix` (such as "program__") took place then, there, with them."""
    condition = Q()
    here = OuterRef(f"{prefix}pk")
    if filters.year:
        first, last = f"{prefix}starts_on__year__lte", f"{prefix}ends_on__year__gte"
        condition &= Q(**{first: filters.year, last: filters.year})
    if filters.city:
        condition &= Q(Exists(Stop.objects.public().filter(program=here, city__slug=filters.city)))
    if filters.country:
        # Only heroes the reader may know of: a withheld one must not be found by country.
        condition &= Q(Exists(_heroes_from(filters.country).filter(programs=here)))
    return condition


def meetings_in(filters: Filters) -> Q:
    """Condition that a meeting took place in the year, in the city, with a hero of the country."""
    condition = Q()
    if filters.year:
        undated = Q(date__isnull=True) & programs_in(Filters(year=filters.year), "program__")
        condition &= Q(date__year=filters.year) | undated
    if filters.city:
        condition &= Q(stop__city__slug=filters.city)
    if filters.country:
        heroes = _heroes_from(filters.country)
        condition &= Q(whole_group=True) & Q(Exists(heroes.filter(programs=OuterRef("program")))) | Q(
            whole_group=False
        ) & Q(Exists(heroes.filter(meetings=OuterRef("pk"))))
    return condition


def heroes_in(filters: Filters) -> Q:
    """Condition that a hero represents the country and was in a program of the year, in the city."""
    condition = Q(country=filters.country) if filters.country else Q()
    if filters.year or filters.city:
        visits = programs_in(Filters(year=filters.year, city=filters.city))
        condition &= Q(Exists(Program.objects.public().filter(visits, heroes=OuterRef("pk"))))
    return condition


def organizations_in(filters: Filters) -> Q:
    """Condition that an organization is of the country and took part then and there."""
    condition = Q(country=filters.country) if filters.country else Q()
    if filters.year or filters.city:
        when = Filters(year=filters.year, city=filters.city)
        hosted = Stop.objects.public().filter(programs_in(Filters(year=filters.year), "program__"))
        if filters.city:
            hosted = hosted.filter(city__slug=filters.city)
        condition &= (
            Q(Exists(Meeting.objects.public().filter(meetings_in(when), organizations=OuterRef("pk"))))
            | Q(Exists(hosted.filter(host=OuterRef("pk"))))
            | Q(Exists(Program.objects.public().filter(programs_in(when), agency=OuterRef("pk"))))
        )
    return condition


def quotes_in(filters: Filters) -> Q:
    """Condition that a quote is from a program of the year, in the city, and by a hero of the country."""
    # By the program's stops: the meeting where it was said need not be public.
    condition = programs_in(Filters(year=filters.year, city=filters.city), "program__")
    return condition & Q(hero__country=filters.country) if filters.country else condition


def _heroes_from(country: str) -> HeroQuerySet:
    return Hero.objects.appearing().filter(country=country)


def years() -> list[int]:
    """Every year in which a public program took place, latest first. One query."""
    spans = Program.objects.public().order_by().values_list("starts_on__year", "ends_on__year").distinct()
    return sorted({year for first, last in spans for year in range(first, last + 1)}, reverse=True)


def countries() -> list[tuple[str, str]]:
    """The countries of public heroes as (ISO 3166 code, name), by name. One query."""
    heroes = Hero.objects.appearing().order_by().exclude(country="")
    codes = heroes.values_list("country", flat=True).distinct()
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: sort_key(pair[1]))
