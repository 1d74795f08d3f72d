"""Public data as files: CSV for spreadsheets (RFC 4180), JSON for programs.

CSV comes with a byte order mark: without it, spreadsheets take UTF-8 for something else and spoil every name
with an accent. Programs read it as "utf-8-sig", or take the JSON.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja.responses import NinjaJSONEncoder
from pydantic import BaseModel

from common.links import Absolute

#: What a spreadsheet would run as a formula (OWASP, CSV injection), after what it overlooks (spaces, breaks,
#: signs that are not seen), and again after what parts cells where the comma is a decimal sign.
FORMULA = re.compile(r"(^|[;,|\t\r\n])([\s\u200b-\u200f\u2060\ufeff\x00-\x1f]*)(?=[=+\-@＝＋－＠﹢﹣﹦﹫−])")
PARTING = set(";,|\t\r\n")
#: Columns that hold data and never what somebody wrote, by the last part of their path. They stay.
DATA = frozenset(
    [
        *(
            "at",
            "code",
            "date",
            "date_precision",
            "ends_on",
            "format",
            "honor_year",
            "instant",
            "interpretation",
        ),
        *("is_fictional", "kind", "languages", "latitude", "longitude", "meeting", "meeting_count", "named"),
        *("original_language", "participant_count", "position", "program_type", "published_at", "sequence"),
        *("slug", "starts_on", "state", "status", "time_zone", "uid", "updated_at", "url", "utc_offset"),
        *("wall_time", "website", "whole_group"),
    ]
)
BYTE_ORDER_MARK = "\ufeff"


class FileFormat(StrEnum):
    """The form of a file."""

    CSV = "csv"
    JSON = "json"


class RecordKind(StrEnum):
    """What there are files of."""

    PROGRAMS = "programs"
    STOPS = "stops"
    MEETINGS = "meetings"
    HEROES = "heroes"
    ORGANIZATIONS = "organizations"
    QUOTES = "quotes"
    CHANGES = "changes"


# Columns are paths into what the API shows; "*" takes each item of a list.
PROGRAMS = [
    "slug", "title", "url", "program_type", "format", "theme", "summary", "starts_on", "ends_on",
    "date_precision", "participant_count", "hashtags", "sponsor", "agency.name", "cities",
    "meeting_count", "is_fictional", "published_at", "updated_at",
]  # fmt: skip
STOPS = [
    "program.slug", "program.title", "city.slug", "city.name", "city.state", "city.time_zone",
    "city.latitude", "city.longitude", "position", "starts_on", "ends_on", "host.name", "meeting_count",
    "program.is_fictional",
]  # fmt: skip
MEETINGS = [
    "uid", "title", "url", "program.slug", "program.title", "kind", "format", "status", "status_note",
    "city.name", "city.state", "city.time_zone", "date", "starts.instant", "starts.wall_time",
    "starts.utc_offset", "ends.instant", "ends.wall_time", "location", "summary", "whole_group",
    "heroes.*.label", "organizations.*.name", "interpretation", "sequence", "program.is_fictional",
    "updated_at",
]  # fmt: skip
HEROES = [
    "slug", "url", "named", "label", "country.code", "country.name", "name", "honorific", "native_name",
    "role", "organization.name", "honor_year", "citation", "languages", "source.title", "source.url",
    "is_fictional",
]  # fmt: skip
ORGANIZATIONS = [
    "slug", "name", "short_name", "url", "kind", "website", "country.code", "country.name", "city",
    "source.title", "source.url", "is_fictional",
]  # fmt: skip
QUOTES = [
    "text", "kind", "original_text", "original_language", "speaker.label", "speaker.country.code",
    "organization.name", "program.slug", "program.title", "meeting.uid", "context", "source.title",
    "source.url", "program.is_fictional",
]  # fmt: skip
CHANGES = ["at", "program.slug", "meeting", "kind", "sequence", "note"]


def file_of(
    request: HttpRequest,
    name: str,
    file_format: FileFormat,
    *,
    records: QuerySet[Any],
    show: Callable[[Any, Absolute], BaseModel],
    columns: list[str],
) -> HttpResponse:
    """All `records` as a file called `name` with the ending of its format; `columns` are those of a CSV."""
    items = (show(record, request.build_absolute_uri) for record in records)
    return as_csv(name, columns, items) if file_format == FileFormat.CSV else as_json(name, items)


def as_csv(name: str, columns: list[str], items: Iterable[BaseModel]) -> HttpResponse:
    """A CSV file with a header. Unknown is an empty cell; the items of a list are joined by semicolons."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow(column.replace(".*", "").replace(".", "_") for column in columns)
    for item in items:
        data = _plain(item)
        writer.writerow(_cell_of(data, column) for column in columns)
    return _download(out.getvalue(), f"{name}.csv", "text/csv; charset=utf-8; header=present")


def as_json(name: str, items: Iterable[BaseModel]) -> HttpResponse:
    """A JSON file: the list of items as the API shows them."""
    data = [_plain(item) for item in items]
    return _download(json.dumps(data, ensure_ascii=False, indent=1), f"{name}.json", "application/json")


def _plain(item: BaseModel) -> Any:
    """An item exactly as the API sends it."""
    return json.loads(json.dumps(item.model_dump(), cls=NinjaJSONEncoder))


def value(data: Any, path: list[str]) -> Any:
    """What `data` holds at a path such as ["heroes", "*", "label"]; None where a part of it is null."""
    for number, step in enumerate(path):
        if data is None:
            return None
        if step == "*":
            return [value(each, path[number + 1 :]) for each in data]
        data = data[step]
    return data


def _cell_of(data: Any, column: str) -> str | int | float:
    path = column.split(".")
    return cell(value(data, path), is_data=path[-1] in DATA)


def cell(content: Any, *, is_data: bool = False) -> str | int | float:
    """A cell that no spreadsheet runs: free text that would be a formula gets an apostrophe before it.

    `is_data` is for columns that hold no free text, such as an offset of "-06:00": nothing is put before it.
    """
    if content is None:
        return ""
    if isinstance(content, bool):
        return "true" if content else "false"
    if isinstance(content, int | float):
        return content
    text = "; ".join(map(str, content)) if isinstance(content, list) else str(content)
    if is_data or not FORMULA.search(text):
        return text
    return "'" + FORMULA.sub(lambda match: f"{match[0]}'" if PARTING & set(match[0]) else match[0], text)


def _download(text: str, name: str, content_type: str) -> HttpResponse:
    return HttpResponse(
        text, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
