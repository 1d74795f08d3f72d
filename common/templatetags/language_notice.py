"""One notice for a page whose texts are not all in its language. {% load language_notice %}"""

import re

from django import template
from django.conf import settings
from django.template import Context
from django.template.base import Node, NodeList, Parser, Token
from django.utils.html import format_html
from django.utils.translation import get_language, gettext

register = template.Library()

_ENGLISH = re.compile(r"<[^>]* lang=\"en[\"-]")
#: Set by `programs.translated.Text` on what officers translated.
TRANSLATED = "data-translated"
_TRANSLATED = re.compile(rf"<[^>]* {TRANSLATED}\b")


class LanguageNotice(Node):
    """Its content, and before it what languages its texts are in, where that is not the page's alone."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        content = self.nodelist.render(context)
        said = notice(content)
        return format_html('<p class="language-notice">{}</p>{}', said, content) if said else content


def notice(content: str) -> str:
    """What to say of the languages of texts in HTML; "" where all are in the page's, as on English pages."""
    if get_language() == settings.LANGUAGE_CODE:
        return ""
    english, translated = bool(_ENGLISH.search(content)), bool(_TRANSLATED.search(content))
    if english and translated:
        return gettext("Some texts on this page were translated from English; others are in English only.")
    if english:
        return gettext("Some texts on this page are in English only.")
    return gettext("Some texts on this page were translated from English.") if translated else ""


@register.tag
def language_notice(parser: Parser, token: Token) -> LanguageNotice:
    """`{% language_notice %}…{% endlanguage_notice %}`, once in the frame of a page."""
    nodelist = parser.parse(("endlanguage_notice",))
    parser.delete_first_token()
    return LanguageNotice(nodelist)
