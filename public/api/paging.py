"""Lists in pages: which page is asked for, and the types of parameters that lists share."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.errors import ValidationError
from pydantic import BeforeValidator, WithJsonSchema

from common.links import Absolute
from common.models import FIRST_YEAR, LAST_YEAR
from public.search.folding import LONGEST_QUERY

#: The most records of a page, and the furthest record that a page may begin with.
MOST, FURTHEST = 100, 100_000

SLUG = r"^[-a-zA-Z0-9_]*$"
#: Parameters that may be left out, but are never null: what is written in an address is text.
Slug = Annotated[str, Field(pattern=SLUG, max_length=80)]
Year = Annotated[
    int | None,
    Field(ge=FIRST_YEAR, le=LAST_YEAR),
    WithJsonSchema({"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}),
]


def _day(value: object) -> date:
    """Only days as RFC 3339 writes them: left to itself, a number would count as seconds since 1970."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("not a day such as 2021-08-03")
    return date.fromisoformat(value)


Day = Annotated[date | None, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]


def one_of(values: Iterable[str]) -> Any:
    """The type of a parameter that is one of these values, or empty, which is as if it were left out."""
    choices = ["", *values]
    pattern = "^(" + "|".join(choices) + ")$"
    return Annotated[str, Field(pattern=pattern), WithJsonSchema({"type": "string", "enum": choices})]


class SearchParameters(Schema):
    """The parameter of every list that can be searched."""

    q: str = Field("", max_length=LONGEST_QUERY, description="Words; the beginning of a word is enough.")


class PageParameters(Schema):
    """Which page of a list: how many records at most, after how many others."""

    limit: int = Field(50, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=FURTHEST)


def page_of(
    request: HttpRequest,
    records: QuerySet[Any],
    page: PageParameters,
    show: Callable[[Any, Absolute], Any],
) -> dict[str, Any]:
    """The page of `records` in the form of `schemas.Page`: the count of all, the page's items, its neighbors.

    Two queries, and those for what `records` bring along.
    """
    count = records.count()
    end = page.offset + page.limit
    absolute = request.build_absolute_uri
    return {
        "count": count,
        "limit": page.limit,
        "offset": page.offset,
        "next": _at(request, end) if end < count and end <= FURTHEST else None,
        "previous": _at(request, max(page.offset - page.limit, 0)) if page.offset else None,
        "items": [show(record, absolute) for record in records[page.offset : end]],
    }


def _at(request: HttpRequest, offset: int) -> str:
    query = {**request.GET.dict(), "offset": str(offset)}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")


def refuse_unknown(request: HttpRequest, *known: Schema) -> None:
    """Raise ValidationError for a parameter that none of `known` has: ignored, a misspelled one misleads."""
    names = {field.alias or name for each in known for name, field in type(each).model_fields.items()}
    unknown = sorted(set(request.GET) - names)
    if unknown:
        raise ValidationError([{"loc": ("query", name), "msg": "unknown parameter"} for name in unknown])
