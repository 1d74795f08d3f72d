"""Addresses for calendar programs: {% load calendars %}"""

from django import template
from django.http import HttpRequest

register = template.Library()


@register.simple_tag
def webcal(request: HttpRequest, path: str) -> str:
    """The address that calendar programs subscribe to: `{% webcal request url as subscribe_url %}`.

    The scheme is custom and no standard; programs that know it ask over http or https.
    """
    return f"webcal://{request.get_host()}{path}"
