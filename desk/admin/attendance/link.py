"""The admin of private links: given, renewed and revoked here, and opened by their heroes only."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from attendance import links
from attendance.models import ItineraryLink
from common.letters.order import Alphabetical
from common.utc_days import today
from desk.admin.base import OfficeAdmin, ReadOnly, change_link, officer_of
from desk.admin.keys import record_or_404, record_or_none
from desk.admin.widgets import OfficeDateField
from desk.admin.wording import state_of_link
from participants.models import Hero


class LinkForm(forms.Form):
    """The hero who gets a new link, and the last day it works (UTC); none means until it is revoked."""

    hero = forms.ModelChoiceField(label=_("Hero"), queryset=Hero.objects.all())
    expires_on = OfficeDateField(
        label=_("Last day"),
        required=False,
        help_text=_("The last day it works, in UTC. Empty: until you revoke it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Here, since the order is that of the officer's language.
        self.fields["hero"].queryset = Hero.objects.order_by(Alphabetical("sort_name"), "pk")  # type: ignore[attr-defined]

    def clean_expires_on(self) -> Any:
        """A link that has ended before it is given helps nobody."""
        day = self.cleaned_data["expires_on"]
        if day is not None and day < today():
            raise forms.ValidationError(gettext("This day is over. Choose a later one, or leave it empty."))
        return day


class LinkStateFilter(admin.SimpleListFilter):
    """Links by whether they open a page now (`ItineraryLinkQuerySet.usable`)."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("usable", gettext("In use")),
            ("unopened", gettext("In use, never opened")),
            ("ended", gettext("Ended")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ItineraryLink]) -> QuerySet[ItineraryLink]:
        usable = ItineraryLink.objects.usable().values("pk")
        match self.value():
            case "usable":
                return queryset.filter(pk__in=usable)
            case "unopened":
                return queryset.filter(pk__in=usable, last_opened_at__isnull=True)
            case "ended":
                return queryset.exclude(pk__in=usable)
        return queryset


@admin.register(ItineraryLink)
class ItineraryLinkAdmin(ReadOnly, OfficeAdmin):
    """Links to look at, to give and to revoke; never to edit."""

    description = _(
        "The private addresses of heroes' itineraries. An address is shown once, when it is made; "
        "here it is named by a mark, which stands in logs too."
    )
    list_display = ["hero", "mark", "state", "created_at", "created_by", "expires_on", "last_opened_at"]
    list_filter = [LinkStateFilter]
    list_select_related = ["hero", "created_by"]
    search_fields = ["hero__name", "hero__sort_name", "hero__native_name", "digest__startswith"]
    has_public_page = False
    readonly_fields = [
        "hero_link", "mark", "state", "created_at", "created_by", "expires_on", "last_opened_at",
        "revoked_at", "revoked_by", "tools",
    ]  # fmt: skip
    fields = tuple(readonly_fields)

    def get_urls(self) -> list[URLPattern]:
        revoke = path(
            "<int:key>/revoke/",
            self.admin_site.admin_view(self.revoke_view),
            name="attendance_itinerarylink_revoke",
        )
        return [revoke, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("attendance.add_itinerarylink"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Asked when a hero is deleted, whose links go along; there is no page to delete a link alone."""
        return bool(request.user.has_perm("attendance.delete_itinerarylink"))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        raise PermissionDenied

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return super().change_view(request, object_id, form_url, {"show_delete": False})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Give a hero a new link. The answer to the form is the one page that ever shows the address."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        hero = _hero_asked(request)
        initial = {"hero": hero, "expires_on": links.usual_end(hero)}
        form = LinkForm(request.POST if request.method == "POST" else None, initial=initial)
        if not form.is_valid():
            return self._page(
                request,
                "add.html",
                title=gettext("New private link"),
                form=form,
                old=links.in_use(hero),
                hero=hero,
            )
        hero = form.cleaned_data["hero"]
        link, token = links.issue(hero, by=officer_of(request), expires_on=form.cleaned_data["expires_on"])
        note = gettext("New private link [%(mark)s].") % {"mark": link.mark}
        self.log_addition(request, link, note)
        self.log_change(request, hero, note)
        address = request.build_absolute_uri(reverse("my:itinerary", args=[token]))
        title = gettext("Private link for %(hero)s") % {"hero": hero}
        return self._page(request, "issued.html", title=title, hero=hero, link=link, address=address)

    def revoke_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """A page that asks, and the revocation itself by POST."""
        if not may_revoke(request):
            raise PermissionDenied
        link = record_or_404(ItineraryLink.objects.select_related("hero"), key)
        if request.method != "POST":
            return self._page(
                request, "revoke.html", title=gettext("Revoke this link?"), link=link, hero=link.hero
            )
        if links.revoke(link, by=officer_of(request)):
            note = gettext("Revoked private link [%(mark)s].") % {"mark": link.mark}
            self.log_change(request, link, note)
            self.log_change(request, link.hero, note)
            self.message_user(request, note, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:participants_hero_change", args=[link.hero_id]))

    def _page(self, request: HttpRequest, template: str, **context: Any) -> TemplateResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "site": settings.SITE}
        name = f"admin/attendance/itinerarylink/{template}"
        return TemplateResponse(request, name, {**shared, **context})

    @admin.display(description=_("hero"))
    def hero_link(self, link: ItineraryLink) -> SafeString | str:
        """A link to the hero's page in the admin."""
        return change_link(link.hero)

    @admin.display(description=_("mark"))
    def mark(self, link: ItineraryLink) -> str:
        """The eight digits that stand for it in logs."""
        return link.mark

    @admin.display(description=_("state"))
    def state(self, link: ItineraryLink) -> SafeString:
        """Whether it opens the page now, and if not, why."""
        return state_of_link(link)

    @admin.display(description=_("action"))
    def tools(self, link: ItineraryLink) -> SafeString | str:
        """What can still be done with it (see `link_tools`)."""
        return link_tools(link)


def may_revoke(request: HttpRequest) -> bool:
    """Revoking is the one change that links know."""
    return bool(request.user.has_perm("attendance.change_itinerarylink"))


def link_tools(link: ItineraryLink) -> SafeString | str:
    """What can still be done with a link: renew it, or revoke it; a dash for one that was revoked."""
    if link.revoked_at is not None:
        return "–"
    renew = f"{reverse('admin:attendance_itinerarylink_add')}?hero={link.hero_id}"
    revoke = reverse("admin:attendance_itinerarylink_revoke", args=[link.pk])
    return format_html(
        '<a href="{}">{}</a> <a class="office-revoke" href="{}">{}</a>',
        renew,
        gettext("Renew"),
        revoke,
        gettext("Revoke"),
    )


def _hero_asked(request: HttpRequest) -> Hero | None:
    return record_or_none(Hero.objects.all(), request.GET.get("hero"))
