"""The addresses of the API. Each asks for public records, and shows them.

The docstrings of these functions are the descriptions in the OpenAPI document.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from common.links import Absolute
from participants.models import Hero, Organization
from public import reading
from public.api import files, representations, schemas
from public.api.files import FileFormat, RecordKind, file_of
from public.api.paging import PageParameters, page_of, refuse_unknown
from public.api.parameters import (
    ChangeParameters,
    HeroParameters,
    ItineraryParameters,
    MeetingParameters,
    OrganizationParameters,
    ProgramParameters,
    QuoteParameters,
    StopParameters,
    programs_in_full,
    stops_in_full,
)

router = Router()

MISSING: dict[int, type[schemas.Problem]] = dict.fromkeys((301, 404, 410), schemas.Problem)
UNFIT: dict[int, type[schemas.Problem]] = {422: schemas.Problem}


def _sends(**content_types: str) -> dict[str, Any]:
    """For the document: an answer that is a file."""
    content = {name: {"schema": {"type": kind}} for kind, name in content_types.items()}
    return {"responses": {200: {"description": "The file.", "content": content}}}


def _hero(hero: Hero, absolute: Absolute) -> schemas.Hero:
    return representations.hero(hero.public_profile, absolute)


# --- Programs and their itineraries ----------------------------------------------------------------


@router.get("/programs", response={200: schemas.Page[schemas.Program], **UNFIT}, tags=["Programs"])
def list_programs(
    request: HttpRequest, filters: Query[ProgramParameters], page: Query[PageParameters]
) -> Any:
    """Public programs, latest first."""
    refuse_unknown(request, filters, page)
    return page_of(request, filters.records(), page, representations.program)


@router.get("/programs/{slug:program}", response={200: schemas.ProgramInFull, **MISSING}, tags=["Programs"])
def get_program(request: HttpRequest, program: str) -> Any:
    """One program with its stops, heroes and sources."""
    record = get_object_or_404(programs_in_full().prefetch_related("sources"), slug=program)
    stops = stops_in_full().filter(program=record)
    profiles = reading.profiles(Hero.objects.filter(programs=record))
    return representations.program_in_full(record, stops, profiles, request.build_absolute_uri)


@router.get(
    "/programs/{slug:program}/meetings",
    response={200: schemas.Page[schemas.Meeting], **MISSING, **UNFIT},
    tags=["Programs"],
)
def list_meetings_of_program(
    request: HttpRequest, program: str, filters: Query[ItineraryParameters], page: Query[PageParameters]
) -> Any:
    """The itinerary of one program."""
    refuse_unknown(request, filters, page)
    record = get_object_or_404(reading.programs_for_pages(), slug=program)
    return page_of(request, filters.records().filter(program=record), page, representations.meeting)


@router.get(
    "/programs/{slug:program}/meetings.csv",
    response={**MISSING, **UNFIT},
    tags=["Files"],
    openapi_extra=_sends(string="text/csv"),
)
def program_meetings_csv(request: HttpRequest, program: str) -> Any:
    """The whole itinerary of one program, for spreadsheets."""
    return _itinerary_file(request, program, FileFormat.CSV)


@router.get(
    "/programs/{slug:program}/meetings.json",
    response={**MISSING, **UNFIT},
    tags=["Files"],
    openapi_extra=_sends(array="application/json"),
)
def program_meetings_json(request: HttpRequest, program: str) -> Any:
    """The whole itinerary of one program."""
    return _itinerary_file(request, program, FileFormat.JSON)


def _itinerary_file(request: HttpRequest, slug: str, file_format: FileFormat) -> HttpResponse:
    refuse_unknown(request)
    program = get_object_or_404(reading.programs_for_pages(), slug=slug)
    return file_of(
        request,
        f"{program.slug}-meetings",
        file_format,
        records=reading.meetings().filter(program=program),
        show=representations.meeting,
        columns=files.MEETINGS,
    )


@router.get("/stops", response={200: schemas.Page[schemas.Stop], **UNFIT}, tags=["Programs"])
def list_stops(request: HttpRequest, filters: Query[StopParameters], page: Query[PageParameters]) -> Any:
    """Stops of public programs, in their order."""
    refuse_unknown(request, filters, page)
    return page_of(request, filters.records(), page, representations.stop)


@router.get("/meetings", response={200: schemas.Page[schemas.Meeting], **UNFIT}, tags=["Meetings"])
def list_meetings(
    request: HttpRequest, filters: Query[MeetingParameters], page: Query[PageParameters]
) -> Any:
    """Public meetings by day and time; those without a date come last."""
    refuse_unknown(request, filters, page)
    return page_of(request, filters.records(), page, representations.meeting)


@router.get("/meetings/{uuid:uid}", response={200: schemas.Meeting, **MISSING}, tags=["Meetings"])
def get_meeting(request: HttpRequest, uid: UUID) -> Any:
    """One meeting."""
    return representations.meeting(get_object_or_404(reading.meetings(), uid=uid), request.build_absolute_uri)


@router.get("/changes", response={200: schemas.Page[schemas.Change], **UNFIT}, tags=["Meetings"])
def list_changes(request: HttpRequest, filters: Query[ChangeParameters], page: Query[PageParameters]) -> Any:
    """What changed on itineraries, latest first."""
    refuse_unknown(request, filters, page)
    return page_of(request, filters.records(), page, representations.change)


# --- People, organizations, quotes -----------------------------------------------------------------


@router.get("/heroes", response={200: schemas.Page[schemas.Hero], **UNFIT}, tags=["Heroes"])
def list_heroes(request: HttpRequest, filters: Query[HeroParameters], page: Query[PageParameters]) -> Any:
    """Heroes as far as consent allows, by name; then those shown by country only."""
    refuse_unknown(request, filters, page)
    return page_of(request, filters.records(), page, _hero)


@router.get("/heroes/{slug:hero}", response={200: schemas.HeroInFull, **MISSING}, tags=["Heroes"])
def get_hero(request: HttpRequest, hero: str) -> Any:
    """One hero with the public programs."""
    record = get_object_or_404(Hero.objects.public(), slug=hero)
    programs = list(reading.programs_for_pages().filter(heroes=record))
    return representations.hero_in_full(record.public_profile, programs, request.build_absolute_uri)


@router.get(
    "/organizations", response={200: schemas.Page[schemas.Organization], **UNFIT}, tags=["Organizations"]
)
def list_organizations(
    request: HttpRequest, filters: Query[OrganizationParameters], page: Query[PageParameters]
) -> Any:
    """Organizations that something public refers to, by name."""
    refuse_unknown(request, filters, page)
    return page_of(request, filters.records(), page, representations.organization)


@router.get(
    "/organizations/{slug:organization}",
    response={200: schemas.Organization, **MISSING},
    tags=["Organizations"],
)
def get_organization(request: HttpRequest, organization: str) -> Any:
    """One organization."""
    record = get_object_or_404(Organization.objects.public(), slug=organization)
    return representations.organization(record, request.build_absolute_uri)


@router.get("/quotes", response={200: schemas.Page[schemas.Quote], **UNFIT}, tags=["Quotes"])
def list_quotes(request: HttpRequest, filters: Query[QuoteParameters], page: Query[PageParameters]) -> Any:
    """Approved quotes, the featured first."""
    refuse_unknown(request, filters, page)
    return page_of(request, filters.records(), page, representations.quote)


# --- Whole lists as files --------------------------------------------------------------------------


@router.get(
    "/files/{noun}.{form}",
    response=UNFIT,
    tags=["Files"],
    openapi_extra=_sends(string="text/csv", array="application/json"),
)
def get_file(request: HttpRequest, noun: RecordKind, form: FileFormat) -> Any:
    """A whole list: CSV for spreadsheets, JSON for programs.

    In CSV, free text that a spreadsheet would run as a formula has an apostrophe before it; data has none.
    """
    refuse_unknown(request)
    filters, show, columns = WHOLE_LISTS[noun]
    return file_of(request, noun, form, records=filters().records(), show=show, columns=columns)


#: What a list can be asked with, how a record of it is shown, and the columns of its CSV.
WHOLE_LISTS: dict[RecordKind, tuple[Any, Any, list[str]]] = {
    RecordKind.PROGRAMS: (ProgramParameters, representations.program, files.PROGRAMS),
    RecordKind.STOPS: (StopParameters, representations.stop, files.STOPS),
    RecordKind.MEETINGS: (MeetingParameters, representations.meeting, files.MEETINGS),
    RecordKind.HEROES: (HeroParameters, _hero, files.HEROES),
    RecordKind.ORGANIZATIONS: (OrganizationParameters, representations.organization, files.ORGANIZATIONS),
    RecordKind.QUOTES: (QuoteParameters, representations.quote, files.QUOTES),
    RecordKind.CHANGES: (ChangeParameters, representations.change, files.CHANGES),
}
