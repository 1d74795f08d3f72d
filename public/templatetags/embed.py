"""The lines that put an itinerary on another website: {% load embed %}"""

from django import template
from django.http import HttpRequest

from programs.models import Program
from public import embedding

register = template.Library()


@register.simple_tag
def embed_snippets(request: HttpRequest, program: Program) -> embedding.Snippets | None:
    """`{% embed_snippets request program as snippets %}`; None while no website may show it."""
    return embedding.snippets(request, program)
