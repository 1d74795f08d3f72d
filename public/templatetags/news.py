"""Marks of what is new: {% load news %}"""

from django import template

from programs.models import Meeting
from public import news

register = template.Library()


@register.filter
def news_mark(meeting: Meeting) -> str:
    """ "New" or "Updated" for a week, else empty."""
    return news.mark(meeting)
