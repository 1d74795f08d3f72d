"""Where a person's name still stands in texts that the public reads, or will read without another save.

Consent decides whether a hero is shown; it does not reach into what officers wrote. A name may stand in a
title, a translation, a quote, a source or an address, and is found there by every search engine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Model, Q, QuerySet
from django.utils.text import capfirst

from common.addresses import OldAddress
from participants.models import Hero, Organization, OrganizationAddress
from programs.models import (
    Change,
    City,
    CityAddress,
    Meeting,
    MeetingTranslation,
    Program,
    ProgramAddress,
    ProgramTranslation,
    Quote,
    Resource,
    Source,
    Stop,
    Takeaway,
)
from programs.planning.names import Finder, Found
from programs.publishing import PUBLIC_MEETING_STATUSES, public_program

#: The texts that officers write and the public reads, by model, in the order in which they are listed.
TEXTS: dict[type[Model], tuple[str, ...]] = {
    Program: ("title", "theme", "summary", "description", "hashtags", "sponsor", "slug"),
    ProgramTranslation: ("title", "summary", "description"),
    Stop: ("summary",),
    Meeting: ("title", "summary", "location", "status_note"),
    MeetingTranslation: ("title", "summary"),
    Change: ("note",),
    Quote: ("text", "original_text", "context"),
    Takeaway: ("text",),
    Resource: ("title", "description", "url"),
    Source: ("title", "author", "publisher", "url"),
    City: ("name", "slug"),
    Organization: ("name", "short_name", "description", "website", "source_title", "source_url", "slug"),
    # Addresses from before, which lead on.
    ProgramAddress: ("slug",),
    CityAddress: ("slug",),
    OrganizationAddress: ("slug",),
    # Of other heroes, what stands on their pages beside their own names.
    Hero: ("role", "citation", "biography", "photo_alt", "photo_credit", "source_title", "source_url"),
}


@dataclass(frozen=True)
class Left:
    """One text that tells a name: the record it belongs to, the name of its field, and the words found."""

    record: Model
    field: str
    found: Found

    @property
    def key(self) -> str:
        """The text among all texts: "programs.meeting:12:title"."""
        return f"{self.record._meta.label_lower}:{self.record.pk}:{self.field}"

    @property
    def what(self) -> str:
        """What text it is, for officers: "Title" or "Summary (es)"."""
        if isinstance(self.record, OldAddress):
            return capfirst(str(self.record._meta.verbose_name))
        label = capfirst(str(self.record._meta.get_field(self.field).verbose_name))  # type: ignore[union-attr]
        language = getattr(self.record, "language", "") or (
            getattr(self.record, "original_language", "") if self.field == "original_text" else ""
        )
        return f"{label} ({language})" if language else label

    @property
    def kind(self) -> str:
        """The kind of record in words, such as "Meeting"."""
        return capfirst(str(owner(self.record)._meta.verbose_name))


def finder(hero: Hero) -> Finder:
    """Finds the names of a hero: as written, in the person's script, and as sorted."""
    return Finder.of([hero.name, hero.native_name, hero.sort_name], [hero.honorific])


def names_left(hero: Hero) -> list[Left]:
    """The texts that tell the name of `hero`, whole names first.

    Reads every public text once, a table at a time: some fourteen queries, whatever the archive holds.
    """
    wanted = finder(hero)
    left = [
        Left(record, field, found)
        for model, fields in TEXTS.items()
        for record in _read(model, hero)
        for field in fields
        if (found := wanted.find(getattr(record, field) or ""))
    ]
    return sorted(left, key=lambda each: not each.found.whole)


def owner(record: Model) -> Model:
    """The record on whose page in the desk a text is edited: of a translation, what it translates."""
    if isinstance(record, ProgramTranslation | Stop):
        return record.program
    if isinstance(record, OldAddress):
        return cast(Model, record.owner)
    if isinstance(record, MeetingTranslation):
        return record.meeting
    return record


def _read(model: type[Model], hero: Hero) -> Iterator[Any]:
    """The rows of a table that are public, with what is needed to name them."""
    rows = public_rows(model).order_by("pk")
    if model is Hero:
        yield from filter(_is_named, rows.exclude(pk=hero.pk).iterator(chunk_size=500))
    else:
        yield from rows.iterator(chunk_size=500)


def public_rows(model: type[Model]) -> QuerySet[Any]:
    """The rows of a model in TEXTS that are public.

    A meeting under an embargo counts, and its translations: it becomes public by itself.
    """
    public = public_program("program__")
    meetings = Meeting.objects.filter(public, is_public=True, status__in=PUBLIC_MEETING_STATUSES)
    cases: dict[type[Model], QuerySet[Any]] = {
        ProgramTranslation: ProgramTranslation.objects.filter(public).select_related("program"),
        Stop: Stop.objects.public().select_related("program", "city"),
        Meeting: meetings.select_related("program"),
        MeetingTranslation: MeetingTranslation.objects.filter(meeting__in=meetings).select_related("meeting"),
        Change: Change.objects.filter(public, was_public=True).exclude(note=""),
        Source: _sources(),
    }
    manager: Any = model._default_manager
    if issubclass(model, OldAddress):
        owners = cast(Any, model).owner.field.related_model.objects.public()
        leading = manager.exclude(slug="").filter(owner__in=owners.order_by().values("pk"))
        return cast(QuerySet[Any], leading.select_related("owner"))
    return cases[model] if model in cases else manager.public()


def _is_named(other: Hero) -> bool:
    """Whether a public hero is named; what may not be shown of one is taken out of the copy in memory."""
    profile = other.public_profile
    if not profile.has_photo:
        other.photo_alt = other.photo_credit = ""
    other.biography = profile.biography
    return profile.named


def _sources() -> QuerySet[Source]:
    """Sources of public programs and of public quotes."""
    quoted = Quote.objects.public().values("source")
    return Source.objects.filter(
        Q(pk__in=Program.objects.public().values("sources")) | Q(pk__in=quoted.filter(source__isnull=False))
    )
