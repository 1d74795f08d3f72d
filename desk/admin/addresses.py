"""The page that changes the address of a record, for all records that have one on the public site."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.widgets import AdminRadioSelect, AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.addresses import Addressed, change_address, digest
from common.slugs import free_slug, opaque_slug, plain_slug
from desk.admin.base import OfficeAdmin
from desk.admin.keys import record_or_404
from participants.models import Hero

#: How the addresses of heroes begin who are not named.
UNNAMED = "participant"
LEADS_ON, FORGOTTEN = "leads_on", "forgotten"


def proposed(record: Any) -> str:
    """The address that would be made of today's name or title; "" if it is the present one or was one."""
    text = getattr(record, "title", "") or record.name
    slug = plain_slug(text)
    if slug == record.slug or record.old_addresses.filter(digest=digest(slug)).exists():
        return ""
    fallback = UNNAMED if isinstance(record, Hero) else record._meta.model_name
    return free_slug(type(record), text, fallback=fallback)


def is_unnamed(record: Addressed) -> bool:
    """Whether it is a hero who is not shown by name, whose address is made of random letters."""
    return isinstance(record, Hero) and not record.keeps_old_addresses


class AddressForm(forms.Form):
    """The new address of a record, what becomes of the old one, and why."""

    new = forms.SlugField(
        label=_("New address"),
        max_length=80,
        required=False,
        widget=AdminTextInputWidget,
        help_text=_("Letters a to z, digits and hyphens. Proposed from today’s name; you may write another."),
    )
    old = forms.ChoiceField(
        label=_("The old address"),
        choices=[
            (LEADS_ON, _("leads to the new one. Links, calendars and feeds go on.")),
            (FORGOTTEN, _("tells a name, or what else it must not: it is forgotten, and leads nowhere.")),
        ],
        initial=LEADS_ON,
        widget=AdminRadioSelect,
    )
    older = forms.MultipleChoiceField(
        label=_("Older addresses to forget as well"), required=False, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=AdminTextInputWidget,
        help_text=_("Kept in the history of the record. Do not repeat what is to be forgotten."),
    )
    # What the officer saw: another may have changed it since.
    present = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, record: Addressed, *args: Any, **kwargs: Any) -> None:
        self.record = record
        super().__init__(*args, **kwargs)
        self.initial = {"new": proposed(record), "present": record.slug}
        if is_unnamed(record):
            del self.fields["new"]
        leading = record.old_addresses.exclude(slug="").order_by("slug")
        if not record.keeps_old_addresses:
            del self.fields["old"]
        if not leading:
            del self.fields["older"]
        else:
            self.fields["older"].choices = [(str(row.pk), row.slug) for row in leading]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse what would change nothing, and what another officer has changed since."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("present", self.record.slug) != self.record.slug:
            raise ValidationError(gettext("Somebody changed this address meanwhile. Look at it again."))
        if "new" in given and (given.get("old") == FORGOTTEN or not given.get("older")):
            if not given["new"]:
                self.add_error("new", gettext("Enter an address."))
            elif given["new"] == self.record.slug:
                self.add_error("new", gettext("This is the present address."))
        return given

    def save(self) -> str:
        """Change the address. Returns what happened, for the history. Raises ValidationError."""
        given = self.cleaned_data
        # Who only has older addresses forgotten may leave it empty.
        new = (given["new"] or self.record.slug) if "new" in given else opaque_slug(UNNAMED)
        forget = given.get("old") == FORGOTTEN
        is_new = new != self.record.slug
        change_address(self.record, new, forget_old=forget, forget=map(int, given.get("older", [])))
        done = []
        if is_new and "old" not in self.fields:
            done.append(gettext("Changed the address. The old one leads nowhere."))
        elif is_new and forget:
            done.append(gettext("Changed the address. The old one is forgotten."))
        elif is_new:
            done.append(gettext("Changed the address. The old one leads to it."))
        if given.get("older"):
            done.append(gettext("Older addresses are forgotten."))
        return " ".join(done)


class AddressAdmin(OfficeAdmin):
    """An admin whose records have an address of their own, which only the page for it changes."""

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<int:key>/address/",
            self.admin_site.admin_view(self.address_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_address",
        )
        return [page, *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of a record that is there, the address with a link instead of a field."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        return [(name, {**options, "fields": _linked(options["fields"])}) for name, options in fieldsets]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "address"]

    @staticmethod
    def address(record: Addressed) -> SafeString:
        """The address, with a link to the page that changes it."""
        url = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_address", args=[record.pk])
        return format_html('{} <a href="{}">{}</a>', record.slug, url, gettext("Change the address"))

    address.short_description = _("address")  # type: ignore[attr-defined]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The form; where another officer changed the address while it was saved, nothing is."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def address_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """The page that asks, and by POST the change itself. Raises PermissionDenied, Http404."""
        record: Any = record_or_404(self.model._default_manager.all(), key)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        form = AddressForm(record, data=request.POST if request.method == "POST" else None)
        if form.is_valid() and self._changed(request, record, form):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=[record.pk]))
        asked: list[Any] = [name for name in ("new", "old", "older", "why", "present") if name in form.fields]
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Change the address of %(record)s") % {"record": record},
            "opts": self.opts,
            "record": record,
            "is_unnamed": is_unnamed(record),
            "page": record.get_absolute_url(),
            "forgotten": record.old_addresses.filter(slug="").count(),
            "form": form,
            "fields": helpers.AdminForm(cast(Any, form), [(None, {"fields": asked})], {}),
        }
        return TemplateResponse(request, "admin/address.html", context)

    def _changed(self, request: HttpRequest, record: Any, form: AddressForm) -> bool:
        """Change the address and note it; False, with the mistake in the form, where it cannot be."""
        try:
            with transaction.atomic():
                done = form.save()
                reason = gettext("Reason: %(reason)s") % {"reason": form.cleaned_data["why"]}
                self.log_change(request, record, f"{done} {reason}")
        except ValidationError as error:
            form.add_error("new" if "new" in form.fields else None, error)
            return False
        self.message_user(request, done)
        return True


def _linked(fields: Any) -> Any:
    """Names of fields, some of them in lines of several, with "address" in the place of "slug"."""
    return [
        _linked(name) if isinstance(name, list | tuple) else "address" if name == "slug" else name
        for name in fields
    ]
