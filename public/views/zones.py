"""The search for a place and its time zone."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from programs.models import City
from public.time_zones.search import SHOWN_AT_MOST, find_places


@require_safe
def time_zones(request: HttpRequest) -> JsonResponse:
    """The first places that `?q=` names: [zone, label in the reader's language], and how many there are."""
    asked = request.GET.get("q", "").strip()
    found = find_places(asked, City.objects.public()) if asked else []
    answer = {"found": len(found), "places": [(place.zone, place.label) for place in found[:SHOWN_AT_MOST]]}
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
