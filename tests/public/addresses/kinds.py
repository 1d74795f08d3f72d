"""One public record of each kind that has an address, with everything below the address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from common.addresses import digest
from participants.models import Hero, Organization
from programs.models import City, Program
from tests.factories import (
    CityFactory,
    HeroFactory,
    OrganizationFactory,
    ProgramFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    StopFactory,
    named_hero,
)

#: The old address of each record of `Kind.public`: it tells a name.
OLD = "visit-of-zainab-qadiri"


@dataclass(frozen=True)
class Kind:
    """A kind of record with an address of its own."""

    model: type[Any]
    folder: str  #: of its pages
    public: Callable[..., Any]
    private: Callable[..., Any]
    below: tuple[str, ...]  #: addresses below its own; {city} and {meeting} stand for those of a program
    api: tuple[str, ...] = ()

    def page(self, slug: str) -> str:
        """The address of its page in English."""
        return f"/{self.folder}/{slug}/"

    def hide(self, record: Any) -> None:
        """Make a public record one that nobody may know of."""
        if self.model is Program:
            Program.objects.filter(pk=record.pk).update(status="draft")
        elif self.model is Hero:
            record.consents.get(scope="identity").revoke()
        else:
            Program.objects.update(status="draft")

    def show(self, record: Any) -> None:
        """Undo `hide`."""
        Program.objects.update(status="published")


def _program(**facts: Any) -> Program:
    program: Program = PublicProgramFactory(**facts)
    PublicMeetingFactory(program=program, stop=StopFactory(program=program))
    return program


def _organization(**facts: Any) -> Organization:
    organization: Organization = OrganizationFactory(**facts)
    _program(agency=organization)
    return organization


def _city(**facts: Any) -> City:
    city: City = CityFactory(name="Nowhere", state="ND", **facts)
    StopFactory(program=PublicProgramFactory(), city=city)
    return city


def _hero(**facts: Any) -> Hero:
    return named_hero(PublicProgramFactory(), **facts)


PICTURE = "picture-fr.png"
KINDS = {
    "program": Kind(
        Program,
        "programs",
        _program,
        ProgramFactory,
        (
            "",
            PICTURE,
            "connections/",
            "changes/",
            "changes.atom",
            "calendar.ics",
            "{city}.ics",
            "meetings/{meeting}/",
            "meetings/{meeting}.ics",
            f"meetings/{{meeting}}/{PICTURE}",
        ),
        ("", "/meetings", "/meetings.csv", "/meetings.json"),
    ),
    "hero": Kind(
        Hero,
        "heroes",
        _hero,
        lambda **facts: HeroFactory(public_identity="named", **facts),
        ("", PICTURE, "photo.jpg", "calendar.ics"),
        ("",),
    ),
    "organization": Kind(
        Organization, "organizations", _organization, OrganizationFactory, ("", PICTURE), ("",)
    ),
    "city": Kind(
        City,
        "cities",
        _city,
        lambda **facts: CityFactory(name="Nowhere", state="ND", **facts),
        ("", PICTURE),
    ),
}


def rows_that_tell(word: str) -> list[str]:
    """The tables of the public apps that have a text with `word`, in clear."""
    tables = [
        table
        for table in connection.introspection.table_names()
        if table.startswith(("participants_", "programs_"))
    ]
    told = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own
            if any(word in str(value) for row in cursor.fetchall() for value in row):
                told.append(table)
    return told


def kept_of(record: Any) -> list[str]:
    """The old addresses of a record, "" for one that is forgotten, in the order they were left."""
    return list(record.old_addresses.order_by("pk").values_list("slug", flat=True))


def is_known(record: Any, slug: str) -> bool:
    return bool(record.old_addresses.filter(digest=digest(slug)).exists())
