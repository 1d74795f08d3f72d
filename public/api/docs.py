"""The documentation of the API, made from its own description (OpenAPI)."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe


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
    """How to read this site's data by script."""
    from public.api.endpoints import Noun

    operations, schemas = _described()
    by_tag = groupby(sorted(operations, key=lambda each: each.tag), key=lambda each: each.tag)
    context = {
        "tags": [(tag, list(group)) for tag, group in by_tag],
        "schemas": schemas,
        "nouns": list(Noun),
        "host": request.build_absolute_uri("/").rstrip("/"),
        "document": reverse("api:openapi-json"),
    }
    return render(request, "public/api/docs.html", context)


@cache
def _described() -> tuple[list[Operation], list[tuple[str, str, list[Value]]]]:
    """The addresses and the schemas of the API; they never change while the site runs."""
    from public.api import api

    document = api.get_openapi_schema(path_prefix="/api/v1/")
    operations = [_operation(path, methods["get"]) for path, methods in document["paths"].items()]
    schemas = [
        (name, schema.get("description", ""), _fields(schema))
        for name, schema in sorted(document["components"]["schemas"].items())
        if "properties" in schema and not name.startswith("Page_")
    ]
    return operations, schemas


def _operation(path: str, operation: dict[str, Any]) -> Operation:
    parameters = [
        Value(each["name"], _type(each["schema"]), each.get("description", ""))
        for each in operation["parameters"]
    ]
    content = operation["responses"][200]["content"]
    schema = next(iter(content.values()))["schema"]
    name = _reference(schema)
    return Operation(
        tag=operation["tags"][0],
        path=path,
        summary=operation.get("description", operation["summary"]),
        parameters=parameters,
        answer=name.removeprefix("Page_").removesuffix("_"),
        is_list=name.startswith("Page_"),
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
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    form = f" ({schema['format']})" if "format" in schema else ""
    return f"{schema.get('type', '')}{form}"
