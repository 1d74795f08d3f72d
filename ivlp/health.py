"""For the program that watches this server: does it live, and can it do its work?"""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ivlp.page_cache import generation


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of the database, so a slow database restarts nothing."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The process can do its work: 200 when the database answers and its triggers are in place, else 503.

    Without the triggers a page that was taken back could be served again from memory.
    """
    try:
        missing = generation.missing_triggers()
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    if missing:
        return HttpResponse(
            "run manage.py migrate: triggers are missing\n", status=503, content_type="text/plain"
        )
    return HttpResponse("ok\n", content_type="text/plain")
