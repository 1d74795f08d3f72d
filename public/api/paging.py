"""Lists: a part at a time, or whole as a file."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema
from ninja.errors import ValidationError
from pydantic import BeforeValidator, WithJsonSchema

from common.links import Absolute
from public.api import files

MOST = 100
FURTHEST = 100_000

SLUG = r"^[-a-zA-Z0-9_]*$"
#: Parameters that may be left out, but are never null: what is written in an address is text.
Slug = Annotated[str, Field(pattern=SLUG, max_length=80)]
Year = Annotated[
    int | None,
    Field(ge=1940, le=2100),
    WithJsonSchema({"type": "integer", "minimum": 1940, "maximum": 2100}),
]


def _day(value: object) -> date:
    """Only days as RFC 3339 writes them: left to itself, a number would count as seconds since 1970."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("not a day such as 2021-08-03")
    return date.fromisoformat(value)


Day = Annotated[date | None, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]


def one_of(values: Iterable[str]) -> Any:
    """A parameter that is one of these words, or left out."""
    words = list(values)
    pattern = "^(" + "|".join(["", *words]) + ")$"
    return Annotated[str, Field(pattern=pattern), WithJsonSchema({"type": "string", "enum": words})]


class Asked(Schema):
    """What a list can be asked for by words."""

    q: str = Field("", max_length=200, description="Words; the beginning of a word is enough.")


class Part(Schema):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=FURTHEST)


def page(
    request: HttpRequest,
    records: QuerySet[Any],
    part: Part,
    show: Callable[[Any, Absolute], Any],
) -> dict[str, Any]:
    """A part of `records`, how many there are in all, and where the next part is."""
    count = records.count()
    last = part.offset + part.limit
    absolute = request.build_absolute_uri
    return {
        "count": count,
        "limit": part.limit,
        "offset": part.offset,
        "next": _at(request, last) if last < count and last <= FURTHEST else None,
        "previous": _at(request, max(part.offset - part.limit, 0)) if part.offset else None,
        "items": [show(record, absolute) for record in records[part.offset : last]],
    }


def _at(request: HttpRequest, offset: int) -> str:
    query = {**request.GET.dict(), "offset": str(offset)}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")


def file(
    request: HttpRequest,
    name: str,
    form: str,
    *,
    records: QuerySet[Any],
    show: Callable[[Any, Absolute], Any],
    columns: list[str],
) -> HttpResponse:
    """All `records` as a file to keep: CSV for spreadsheets, JSON for programs."""
    items = (show(record, request.build_absolute_uri) for record in records)
    return files.as_csv(name, columns, items) if form == "csv" else files.as_json(name, items)


def refuse_unknown(request: HttpRequest, *known: type[Schema]) -> None:
    """Raise ValidationError for an unknown parameter: ignored, a misspelled one would give false data."""
    names = {field.alias or name for schema in known for name, field in schema.model_fields.items()}
    unknown = sorted(set(request.GET) - names)
    if unknown:
        raise ValidationError([{"loc": ("query", name), "msg": "unknown parameter"} for name in unknown])
