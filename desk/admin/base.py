"""What all pages of the admin share: forms, lists, and answers to nonsense."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters
from django.contrib.admin.utils import lookup_spawns_duplicates
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.db import DataError, models
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseInlineFormSet, Field
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from common.letters.order import alphabetically
from common.models import LongText
from desk.admin.keys import is_key
from desk.admin.widgets import (
    Autocomplete,
    AutocompleteMultiple,
    OfficeDateField,
    OfficeDateTimeField,
    SafeModelMultipleChoiceField,
    SplitDateTimeInput,
    name_for_screen_readers,
)
from desk.admin.widgets import DateInput as OfficeDateInput
from public.search.folding import beginnings, ways
from public.search.text_search import Folded

#: Searches are cut here: SQLite refuses very long patterns.
SEARCH_LIMIT = 200


def count_of(related: type[models.Model], to: str) -> Coalesce:
    """For annotations: how many rows of `related` point at the row through their field `to`.

    A subquery, so that several counts in one list neither multiply rows nor cost a query for each row.
    """
    rows = related._default_manager.order_by().filter(**{to: OuterRef("pk")})
    counted = rows.annotate(of=F(to)).values("of").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def link(url: str, text: Any) -> SafeString:
    """An HTML link with a text, which is escaped."""
    return format_html('<a href="{}">{}</a>', url, text)


def change_link(record: models.Model | None) -> SafeString | str:
    """A link to a record's page in the admin; a dash for none."""
    if record is None:
        return "–"
    meta = record._meta
    return link(reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk]), record)


def state(kind: str, text: Any) -> SafeString:
    """A state in words; `kind` (good, wait, off, bad) only gives it a color."""
    return format_html('<span class="office-state office-{}">{}</span>', kind, text)


def officer_of(request: HttpRequest) -> User | None:
    """The account of whoever sent the request, for fields that note who did something; None if nobody's."""
    return request.user if isinstance(request.user, User) else None


class OfficeForms(BaseModelAdmin):
    """Fields and widgets, for pages and inlines alike."""

    formfield_overrides = {
        LongText: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
        models.DateField: {"form_class": OfficeDateField, "widget": OfficeDateInput},
        models.DateTimeField: {"form_class": OfficeDateTimeField, "widget": SplitDateTimeInput},
    }

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, OfficeDateTimeField):
            widget: Any = field.widget
            name_for_screen_readers(widget, capfirst(str(field.label)))
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Records are deleted and looked at on their own pages; fewer buttons beside each field.
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Autocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", SafeModelMultipleChoiceField)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", AutocompleteMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class OfficeFormSet(BaseInlineFormSet):
    """Rows whose every input has a name for a screen reader, and whose chosen records cost no query."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for name, field in form.fields.items():
            label = capfirst(str(field.label or name))
            if field.help_text:  # shown in the heading of the column, which an input cannot refer to
                label = f"{label} ({field.help_text})"
            name_for_screen_readers(field.widget, label)
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, Autocomplete):
                cached = form.instance._state.fields_cache.get(name)
                widget.known = (cached,) if cached else ()


class OfficeInline(OfficeForms, admin.TabularInline):
    """A compact table of rows inside another record's page."""

    formset = OfficeFormSet

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = False
        return field


class OfficeChangeList(ChangeList):
    """A list that says in a sentence what it is limited to."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """As Django's, with words in the order of the officer's language."""
        return alphabetically(self.model, super().get_ordering(request, queryset))

    def active_filters(self) -> Iterable[dict[str, Any]]:
        """`title`, `value` and the query string `without` it, for each filter in force."""
        if self.query:
            without = self.get_query_string({SEARCH_VAR: None})
            yield {"title": gettext("search"), "value": self.query, "without": without}
        dates = [self.params.get(f"{self.date_hierarchy}__{part}") for part in ("year", "month", "day")]
        if any(dates):
            without = self.get_query_string(remove=[f"{self.date_hierarchy}__"])
            yield {"title": gettext("date"), "value": "-".join(filter(None, dates)), "without": without}
        for spec in self.filter_specs:
            every, *choices = spec.choices(self)
            for choice in choices:
                if choice["selected"]:
                    without = str(every["query_string"])
                    yield {"title": spec.title, "value": choice["display"], "without": without}


class OfficeAdmin(OfficeForms, admin.ModelAdmin):
    """The base of all pages here: a list that explains itself, and that no nonsense in an address breaks."""

    #: One or two sentences above the list: what this table is.
    description: str | Promise = ""
    #: Whether the record has an address of its own on the public site.
    has_public_page = True
    list_per_page = 50
    empty_value_display = "–"

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """As Django's, with words in the order of the officer's language: for lists and for choices."""
        return alphabetically(self.model, super().get_ordering(request) or self.opts.ordering or [])

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return OfficeChangeList

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The list; an address that the database cannot make sense of leads back to the whole list."""
        if any("\x00" in value for values in request.GET.lists() for value in (values[0], *values[1])):
            raise IncorrectLookupParameters("null character")
        try:
            return super().get_changelist_instance(request)
        except (DataError, OverflowError, ValueError) as error:
            raise IncorrectLookupParameters(str(error)) from error

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        title = capfirst(str(self.opts.verbose_name_plural))
        context = {"title": title, "description": self.description, **(extra_context or {})}
        return super().changelist_view(request, context)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any
    ) -> HttpResponse | None:
        if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            self.message_user(request, gettext("These rows do not exist."), messages.ERROR)
            return None
        return super().response_action(request, queryset, *args)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What would go, and what stands in the way, which is the reason given before any permission."""
        to_delete, counts, missing_permissions, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, set() if protected else missing_permissions, protected

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Rows that have each word in one of `search_fields`; what letters are is the public search's rule.

        Lists and autocompletes find "Inés Álvarez Nguyễn" by "ines" and by "nguyen".
        """
        fields = [name.lstrip("^=@").removesuffix("__startswith") for name in self.get_search_fields(request)]
        starts = beginnings(search_term[:SEARCH_LIMIT])
        if not fields or not search_term.strip():
            return queryset, False
        if not starts:  # signs alone are no words
            return queryset.none(), False
        folded = {f"folded_{number}": Folded(models.F(name)) for number, name in enumerate(fields)}
        queryset = queryset.alias(**folded)
        for start in starts:
            whole, parts = ways(start)
            found = models.Q()
            for name in folded:
                apart = models.Q(*(models.Q(**{f"{name}__contains": part}) for part in parts))
                found |= models.Q(**{f"{name}__contains": whole}) | apart
            queryset = queryset.filter(found)
        return queryset, any(lookup_spawns_duplicates(self.opts, name) for name in fields)

    def view_on_site(self, obj: Any) -> str | None:
        """Where the public sees the record, as it is stored: a form with mistakes may hold no address."""
        if not self.has_public_page:
            return None
        manager: Any = type(obj)._default_manager
        stored = manager.public().filter(pk=obj.pk).first()
        return str(stored.get_absolute_url()) if stored else None

    def apply(
        self, request: HttpRequest, rows: Iterable[models.Model], change: Callable[[Any], str], note: str
    ) -> None:
        """Do `change` to each row, note it in its history, and tell the officer.

        `change` returns why a row is left as it is, or "" when it was changed. `note` says what was done
        to a row, for its history.
        """
        done, skipped = 0, []
        for row in rows:
            why_not = change(row)
            if why_not:
                skipped.append(f"{row}: {why_not}")
            else:
                self.log_change(request, row, note)
                done += 1
        if done:
            text = ngettext("%(words)s: %(count)d record.", "%(words)s: %(count)d records.", done)
            self.message_user(request, text % {"words": note, "count": done}, messages.SUCCESS)
        for reason in skipped:
            self.message_user(request, gettext("Left as it is: %s.") % reason.rstrip("."), messages.WARNING)


class ReadOnly(admin.ModelAdmin):
    """Nothing is added, changed or deleted here, whatever the officer's permissions."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False
