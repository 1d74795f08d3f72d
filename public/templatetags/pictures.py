"""Pictures on other pages: {% load pictures %}"""

from typing import Any

from django import template

from programs.itinerary import Itinerary
from programs.models import Program
from public.pictures import month_strip as strips
from public.time_zones.chosen import ChosenZone

register = template.Library()


@register.inclusion_tag("public/pictures/month_strip.html")
def month_strip(program: Program, itinerary: Itinerary, zone: ChosenZone) -> dict[str, Any]:
    """`{% month_strip program itinerary zone %}`: the days at a glance; nothing where there are none."""
    return {"strip": strips.month_strip(program, itinerary), "zone": zone}
