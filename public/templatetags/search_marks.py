"""Marks on what a search found: {% load search_marks %}"""

from django import template
from django.utils.safestring import SafeString

from public.search import folding

register = template.Library()


@register.filter
def marked(text: str, starts: tuple[str, ...]) -> SafeString:
    """`text` with the words that were found in `mark` elements: `{{ program.title|marked:starts }}`."""
    return folding.marked(str(text), starts)


@register.filter
def excerpt(text: str, starts: tuple[str, ...]) -> SafeString:
    """The part of `text` around what was found, with marks; empty if nothing was found in it."""
    return folding.excerpt(str(text), starts)
