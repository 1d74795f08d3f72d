"""The documentation of the API, made from its own description (OpenAPI)."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from public.api import api
from public.api.files import RecordKind
from public.api.schemas import Page


@dataclass(frozen=True)
class Value:
    """A parameter or a field: its name, type and meaning."""

    name: str
    type: str
    description: str
    refers_to: str = ""  #: the name of a schema on this page


@dataclass(frozen=True)
class Operation:
    """One address and what it answers with."""

    tag: str
    path: str
    summary: str
    parameters: list[Value]
    answer: str  #: the name of a schema on this page; empty for a file
    is_list: bool  #: whether it answers with a part of a list of these
    content_types: list[str]

    @property
    def can_be_tried(self) -> bool:
        """Whether the address works as it stands, without a name to fill in."""
        return "{" not in self.path


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """The page that describes every address, parameter and field of the API."""
    operations, schemas = _described()
    by_tag = groupby(sorted(operations, key=lambda each: each.tag), key=lambda each: each.tag)
    context = {
        "tags": [(tag, list(group)) for tag, group in by_tag],
        "schemas": schemas,
        "record_kinds": list(RecordKind),
        "host": request.build_absolute_uri("/").rstrip("/"),
        "document": reverse("api:openapi-json"),
    }
    return render(request, "public/api/docs.html", context)


@cache
def _described() -> tuple[list[Operation], list[tuple[str, str, list[Value]]]]:
    """The addresses and the schemas of the API; they never change while the site runs."""
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    components = document["components"]["schemas"]
    operations = [_operation(path, methods["get"], components) for path, methods in document["paths"].items()]
    schemas = [
        (name, schema.get("description", ""), _fields(schema))
        for name, schema in sorted(components.items())
        if "properties" in schema and not _is_page(schema)
    ]
    return operations, schemas


def _is_page(schema: dict[str, Any]) -> bool:
    """Whether it is a page of a list, whatever its items are."""
    return schema.get("properties", {}).keys() == Page.model_fields.keys()


def _operation(path: str, operation: dict[str, Any], components: dict[str, Any]) -> Operation:
    parameters = [
        Value(each["name"], _type(each["schema"]), each.get("description", ""))
        for each in operation["parameters"]
    ]
    content = operation["responses"][200]["content"]
    schema = next(iter(content.values()))["schema"]
    answer = _reference(schema)
    is_list = bool(answer) and _is_page(components[answer])
    if is_list:
        answer = _reference(components[answer]["properties"]["items"])
    return Operation(
        tag=operation["tags"][0],
        path=path,
        summary=operation.get("description", operation["summary"]),
        parameters=parameters,
        answer=answer,
        is_list=is_list,
        content_types=list(content),
    )


def _fields(schema: dict[str, Any]) -> list[Value]:
    return [
        Value(name, _type(field), field.get("description", ""), _reference(field))
        for name, field in schema["properties"].items()
    ]


def _reference(schema: dict[str, Any]) -> str:
    """The name of the schema that a field refers to, alone, in a list, or unless it is null."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    inner = [schema["items"]] if "items" in schema else schema.get("anyOf", [])
    return next(filter(None, map(_reference, inner)), "")


def _type(schema: dict[str, Any]) -> str:
    """A type in a few words, such as "string (date), or null"."""
    if "anyOf" in schema:
        return ", or ".join(_type(each) for each in schema["anyOf"])
    if "$ref" in schema:
        return _reference(schema)
    if "enum" in schema:
        return " | ".join(filter(None, map(str, schema["enum"])))
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    form = f" ({schema['format']})" if "format" in schema else ""
    return f"{schema.get('type', '')}{form}"
