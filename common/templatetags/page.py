"""What every page may use: Markdown, titles and descriptions, links, languages.

{% load page %}
"""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.paginator import Page
from django.http import HttpRequest
from django.template import Context, RequestContext
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from common import links, page_languages, page_metadata
from common.letters.direction import comma, isolated, isolated_text
from common.markdown import to_html, to_line, to_lines
from common.site import site_facts

register = template.Library()
register.filter("isolated", isolated)
register.filter("isolated_text", isolated_text)
register.simple_tag(comma, name="comma")


@register.filter
def markdown(text: str | None, top_heading: int = 3) -> SafeString:
    """Markdown as safe HTML: `{{ program.description|markdown }}`, headings from h3 (or `|markdown:4`)."""
    return to_html(text or "", top_heading)


@register.filter
def plain(text: str | None) -> str:
    """The words of Markdown on one line: `{{ hero.biography|plain|truncatewords:30 }}`."""
    return to_line(text or "")


@register.filter
def plain_lines(text: str | None) -> str:
    """The words of Markdown with paragraphs and items of lists on lines of their own, for plain texts."""
    return to_lines(text or "")


@register.filter(is_safe=True)
def oneline(text: str) -> str:
    """`text` without line breaks: templates are laid out for people, titles and attributes are not."""
    return " ".join(text.split())


@register.simple_tag(takes_context=True)
def page_title(context: Context, title: str | None = None) -> str:
    """`{% block title %}{% page_title program.title %}{% endblock %}`; without words, what was said before.

    Remembering it lets the base template repeat the title for those who share the page.
    """
    memory = context.render_context
    if title is not None or "page_title" not in memory:
        memory["page_title"] = page_metadata.page_title(
            str(title or ""), site=str(site_facts()["name"]), filler=str(site_facts()["tagline"])
        )
    return str(memory["page_title"])


@register.simple_tag(takes_context=True)
def page_description(context: Context, *texts: str | None) -> str:
    """`{% page_description program.summary program.title %}`: the first text that says something.

    Texts may be Markdown. Later ones fill up a short one. Without texts, what was said before.
    """
    memory = context.render_context
    if texts or "page_description" not in memory:
        memory["page_description"] = page_metadata.page_description(
            *(to_line(str(text)) for text in texts if text), site=str(site_facts()["description"])
        )
    return str(memory["page_description"])


@register.simple_tag(takes_context=True)
def canonical_url(context: Context) -> str:
    """This page's own absolute address, without filters but with its page number; empty where unknown."""
    request: HttpRequest | None = context.get("request")
    return "" if request is None else _absolute(request, request.path)


def _absolute(request: HttpRequest, path: str) -> str:
    """The absolute address of a page with the page number asked for; empty where the host is not ours."""
    number = request.GET.get("page", "")
    query = f"?page={int(number)}" if number.isdecimal() and len(number) < 6 and int(number) > 1 else ""
    try:
        return request.build_absolute_uri(path + query)
    except DisallowedHost:
        return ""


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> list[tuple[str, str]]:
    """(language, absolute address) of this page in all languages, for search engines; "x-default" last.

    https://developers.google.com/search/docs/specialty/international/localized-versions
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    pairs = [(each.code, _absolute(request, each.path)) for each in page_languages.versions(request)]
    if len({address for _code, address in pairs}) < len(pairs):
        return []  # a private page, whose language is not in its path
    default = [("x-default", address) for code, address in pairs if code == settings.LANGUAGE_CODE]
    return [pair for pair in (*pairs, *default) if pair[1]]


@register.simple_tag(takes_context=True)
def versions(context: Context) -> list[page_languages.Version]:
    """This page in all languages, for readers; the same filters and zone stay chosen."""
    request: HttpRequest | None = context.get("request")
    return [] if request is None else page_languages.versions(request)


@register.simple_tag
def open_graph_languages() -> list[tuple[str, str]]:
    """("og:locale", this language), then ("og:locale:alternate", …) for the others."""
    current = translation.get_language()
    named = [
        (code, name) for code, name in page_languages.OPEN_GRAPH.items() if code in dict(settings.LANGUAGES)
    ]
    return [("og:locale", name) for code, name in named if code == current] + [
        ("og:locale:alternate", name) for code, name in named if code != current
    ]


@register.simple_tag
def in_english() -> SafeString:
    """Attributes of what officers wrote, in English, where the page is in another: `<p{% in_english %}>`."""
    if translation.get_language() == settings.LANGUAGE_CODE:
        return SafeString()
    return SafeString(' lang="en" dir="ltr"')


@register.simple_tag
def external(url: str, text: Any = "") -> SafeString:
    """A link to another site, marked when it leaves .gov and .mil: `{% external url text %}`."""
    return links.link(url, str(text))


@register.simple_tag
def crumbs(*titles_and_urls: Any) -> list[tuple[str, str]]:
    """`{% crumbs "Programs" "/programs/" program.title as trail %}` for components/breadcrumb.html."""
    parts = [str(part) for part in (*titles_and_urls, "")]
    return list(zip(parts[::2], parts[1::2], strict=False))


@register.simple_tag
def current(href: str, path: str | None) -> str:
    """For `aria-current` of a link to `href` on the page at `path`: "page" on its own page, "true" below it.

    All pages are below the home page, so that says nothing.
    """
    if path == href:
        return "page"
    return "true" if path and path.startswith(href) and href != reverse("home") else ""


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | str]:
    """The numbers that a pagination shows: the ends, this page and its neighbors, an ellipsis for gaps."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag(takes_context=True)
def webcal(context: RequestContext, path: str) -> str:
    """The address that calendar programs subscribe to: `{% webcal url as subscribe_url %}`.

    The scheme is custom and no standard; programs that know it ask over http or https.
    """
    return f"webcal://{context.request.get_host()}{path}"


@register.simple_tag(takes_context=True)
def calendar_ways(context: RequestContext, path: str, name: str) -> dict[str, str]:
    """Ways to subscribe where no program takes webcal addresses, as on Android.

    `google` and `outlook` are links to their pages for it, `address` is the plain address to copy.
    """
    address = context.request.build_absolute_uri(path)
    google = "https://calendar.google.com/calendar/r?" + urlencode({"cid": webcal(context, path)})
    outlook = "https://outlook.live.com/calendar/0/addfromweb?" + urlencode({"url": address, "name": name})
    return {
        "google": links.link(google, gettext("Google Calendar")),
        "outlook": links.link(outlook, gettext("Outlook.com")),
        "address": address,
    }
