"""What the API answers with. Unknown is null, never an empty text or a guess.

The docstrings of these classes are the descriptions in the OpenAPI document.

Records are named by slugs, and by the identifiers of meetings. Never by primary keys.
"""

from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from ninja import Field, Schema

Item = TypeVar("Item")

DAY = r"^\d{4}-\d{2}-\d{2}$"
DAY_OR_MONTH = r"^\d{4}-\d{2}(-\d{2})?$"


class Page(Schema, Generic[Item]):
    """A part of a list."""

    count: int = Field(description="How many there are in all.")
    limit: int
    offset: int
    next: str | None = Field(description="The address of the next part; null at the end.")
    previous: str | None = Field(description="The address of the part before; null at the start.")
    items: list[Item]


class Country(Schema):
    """A country."""

    code: str = Field(description="ISO 3166 alpha-2.", examples=["AL"])
    name: str


class Source(Schema):
    """Where a fact comes from."""

    title: str
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: str | None = Field(default=None, pattern=DAY)


class OrganizationName(Schema):
    """An organization, in short."""

    slug: str
    name: str
    url: str = Field(description="The page for readers.")


class ProgramName(Schema):
    """A program, in short."""

    slug: str
    title: str
    url: str = Field(description="The page for readers.")
    is_fictional: bool = Field(description="Invented, to try the site with. Never mixed with real records.")


class HeroName(Schema):
    """A hero as far as this person may be shown, in short."""

    slug: str
    named: bool = Field(description="False: this person is shown by country only.")
    label: str = Field(description="The name, or such as “A participant from Albania”.")
    country: Country | None
    url: str = Field(description="The page for readers.")


class MeetingName(Schema):
    """A meeting, in short."""

    uid: UUID
    title: str
    url: str = Field(description="The page for readers.")


class City(Schema):
    """A city in which a program stops."""

    slug: str
    name: str
    state: str | None = Field(description="Two letters (USPS).")
    time_zone: str = Field(description="IANA name.", examples=["America/Chicago"])
    latitude: float | None = Field(description="Degrees, north positive.")
    longitude: float | None = Field(description="Degrees, east positive.")
    url: str = Field(description="The page for readers.")


class Moment(Schema):
    """A point in time: the instant, and what the clocks in the city showed."""

    instant: datetime = Field(description="In UTC.", examples=["2021-08-03T15:00:00Z"])
    wall_time: str = Field(
        description="On the clocks of the city, without zone.", examples=["2021-08-03T10:00:00"]
    )
    utc_offset: str = Field(description="Of the city's clocks then.", examples=["-05:00"])
    time_zone: str = Field(description="IANA name.", examples=["America/Chicago"])
    city: str = Field(examples=["Minneapolis"])


class Stop(Schema):
    """A program's visit to a city, real or virtual. Named by its program and its city."""

    program: ProgramName
    city: City
    position: int = Field(description="1 is the first stop.")
    starts_on: str | None = Field(pattern=DAY_OR_MONTH, description="The day, or only the month.")
    ends_on: str | None = Field(pattern=DAY_OR_MONTH, description="The day, or only the month.")
    host: OrganizationName | None = Field(description="The Community-Based Member.")
    summary: str | None = Field(description="Markdown.")
    meeting_count: int = Field(description="Public meetings.")


class Program(ProgramName):
    """An exchange program."""

    program_type: str
    format: str
    theme: str | None
    summary: str | None
    description: str | None = Field(description="Markdown.")
    starts_on: str = Field(pattern=DAY_OR_MONTH, description="The first day, or only its month.")
    ends_on: str = Field(pattern=DAY_OR_MONTH, description="The last day, or only its month.")
    date_precision: str = Field(description="How exact the dates are: day or month.")
    participant_count: int | None = Field(
        description="The official number where it is public, else how many heroes are shown."
    )
    hashtags: str | None
    sponsor: str | None = Field(description="The office that asked for it.")
    agency: OrganizationName | None = Field(description="The National Program Agency.")
    cities: list[str] = Field(description="Slugs of the cities, in the order of the stops.")
    meeting_count: int = Field(description="Public meetings.")
    published_at: datetime
    updated_at: datetime


class ProgramInFull(Program):
    """An exchange program with its stops, heroes and sources."""

    stops: list[Stop]
    heroes: list[HeroName]
    sources: list[Source]


class Meeting(MeetingName):
    """One session of a program."""

    program: ProgramName
    kind: str
    format: str
    status: str = Field(description="confirmed or cancelled (RFC 5545).")
    status_note: str | None
    city: City | None = Field(description="Null for a national session.")
    date: str | None = Field(pattern=DAY, description="In the city. Null: not announced, or not public.")
    starts: Moment | None = Field(description="Null: the time is not announced, or not public.")
    ends: Moment | None
    location: str | None
    summary: str | None = Field(description="Markdown.")
    whole_group: bool | None = Field(
        description="True: all heroes of the program took part. Null: who took part is not public."
    )
    heroes: list[HeroName] = Field(description="Who took part, when not the whole group.")
    organizations: list[OrganizationName]
    interpretation: list[str] = Field(description="ISO 639 codes.")
    sequence: int = Field(description="The revision (RFC 5545).")
    updated_at: datetime


class Photo(Schema):
    """A photo, shown with consent. Do not keep copies: consent can be revoked."""

    url: str
    alt: str
    credit: str | None


class Hero(HeroName):
    """A participant, as far as consent allows. Of an anonymous one only the country is known."""

    name: str | None
    honorific: str | None
    native_name: str | None
    role: str | None
    organization: OrganizationName | None
    honor_year: int | None = Field(description="Year of the Trafficking in Persons Report.")
    citation: str | None = Field(description="Why honored. Markdown.")
    biography: str | None = Field(description="Markdown.")
    languages: list[str] = Field(description="ISO 639 codes.")
    photo: Photo | None
    source: Source | None
    is_fictional: bool = Field(description="Invented: takes part in fictional programs only.")


class HeroInFull(Hero):
    """A participant with the public programs."""

    programs: list[ProgramName]


class Organization(OrganizationName):
    """An organization that something public refers to."""

    short_name: str | None
    kind: str
    website: str | None
    description: str | None = Field(description="Markdown.")
    country: Country | None
    city: str | None
    source: Source | None
    is_fictional: bool = Field(description="Invented: only fictional programs refer to it.")


class Quote(Schema):
    """Something said, or put in other words."""

    text: str
    kind: str = Field(
        description="verbatim, fragment or paraphrase. Never set a paraphrase in quotation marks."
    )
    original_text: str | None
    original_language: str | None
    speaker: HeroName | None
    organization: OrganizationName | None
    program: ProgramName
    meeting: MeetingName | None
    context: str | None
    featured: bool
    source: Source


class Change(Schema):
    """What changed on an itinerary."""

    program: ProgramName
    meeting: UUID = Field(description="The identifier of the meeting. A removed one has no page any more.")
    kind: str = Field(description="added, moved, cancelled, restored, noted, edited or removed.")
    at: datetime
    sequence: int = Field(description="The revision of the meeting that this change made (RFC 5545).")
    note: str | None


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str | None = None
    errors: list[str] = Field(default=[], description="Which parameters do not fit, and why.")
