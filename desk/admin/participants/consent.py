"""The admin of the ledger of consent: rows are read, recorded on the hero's page, and revoked."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from desk.admin.base import OfficeAdmin, OfficeInline, ReadOnly, change_link
from desk.admin.keys import record_or_404
from desk.admin.participants import names_left
from desk.admin.wording import seen_as, state_of_consent
from participants import consent
from participants.models import Consent, Hero


def may_revoke(request: HttpRequest) -> bool:
    """Revoking is the one change that the ledger knows."""
    return bool(request.user.has_perm("participants.change_consent"))


def revoke_link(row: Consent) -> SafeString | str:
    """A link to the page that asks before revoking; a dash where nothing is left to revoke."""
    if row.pk is None or row.revoked_on is not None:
        return "–"
    url = reverse("admin:participants_consent_revoke", args=[row.pk])
    html = '<a class="office-revoke" href="{}">{}<span class="visually-hidden"> {}</span></a>'
    return format_html(html, url, gettext("Revoke"), row)


class StateFilter(admin.SimpleListFilter):
    """In force, expired, revoked or not yet begun, today."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("in_force", gettext("In force")),
            ("expired", gettext("Expired")),
            ("revoked", gettext("Revoked")),
            ("later", gettext("Not yet begun")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Consent]) -> QuerySet[Consent]:
        today = consent.today()
        revoked = Q(revoked_on__lte=today)
        standing = Q(revoked_on__isnull=True) | Q(revoked_on__gt=today)
        match self.value():
            case "in_force":
                return queryset.in_force()  # type: ignore[attr-defined]
            case "expired":
                return queryset.filter(standing, Q(expires_on__lt=today))
            case "revoked":
                return queryset.filter(revoked)
            case "later":
                return queryset.filter(standing, Q(given_on__gt=today))
        return queryset


@admin.register(Consent)
class ConsentAdmin(ReadOnly, OfficeAdmin):
    """The ledger, to read and to revoke from."""

    description = _(
        "The ledger of consent. A row is recorded on the hero's page and never edited or deleted: "
        "revoke it, and record a new one if needed."
    )
    list_display = ["hero", "scope", "basis", "state", "given_on", "expires_on", "revoked_on", "recorded_by"]
    list_filter = [StateFilter, "scope", "basis"]
    list_select_related = ["hero", "recorded_by"]
    search_fields = ["hero__name", "hero__sort_name", "hero__native_name", "reference"]
    date_hierarchy = "given_on"
    has_public_page = False
    actions = ["revoke_selected"]
    readonly_fields = [
        "hero_link", "scope", "basis", "reference", "state", "given_on", "expires_on", "revoked_on",
        "recorded_by", "recorded_at", "revoke",
    ]  # fmt: skip
    fields = tuple(readonly_fields)

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<int:key>/revoke/",
            self.admin_site.admin_view(self.revoke_view),
            name="participants_consent_revoke",
        )
        return [page, *super().get_urls()]

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Whether this officer may revoke; named for Django's `permissions` of actions."""
        return may_revoke(request)

    @admin.display(description=_("hero"))
    def hero_link(self, row: Consent) -> SafeString | str:
        """A link to the hero's page in the admin."""
        return change_link(row.hero)

    @admin.display(description=_("state"))
    def state(self, row: Consent) -> SafeString:
        """Whether the row is in force today (UTC), and if not, why."""
        return state_of_consent(row)

    @admin.display(description=_("action"))
    def revoke(self, row: Consent) -> SafeString | str:
        """A link to the page that asks before revoking; a dash for a row that was revoked."""
        return revoke_link(row)

    @admin.action(description=_("Revoke selected consents"), permissions=["revoke"])
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet[Consent]) -> HttpResponse | None:
        """Answer with the page that asks; once it is confirmed, revoke."""
        if request.POST.get("post"):
            self._revoke(request, list(queryset))
            return None
        return self._ask(request, list(queryset), in_bulk=True)

    def revoke_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """One consent: a page that asks, and the revocation itself by POST."""
        if not may_revoke(request):
            raise PermissionDenied
        row = record_or_404(Consent.objects.select_related("hero"), key)
        if request.method != "POST":
            return self._ask(request, [row])
        self._revoke(request, [row])
        return HttpResponseRedirect(reverse("admin:participants_hero_change", args=[row.hero_id]))

    def _ask(self, request: HttpRequest, rows: list[Consent], *, in_bulk: bool = False) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": ngettext("Revoke this consent?", "Revoke these consents?", len(rows)),
            "opts": self.opts,
            "rows": [row for row in rows if row.revoked_on is None],
            "revoked_before": [row for row in rows if row.revoked_on is not None],
            "hero": None if in_bulk else rows[0].hero,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/participants/consent/revoke.html", context)

    def _revoke(self, request: HttpRequest, rows: list[Consent]) -> None:
        """Revoke, note it in the history of the row and of its hero, and say what the public sees now."""

        def change(row: Consent) -> str:
            if row.revoked_on is not None:
                return gettext("revoked before")
            row.revoke()
            note = gettext("Revoked consent: %(row)s.") % {"row": row}
            self.log_change(request, row.hero, note)
            return ""

        with transaction.atomic():
            self.apply(request, rows, change, gettext("Revoked"))
        heroes = Hero.objects.filter(pk__in={row.hero_id for row in rows}).prefetch_related("consents")
        for hero in heroes:
            message = format_html(gettext("The public now sees of {}: {}"), hero, seen_as(hero))
            self.message_user(request, message, messages.INFO)
            names_left.tell(self, request, hero, always=True)


class ConsentInline(OfficeInline):
    """The ledger of one hero: rows to read, and one to add."""

    model = Consent
    extra = 1
    fields = ["scope", "basis", "reference", "given_on", "expires_on", "state", "recorded", "revoke"]
    readonly_fields = ["state", "recorded", "revoke"]
    verbose_name_plural = _("Consent (rows are added and revoked, never edited)")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Consent]:
        return super().get_queryset(request).select_related("recorded_by")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("state"))
    def state(self, row: Consent) -> SafeString | str:
        """Whether the row is in force today (UTC), and if not, why; a dash for the row to add."""
        return state_of_consent(row) if row.pk else "–"

    @admin.display(description=_("recorded by"))
    def recorded(self, row: Consent) -> str:
        """The officer who recorded this row; a dash where none is known."""
        return str(row.recorded_by or "–")

    @admin.display(description=_("action"))
    def revoke(self, row: Consent) -> SafeString | str:
        """A link to the page that asks before revoking; a dash for a row that was revoked."""
        return revoke_link(row)
