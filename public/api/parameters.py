"""The query parameters of the lists of the API, and the public records that fit them.

An old slug finds what the present one does, at the cost of one query for each slug.
"""

from typing import Any, TypeVar

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from ninja import Field, Schema

from common.addresses import current
from common.letters.order import Alphabetical
from participants.models import Hero, Organization
from programs.models import Change, City, Meeting, Program
from programs.publishing import PUBLIC_MEETING_STATUSES, public_meeting
from public import reading
from public.api.paging import Day, PageParameters, SearchParameters, Slug, Year, one_of
from public.search import queries
from public.search.filters import Filters, programs_in

#: ISO 3166 alpha-2, or left out.
COUNTRY = r"^([A-Z]{2})?$"

Records = TypeVar("Records", bound=QuerySet[Any])


def _matching(records: Records, kind: str, query: str) -> Records:
    """Those of `records` that a search of their kind finds for a text, in their own order; all for none.

    The keys are fetched first: nested, the search would be worked out again for row after row.
    """
    return records.filter(pk__in=queries.KINDS[kind].find(query)) if query.strip() else records


def with_meeting_count(records: Records) -> Records:
    """`records` of programs or stops, each with the number of its public meetings as `meeting_count`."""
    return records.annotate(
        meeting_count=Count("meetings", filter=public_meeting("meetings__"), distinct=True)
    )


def programs_in_full() -> QuerySet[Any]:
    """Public programs with all that is shown of them. Two queries."""
    heroes = Hero.objects.appearing().order_by().filter(programs=OuterRef("pk")).values("programs")
    shown = Subquery(heroes.annotate(number=Count("pk", distinct=True)).values("number"))
    return with_meeting_count(reading.programs()).annotate(shown_count=Coalesce(shown, 0))


def stops_in_full() -> QuerySet[Any]:
    """Public stops with all that is shown of them, in the order of their itinerary. One query."""
    return with_meeting_count(reading.stops().select_related("program"))


class ProgramParameters(SearchParameters):
    """Narrows the list of programs by text, year, city, country and format."""

    year: Year = Field(None, description="Programs that took place in this year.")
    city: Slug = Field("", description="Programs that stop in this city (slug).")
    country: str = Field("", pattern=COUNTRY, description="With a public hero of this country (ISO 3166).")
    format: one_of(Program.Format.values) = Field("")  # type: ignore[valid-type]

    def records(self) -> QuerySet[Any]:
        """The programs, latest first."""
        programs = _matching(programs_in_full(), "programs", self.q)
        programs = programs.filter(programs_in(Filters(self.year, self.country, current(City, self.city))))
        if self.format:
            programs = programs.filter(format=self.format)
        return programs.order_by("-starts_on", Alphabetical("title"), "pk")


class StopParameters(Schema):
    """Narrows the list of stops by program and city."""

    program: Slug = Field("", description="Slug of a program.")
    city: Slug = Field("", description="Slug of a city.")

    def records(self) -> QuerySet[Any]:
        """The stops of the latest programs first, in their order."""
        stops = stops_in_full()
        if self.program:
            stops = stops.filter(program__slug=current(Program, self.program))
        if self.city:
            stops = stops.filter(city__slug=current(City, self.city))
        return stops.order_by("-program__starts_on", Alphabetical("program__title"), "program", "position")


class ItineraryParameters(SearchParameters):
    """Narrows the meetings of one program by text, city, days, kind, status, hero and organization."""

    city: Slug = Field("", description="Slug of a city.")
    date_from: Day = Field(None, description="On this day or later, in the city of the meeting.")
    date_to: Day = Field(None, description="On this day or earlier.")
    kind: one_of(Meeting.Kind.values) = Field("")  # type: ignore[valid-type]
    status: one_of(PUBLIC_MEETING_STATUSES) = Field("")  # type: ignore[valid-type]
    hero: Slug = Field("", description="Slug of a hero who took part, alone or with the whole group.")
    organization: Slug = Field("", description="Slug of an organization that was met.")

    def records(self) -> QuerySet[Any]:
        """The meetings by day and time, those without a date last."""
        meetings = _matching(reading.meetings(), "meetings", self.q)
        exact = {
            "stop__city__slug": current(City, self.city),
            "date__gte": self.date_from,
            "date__lte": self.date_to,
            "kind": self.kind,
            "status": self.status,
        }
        meetings = meetings.filter(**{name: value for name, value in exact.items() if value})
        if self.date_from or self.date_to:
            # A day that is not told must not be found by asking for day after day.
            meetings = meetings.with_public_day()
        if self.organization:
            met = Meeting.objects.filter(organizations__slug=current(Organization, self.organization))
            meetings = meetings.filter(pk__in=met)
        if self.hero:
            # Only through heroes the reader may know of.
            hero = Hero.objects.appearing().filter(slug=current(Hero, self.hero)).first()
            meetings = meetings.of_hero(hero) if hero else meetings.none()
        return meetings


class MeetingParameters(ItineraryParameters):
    """Narrows the list of all meetings as those of one program, and by program."""

    program: Slug = Field("", description="Slug of a program.")

    def records(self) -> QuerySet[Any]:
        """The meetings by day and time, those without a date last."""
        meetings = super().records()
        return meetings.filter(program__slug=current(Program, self.program)) if self.program else meetings


class HeroParameters(SearchParameters):
    """Narrows the list of heroes by text, country, program and organization."""

    country: str = Field("", pattern=COUNTRY, description="ISO 3166 alpha-2.")
    program: Slug = Field("", description="Slug of a program.")
    organization: Slug = Field("", description="Slug of an organization; finds heroes shown by name only.")

    def records(self) -> QuerySet[Any]:
        """The heroes by name, then those shown by country only."""
        heroes = _matching(Hero.objects.public(), "heroes", self.q)
        if self.country:
            heroes = heroes.filter(country=self.country)
        if self.program:
            attending = Program.objects.public().filter(slug=current(Program, self.program))
            heroes = heroes.filter(pk__in=Hero.objects.filter(programs__in=attending))
        if self.organization:
            # The organization of an anonymous hero is hidden; to find by it would tell.
            named = Q(public_identity=Hero.PublicIdentity.NAMED)
            heroes = heroes.filter(named, organization__slug=current(Organization, self.organization))
        return heroes.in_public_order()


class OrganizationParameters(SearchParameters):
    """Narrows the list of organizations by text, kind and country."""

    kind: one_of(Organization.Kind.values) = Field("")  # type: ignore[valid-type]
    country: str = Field("", pattern=COUNTRY, description="ISO 3166 alpha-2.")

    def records(self) -> QuerySet[Any]:
        """The organizations by name."""
        organizations = _matching(Organization.objects.public(), "organizations", self.q)
        exact = {"kind": self.kind, "country": self.country}
        organizations = organizations.filter(**{name: value for name, value in exact.items() if value})
        return organizations.in_order()


class QuoteParameters(SearchParameters):
    """Narrows the list of quotes by text, program and speaker."""

    program: Slug = Field("", description="Slug of a program.")
    hero: Slug = Field("", description="Slug of the speaker.")

    def records(self) -> QuerySet[Any]:
        """The quotes, the featured first."""
        quotes = _matching(reading.quotes(), "quotes", self.q)
        exact = {"program__slug": current(Program, self.program), "hero__slug": current(Hero, self.hero)}
        quotes = quotes.filter(**{name: value for name, value in exact.items() if value})
        return quotes.order_by("-featured", "-program__starts_on", "pk")


class ChangeParameters(Schema):
    """Narrows the list of changes by program."""

    program: Slug = Field("", description="Slug of a program.")

    def records(self) -> QuerySet[Any]:
        """The changes, latest first."""
        changes = Change.objects.public().select_related("program")
        return changes.filter(program__slug=current(Program, self.program)) if self.program else changes


#: All that a list can be asked with, for the OpenAPI document.
LIST_PARAMETERS: list[type[Schema]] = [
    ProgramParameters,
    StopParameters,
    ItineraryParameters,
    MeetingParameters,
    HeroParameters,
    OrganizationParameters,
    QuoteParameters,
    ChangeParameters,
    PageParameters,
]
