"""What an address that is no longer in use answers: where it leads, or that it was given up."""

from django.http import HttpRequest
from django.urls import reverse

from common.addresses import Addressed, owner_by_old_address
from participants.models import Hero, Organization
from programs.models import City, Program

#: Whose address a part of a URL pattern is.
PARTS: dict[str, type[Addressed]] = {
    "program": Program,
    "program_slug": Program,
    "city_slug": City,
    "hero": Hero,
    "organization": Organization,
}
#: Whose address the part `slug` is, by the folder it is in.
FOLDERS: dict[str, type[Addressed]] = {
    "programs": Program,
    "heroes": Hero,
    "organizations": Organization,
    "cities": City,
}


def present_address(request: HttpRequest) -> str | None:
    """For a request that found nothing: where it finds it now, or "" if that address was given up.

    None for everything else: also for what had the address and is not public, of which nobody must hear. The
    rest of the address and the query stay as they are. One query for each record that the address names.
    """
    match = request.resolver_match
    if match is None:
        return None
    folder = next((FOLDERS[part] for part in match.route.split("/") if part in FOLDERS), None)
    names = dict(match.kwargs)
    for part, slug in match.kwargs.items():
        model = folder if part == "slug" else PARTS.get(part)
        found = owner_by_old_address(model, slug) if model else None
        if found and found[1]:
            return ""
        if found:
            names[part] = found[0].slug
    if names == match.kwargs:
        return None
    query = request.META.get("QUERY_STRING", "")
    return reverse(match.view_name, kwargs=names) + (f"?{query}" if query else "")
