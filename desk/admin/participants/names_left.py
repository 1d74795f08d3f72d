"""Where a hero's name still stands in public texts: a page of the desk, and what messages say of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from desk.admin.base import change_link, officer_of, state
from participants.models import Hero
from participants.standing import standing
from programs.models import Change, Meeting
from programs.planning.names_left import Left, finder, names_left, owner
from programs.planning.withdrawal import consequence, take

#: More are not listed on the page or in a message: the first are dealt with first.
SHOWN, NAMED_IN_MESSAGE = 200, 10


@dataclass(frozen=True)
class Row:
    """One text on the page: where it stands, and what the officer may do about it."""

    left: Left
    where: SafeString | str
    consequence: str
    may_take: bool

    @property
    def address_page(self) -> str:
        """Where the address of the record is changed, for a text that is one."""
        record = owner(self.left.record)
        name = f"admin:{record._meta.app_label}_{record._meta.model_name}_address"
        return reverse(name, args=[record.pk])


def rows(request: HttpRequest, found: Iterable[Left]) -> list[Row]:
    """The texts as the page lists them; a record that the officer may not view is named by its kind alone."""
    return [
        Row(
            each,
            _where(request, each),
            consequence(each.record, each.field),
            _may(request, "change", each.record),
        )
        for each in found
    ]


def _where(request: HttpRequest, left: Left) -> SafeString | str:
    if not _may(request, "view", left.record):
        return gettext("A record that you may not open")
    return change_link(owner(left.record))


def _may(request: HttpRequest, action: str, record: Model) -> bool:
    """Whether the officer may do this to the record whose page holds the text; notes belong to meetings."""
    meta = Meeting._meta if isinstance(record, Change) and action == "change" else owner(record)._meta
    user: Any = request.user
    may = f"{meta.app_label}.{get_permission_codename(action, meta)}"
    return bool(user.has_perm(may) or (action == "view" and user.has_perm(may.replace("view", "change"))))


def take_from_view(request: HttpRequest, hero: Hero, key: str) -> str:
    """Take the text with this key from public view, and keep what it said in the history of its record.

    Returns what to tell the officer. All or nothing. Raises PermissionDenied for an officer who may not
    change that record.
    """
    left = next((each for each in names_left(hero) if each.key == key), None)
    if left is None:
        return gettext("That text was changed meanwhile. It is left as it is.")
    if not _may(request, "change", left.record):
        raise PermissionDenied
    with transaction.atomic():
        taken = take(key, finder(hero))
        if taken is None:
            return gettext("That text was changed meanwhile. It is left as it is.")
        note = gettext("Taken from public view, because it told a name: %(text)s. It said: %(said)s")
        officer: Any = officer_of(request)
        LogEntry.objects.log_actions(
            officer.pk,
            [owner(taken.record)],
            CHANGE,
            note % {"text": left.what, "said": taken.said},
            single_object=True,
        )
    return gettext("Taken from public view: %(kind)s “%(record)s”, %(text)s.") % {
        "kind": left.kind,
        "record": owner(taken.record),
        "text": left.what,
    }


def tell(model_admin: Any, request: HttpRequest, hero: Hero, *, always: bool = False) -> None:
    """Say as a warning how many public texts tell the name of `hero`, as long as there are any.

    Of one whom the public may see named, only with `always`: after a loss of consent, or a deletion.
    """
    if not always and is_named(hero):
        return
    count = len(names_left(hero))
    if count:
        model_admin.message_user(
            request, format_html("{} {}", count_of(count), page_link(hero)), messages.WARNING
        )


def tell_after_deletion(model_admin: Any, request: HttpRequest, name: str, found: list[Left]) -> None:
    """The same of a hero who is gone, with links to the records, since no page is left to list them."""
    if not found:
        return
    lines = [(row.left.kind, row.where, row.left.what) for row in rows(request, found[:NAMED_IN_MESSAGE])]
    links = format_html_join("; ", "{}: {}, {}", lines)
    more = " …" if len(found) > NAMED_IN_MESSAGE else ""
    text = format_html("{}: {} {}{}", name, count_of(len(found)), links, more)
    model_admin.message_user(request, text, messages.WARNING)


def checked(hero: Hero) -> SafeString:
    """For the hero's page: whether any public text tells the name."""
    count = len(names_left(hero))
    if not count:
        return state("good", gettext("In no public text"))
    return format_html("{} {}", state("bad", count_of(count)), page_link(hero))


def is_named(hero: Hero) -> bool:
    """Whether consent lets the public see the name."""
    return standing(hero, hero.consents.all()).identity == hero.PublicIdentity.NAMED


def count_of(count: int) -> str:
    """How many texts tell the name, as a sentence."""
    return ngettext(
        "The name still stands in %(count)d public text.",
        "The name still stands in %(count)d public texts.",
        count,
    ) % {"count": count}


def page_link(hero: Hero) -> SafeString:
    """A link to the page that lists them."""
    url = reverse("admin:participants_hero_names_left", args=[hero.pk])
    return format_html('<a href="{}">{}</a>', url, gettext("See where, and take it from public view"))
