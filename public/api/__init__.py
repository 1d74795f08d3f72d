"""The read-only API: everything public, for scripts. Described at /api/ and in docs/api.md."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.operation import Operation

from public.api import problems
from public.api.endpoints import router
from public.api.files import RecordKind
from public.api.parameters import LIST_PARAMETERS
from public.api.schemas import Problem

DESCRIPTION = """Everything that is public here, for scripts: programs, their itineraries, the people who took
part as far as they agreed to be shown, and what they said. Read only, without a key, open to every site.

Records are named by slugs and identifiers. A slug that changed answers 301, or 410 if it was given up.
Unknown is null. Lists come in parts: follow `next`. Every answer has an `ETag`; send it back as
`If-None-Match` and get 304 while nothing has changed.
Consent can be revoked at any time: read again rather than keep copies of people's data."""


class Api(NinjaAPI):
    """The API; in its document, errors are problem details (RFC 9457) as they are sent."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name by which generated clients call it, wherever the function stands in our code."""
        return f"programs_api_endpoints_{operation.view_func.__name__}"

    def get_openapi_schema(self, **options: Any) -> Any:
        """The document as OpenAPI 3.1 has it (https://spec.openapis.org/oas/v3.1.0)."""
        document = super().get_openapi_schema(**options)
        for path in document["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 300 and "content" in response:
                        schema = {"$ref": "#/components/schemas/Problem"}
                        response["content"] = {problems.CONTENT_TYPE: {"schema": schema}}
        schemas = document["components"]["schemas"]
        # Each parameter is described where it is used; ninja lists the classes they are declared in as well.
        for parameters in LIST_PARAMETERS:
            del schemas[parameters.__name__]
        schemas["Problem"] = Problem.model_json_schema()
        return document


api = Api(
    title="IVLP itineraries",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("", router)
problems.register(api)


@api.get("/", include_in_schema=False, url_name="index")
def index(request: HttpRequest) -> Any:
    """The addresses of the lists, of the OpenAPI document and of its description for people."""
    absolute = request.build_absolute_uri
    return {
        **{kind: absolute(f"{request.path}{kind}") for kind in RecordKind},
        "openapi": absolute(f"{request.path}openapi.json"),
        "documentation": absolute("/api/"),
    }
