"""The lists of the API: what each can be asked, and the public records it answers with."""

from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet
from ninja import Field, Schema

from participants.models import Hero, Organization
from programs.models import Change, Meeting, Program, Stop
from programs.publishing import PUBLIC_MEETING_STATUSES, public_meeting
from public import reading
from public.api.paging import Asked, Day, Slug, Year, one_of
from public.search import queries
from public.search.filters import Filters, programs_in

COUNTRY = r"^([A-Z]{2})?$"


Records = TypeVar("Records", bound=QuerySet[Any])


def _with_words(records: Records, kind: str, words: str) -> Records:
    """`records` that have the words, in their own order."""
    if not words.strip():
        return records
    return records.filter(
        pk__in=queries.KINDS[kind].search(words, queries.EVERYTHING).order_by().values("pk")
    )


class ProgramsAsked(Asked):
    """What the list of programs can be asked."""

    year: Year = Field(None, description="Programs that took place in this year.")
    city: Slug = Field("", description="Programs that stop in this city (slug).")
    country: str = Field("", pattern=COUNTRY, description="With a public hero of this country (ISO 3166).")
    format: one_of(Program.Format.values) = Field("")  # type: ignore[valid-type]

    def records(self) -> QuerySet[Any]:
        """The programs, latest first."""
        found = _with_words(programs(), "programs", self.q)
        found = found.filter(programs_in(Filters(self.year, self.country, self.city)))
        if self.format:
            found = found.filter(format=self.format)
        return found.order_by("-starts_on", "title", "pk")


def programs() -> QuerySet[Any]:
    """Public programs with all that is shown of them. Three queries."""
    meetings = Count("meetings", filter=public_meeting("meetings__"), distinct=True)
    return reading.programs().annotate(meeting_count=meetings)


class StopsAsked(Schema):
    """What the list of stops can be asked."""

    program: Slug = Field("", description="Slug of a program.")
    city: Slug = Field("", description="Slug of a city.")

    def records(self) -> QuerySet[Any]:
        """The stops of the latest programs first, in their order."""
        found = stops()
        if self.program:
            found = found.filter(program__slug=self.program)
        if self.city:
            found = found.filter(city__slug=self.city)
        return found.order_by("-program__starts_on", "program__title", "program", "position")


def stops() -> QuerySet[Any]:
    """Public stops with all that is shown of them. One query."""
    meetings = Count("meetings", filter=public_meeting("meetings__"), distinct=True)
    return Stop.objects.public().select_related("program", "city", "host").annotate(meeting_count=meetings)


class ItineraryAsked(Asked):
    """What the meetings of one program can be asked."""

    city: Slug = Field("", description="Slug of a city.")
    date_from: Day = Field(None, description="On this day or later, in the city of the meeting.")
    date_to: Day = Field(None, description="On this day or earlier.")
    kind: one_of(Meeting.Kind.values) = Field("")  # type: ignore[valid-type]
    status: one_of(PUBLIC_MEETING_STATUSES) = Field("")  # type: ignore[valid-type]
    hero: Slug = Field("", description="Slug of a hero who took part, alone or with the whole group.")
    organization: Slug = Field("", description="Slug of an organization that was met.")

    def records(self) -> QuerySet[Any]:
        """The meetings by day and time, those without a date last."""
        found = _with_words(reading.meetings(), "meetings", self.q)
        exact = {
            "stop__city__slug": self.city,
            "date__gte": self.date_from,
            "date__lte": self.date_to,
            "kind": self.kind,
            "status": self.status,
        }
        found = found.filter(**{name: value for name, value in exact.items() if value})
        if self.organization:
            found = found.filter(pk__in=Meeting.objects.filter(organizations__slug=self.organization))
        if self.hero:
            # Only through heroes the reader may know of.
            hero = Hero.objects.appearing().filter(slug=self.hero).first()
            found = found.of_hero(hero) if hero else found.none()
        return found


class MeetingsAsked(ItineraryAsked):
    """What the list of all meetings can be asked."""

    program: Slug = Field("", description="Slug of a program.")

    def records(self) -> QuerySet[Any]:
        """The meetings by day and time, those without a date last."""
        found = super().records()
        return found.filter(program__slug=self.program) if self.program else found


class HeroesAsked(Asked):
    """What the list of heroes can be asked."""

    country: str = Field("", pattern=COUNTRY, description="ISO 3166 alpha-2.")
    program: Slug = Field("", description="Slug of a program.")
    organization: Slug = Field("", description="Slug of an organization; finds heroes shown by name only.")

    def records(self) -> QuerySet[Any]:
        """The heroes by name, then those shown by country only."""
        found = _with_words(Hero.objects.public(), "heroes", self.q)
        if self.country:
            found = found.filter(country=self.country)
        if self.program:
            attending = Program.objects.public().filter(slug=self.program)
            found = found.filter(pk__in=Hero.objects.filter(programs__in=attending))
        if self.organization:
            # The organization of an anonymous hero is hidden; to find by it would tell.
            named = Q(public_identity=Hero.PublicIdentity.NAMED)
            found = found.filter(named, organization__slug=self.organization)
        return found.in_public_order()


class OrganizationsAsked(Asked):
    """What the list of organizations can be asked."""

    kind: one_of(Organization.Kind.values) = Field("")  # type: ignore[valid-type]
    country: str = Field("", pattern=COUNTRY, description="ISO 3166 alpha-2.")

    def records(self) -> QuerySet[Any]:
        """The organizations by name."""
        found = _with_words(Organization.objects.public(), "organizations", self.q)
        exact = {"kind": self.kind, "country": self.country}
        found = found.filter(**{name: value for name, value in exact.items() if value})
        return found.order_by("name", "pk")


class QuotesAsked(Asked):
    """What the list of quotes can be asked."""

    program: Slug = Field("", description="Slug of a program.")
    hero: Slug = Field("", description="Slug of the speaker.")

    def records(self) -> QuerySet[Any]:
        """The quotes, the featured first."""
        found = _with_words(reading.quotes(), "quotes", self.q)
        exact = {"program__slug": self.program, "hero__slug": self.hero}
        found = found.filter(**{name: value for name, value in exact.items() if value})
        return found.order_by("-featured", "-program__starts_on", "pk")


class ChangesAsked(Schema):
    """What the list of changes can be asked."""

    program: Slug = Field("", description="Slug of a program.")

    def records(self) -> QuerySet[Any]:
        """The changes, latest first."""
        found = Change.objects.public().select_related("program")
        return found.filter(program__slug=self.program) if self.program else found
