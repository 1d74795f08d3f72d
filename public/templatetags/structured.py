"""What a page says to machines (JSON-LD): {% load structured %}

Each tag takes what the page shows already, and writes a script element that holds data: browsers do not run
it, so the content security policy stays as strict as it is.
"""

import json
from collections.abc import Iterable, Sequence

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from common.links import Absolute
from participants.models import Organization
from participants.public_profile import PublicProfile
from programs.itinerary import Entry, Itinerary
from programs.models import Program, Quote
from public import structured_data

register = template.Library()

#: Characters that could end the element or a line of a script.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def json_ld(things: Sequence[structured_data.Thing]) -> SafeString:
    """A script element with data; nothing for no things."""
    if not things:
        return SafeString("")
    data = json.dumps(
        {"@context": structured_data.CONTEXT, "@graph": things}, ensure_ascii=False, separators=(",", ":")
    )
    return mark_safe(  # noqa: S308 - nothing in it can end the element
        f'<script type="application/ld+json">{data.translate(_ESCAPES)}</script>'
    )


def _absolute(context: Context) -> Absolute:
    build: Absolute = context["request"].build_absolute_uri
    return build


@register.simple_tag(takes_context=True)
def program_data(
    context: Context,
    program: Program,
    itinerary: Itinerary,
    profiles: Sequence[PublicProfile],
    quotes: Iterable[Quote],
) -> SafeString:
    """For the page of a program: its meetings, heroes and quotes; nothing of a fictional one."""
    return json_ld(structured_data.program(program, itinerary, profiles, quotes, _absolute(context)))


@register.simple_tag(takes_context=True)
def meeting_data(context: Context, entry: Entry, quotes: Iterable[Quote]) -> SafeString:
    """For the page of a meeting: who met, and what was said; nothing of a fictional program."""
    return json_ld(structured_data.meeting(entry, quotes, _absolute(context)))


@register.simple_tag(takes_context=True)
def hero_data(context: Context, profile: PublicProfile) -> SafeString:
    """For the page of a hero who is named, and not invented."""
    person = structured_data.person(profile, _absolute(context))
    return json_ld([person] if person and not profile.is_fictional else [])


@register.simple_tag(takes_context=True)
def organization_data(context: Context, organization: Organization) -> SafeString:
    """For the page of an organization, unless it is invented: its names, website and address."""
    if organization.is_fictional:
        return json_ld([])
    return json_ld([structured_data.organization(organization, _absolute(context))])


@register.simple_tag(takes_context=True)
def quotes_data(context: Context, quotes: Iterable[Quote]) -> SafeString:
    """For the list of quotes; paraphrases and quotes of fictional programs are left out."""
    return json_ld(structured_data.quotations(quotes, _absolute(context)))
