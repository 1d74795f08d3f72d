"""The addresses of the API. Each asks for public records, and shows them."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from common.links import Absolute
from participants.models import Hero, Organization
from public import reading
from public.api import files, parameters, representations, schemas
from public.api.paging import Part, file, page, refuse_unknown

router = Router()

MISSING: dict[int, type[schemas.Problem]] = {404: schemas.Problem}
UNFIT: dict[int, type[schemas.Problem]] = {422: schemas.Problem}


def _sends(**content_types: str) -> dict[str, Any]:
    """For the document: an answer that is a file."""
    content = {name: {"schema": {"type": kind}} for kind, name in content_types.items()}
    return {"responses": {200: {"description": "The file.", "content": content}}}


class Form(StrEnum):
    """The form of a file."""

    CSV = "csv"
    JSON = "json"


class Noun(StrEnum):
    """What there are files of."""

    PROGRAMS = "programs"
    STOPS = "stops"
    MEETINGS = "meetings"
    HEROES = "heroes"
    ORGANIZATIONS = "organizations"
    QUOTES = "quotes"
    CHANGES = "changes"


def _face(hero: Hero, absolute: Absolute) -> schemas.Hero:
    return representations.hero(hero.public_profile, absolute)


# --- Programs and their itineraries ----------------------------------------------------------------


@router.get("/programs", response={200: schemas.Page[schemas.Program], **UNFIT}, tags=["Programs"])
def list_programs(request: HttpRequest, asked: Query[parameters.ProgramsAsked], part: Query[Part]) -> Any:
    """Public programs, latest first."""
    refuse_unknown(request, parameters.ProgramsAsked, Part)
    return page(request, asked.records(), part, representations.program)


@router.get("/programs/{slug:program}", response={200: schemas.ProgramInFull, **MISSING}, tags=["Programs"])
def get_program(request: HttpRequest, program: str) -> Any:
    """One program with its stops, heroes and sources."""
    found = get_object_or_404(parameters.programs().prefetch_related("sources"), slug=program)
    absolute = request.build_absolute_uri
    stops = [
        representations.stop(stop, absolute)
        for stop in parameters.stops().filter(program=found).order_by("position")
    ]
    heroes = Hero.objects.public().filter(programs=found).in_public_order()
    return representations.program_in_full(found, stops, [hero.public_profile for hero in heroes], absolute)


@router.get(
    "/programs/{slug:program}/meetings",
    response={200: schemas.Page[schemas.Meeting], **MISSING, **UNFIT},
    tags=["Programs"],
)
def list_meetings_of_program(
    request: HttpRequest, program: str, asked: Query[parameters.ItineraryAsked], part: Query[Part]
) -> Any:
    """The itinerary of one program."""
    refuse_unknown(request, parameters.ItineraryAsked, Part)
    found = get_object_or_404(reading.programs(), slug=program)
    return page(request, asked.records().filter(program=found), part, representations.meeting)


@router.get(
    "/programs/{slug:program}/meetings.csv",
    response={**MISSING, **UNFIT},
    tags=["Files"],
    openapi_extra=_sends(string="text/csv"),
)
def program_meetings_csv(request: HttpRequest, program: str) -> Any:
    """The whole itinerary of one program, for spreadsheets."""
    return _itinerary_file(request, program, "csv")


@router.get(
    "/programs/{slug:program}/meetings.json",
    response={**MISSING, **UNFIT},
    tags=["Files"],
    openapi_extra=_sends(array="application/json"),
)
def program_meetings_json(request: HttpRequest, program: str) -> Any:
    """The whole itinerary of one program."""
    return _itinerary_file(request, program, "json")


def _itinerary_file(request: HttpRequest, program: str, form: str) -> HttpResponse:
    refuse_unknown(request)
    found = get_object_or_404(reading.programs(), slug=program)
    meetings = reading.meetings().filter(program=found)
    name = f"{found.slug}-meetings"
    return file(request, name, form, records=meetings, show=representations.meeting, columns=files.MEETINGS)


@router.get("/stops", response={200: schemas.Page[schemas.Stop], **UNFIT}, tags=["Programs"])
def list_stops(request: HttpRequest, asked: Query[parameters.StopsAsked], part: Query[Part]) -> Any:
    """Stops of public programs, in their order."""
    refuse_unknown(request, parameters.StopsAsked, Part)
    return page(request, asked.records(), part, representations.stop)


@router.get("/meetings", response={200: schemas.Page[schemas.Meeting], **UNFIT}, tags=["Meetings"])
def list_meetings(request: HttpRequest, asked: Query[parameters.MeetingsAsked], part: Query[Part]) -> Any:
    """Public meetings by day and time; those without a date come last."""
    refuse_unknown(request, parameters.MeetingsAsked, Part)
    return page(request, asked.records(), part, representations.meeting)


@router.get("/meetings/{uuid:uid}", response={200: schemas.Meeting, **MISSING}, tags=["Meetings"])
def get_meeting(request: HttpRequest, uid: UUID) -> Any:
    """One meeting."""
    return representations.meeting(get_object_or_404(reading.meetings(), uid=uid), request.build_absolute_uri)


@router.get("/changes", response={200: schemas.Page[schemas.Change], **UNFIT}, tags=["Meetings"])
def list_changes(request: HttpRequest, asked: Query[parameters.ChangesAsked], part: Query[Part]) -> Any:
    """What changed on itineraries, latest first."""
    refuse_unknown(request, parameters.ChangesAsked, Part)
    return page(request, asked.records(), part, representations.change)


# --- People, organizations, words ------------------------------------------------------------------


@router.get("/heroes", response={200: schemas.Page[schemas.Hero], **UNFIT}, tags=["Heroes"])
def list_heroes(request: HttpRequest, asked: Query[parameters.HeroesAsked], part: Query[Part]) -> Any:
    """Heroes as far as consent allows, by name; then those shown by country only."""
    refuse_unknown(request, parameters.HeroesAsked, Part)
    return page(request, asked.records(), part, _face)


@router.get("/heroes/{slug:hero}", response={200: schemas.HeroInFull, **MISSING}, tags=["Heroes"])
def get_hero(request: HttpRequest, hero: str) -> Any:
    """One hero with the public programs."""
    found = get_object_or_404(Hero.objects.public(), slug=hero)
    programs = list(reading.programs().filter(heroes=found))
    return representations.hero_in_full(found.public_profile, programs, request.build_absolute_uri)


@router.get(
    "/organizations", response={200: schemas.Page[schemas.Organization], **UNFIT}, tags=["Organizations"]
)
def list_organizations(
    request: HttpRequest, asked: Query[parameters.OrganizationsAsked], part: Query[Part]
) -> Any:
    """Organizations that something public refers to, by name."""
    refuse_unknown(request, parameters.OrganizationsAsked, Part)
    return page(request, asked.records(), part, representations.organization)


@router.get(
    "/organizations/{slug:organization}",
    response={200: schemas.Organization, **MISSING},
    tags=["Organizations"],
)
def get_organization(request: HttpRequest, organization: str) -> Any:
    """One organization."""
    found = get_object_or_404(Organization.objects.public(), slug=organization)
    return representations.organization(found, request.build_absolute_uri)


@router.get("/quotes", response={200: schemas.Page[schemas.Quote], **UNFIT}, tags=["Quotes"])
def list_quotes(request: HttpRequest, asked: Query[parameters.QuotesAsked], part: Query[Part]) -> Any:
    """Approved quotes, the featured first."""
    refuse_unknown(request, parameters.QuotesAsked, Part)
    return page(request, asked.records(), part, representations.quote)


# --- Whole lists as files --------------------------------------------------------------------------


@router.get(
    "/files/{noun}.{form}",
    response=UNFIT,
    tags=["Files"],
    openapi_extra=_sends(string="text/csv", array="application/json"),
)
def get_file(request: HttpRequest, noun: Noun, form: Form) -> Any:
    """A whole list: CSV for spreadsheets, JSON for programs."""
    refuse_unknown(request)
    records, show, columns = WHOLE[noun]
    return file(request, noun, form, records=records().records(), show=show, columns=columns)


WHOLE: dict[Noun, tuple[Any, Any, list[str]]] = {
    Noun.PROGRAMS: (parameters.ProgramsAsked, representations.program, files.PROGRAMS),
    Noun.STOPS: (parameters.StopsAsked, representations.stop, files.STOPS),
    Noun.MEETINGS: (parameters.MeetingsAsked, representations.meeting, files.MEETINGS),
    Noun.HEROES: (parameters.HeroesAsked, _face, files.HEROES),
    Noun.ORGANIZATIONS: (parameters.OrganizationsAsked, representations.organization, files.ORGANIZATIONS),
    Noun.QUOTES: (parameters.QuotesAsked, representations.quote, files.QUOTES),
    Noun.CHANGES: (parameters.ChangesAsked, representations.change, files.CHANGES),
}
