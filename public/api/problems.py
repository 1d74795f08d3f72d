"""What went wrong, as problem details for machines (RFC 9457)."""

import json
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri
from ninja import NinjaAPI
from ninja.errors import ValidationError

from public.api.schemas import Problem
from public.moved import present_address

CONTENT_TYPE = "application/problem+json"


def problem(status: int, detail: str | None = None, errors: list[str] | None = None) -> HttpResponse:
    """The answer to a request that failed: problem details (RFC 9457), their title that of the status code.

    `detail` says what happened, `errors` which parameters do not fit; neither tells of what is not public.
    """
    body = Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=errors or [],
    )
    # What was asked is repeated: no reader, however careless, must take it for markup.
    text = json.dumps(body.model_dump()).replace("<", "\\u003c").replace(">", "\\u003e")
    return HttpResponse(text, status=status, content_type=CONTENT_TYPE)


def register(api: NinjaAPI) -> None:
    """Let the API answer so. Other failures are Django's to log; `cors` puts its answer into this form."""

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        address = present_address(request)
        if address == "":
            return problem(410, "This address was given up.")
        if address is not None:
            answer = problem(301, "What was at this address has moved.")
            answer["Location"] = iri_to_uri(address)
            return answer
        # Never why: what is not public must look like what never was.
        return problem(404, "There is nothing public at this address.")

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [f"{each['loc'][-1]}: {each['msg']}" for each in error.errors]
        return problem(422, "Some parameters do not fit.", errors)

    @api.exception_handler(Exception)
    def failed(request: HttpRequest, error: Exception) -> HttpResponse:
        raise error
