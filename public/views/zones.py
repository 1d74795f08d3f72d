"""The list behind the search for a time zone."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from programs.models import City
from public.time_zones.directory import places


@require_safe
def time_zones(request: HttpRequest) -> JsonResponse:
    """Zones, places and countries in the reader's language. Asked for when someone starts to search."""
    return JsonResponse({"places": places(City.objects.public())}, json_dumps_params={"ensure_ascii": False})
