"""The admin of heroes: who they are, and what the public sees of them and why."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.dateformat import format as date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from attendance.links import in_use
from desk.admin.addresses import AddressAdmin
from desk.admin.attendance.link import link_tools
from desk.admin.base import link as link_to
from desk.admin.base import officer_of, state
from desk.admin.keys import record_or_404
from desk.admin.participants import names_left
from desk.admin.participants.consent import ConsentInline
from desk.admin.widgets import PhotoInput, ZoneInput
from desk.admin.wording import annotate_references, seen_as, state_of_link
from participants.models import Consent, Hero
from programs.planning import exposure


class HeroForm(forms.ModelForm):
    """A hero; the photo is shown through a page for staff, since photos have no address of their own."""

    class Meta:
        widgets = {"photo": PhotoInput, "time_zone": ZoneInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.photo and "photo" in self.fields:
            self.fields["photo"].widget.preview = reverse(
                "admin:participants_hero_photo", args=[self.instance.pk]
            )


class SeenAsFilter(admin.SimpleListFilter):
    """Heroes by what their record and the consents in force today let the public see."""

    title = _("what the public may see")
    parameter_name = "seen"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            (Hero.PublicIdentity.NAMED, gettext("Named, with consent")),
            ("no_consent", gettext("Set to named, but without consent")),
            (Hero.PublicIdentity.ANONYMOUS, gettext("Anonymous")),
            (Hero.PublicIdentity.WITHHELD, gettext("Set to withheld")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Hero]) -> QuerySet[Hero]:
        consented = Q(
            Exists(Consent.objects.in_force().filter(hero=OuterRef("pk"), scope=Consent.Scope.IDENTITY))
        )
        match self.value():
            case Hero.PublicIdentity.NAMED:
                return queryset.filter(consented, public_identity=Hero.PublicIdentity.NAMED)
            case "no_consent":
                return queryset.filter(~consented, public_identity=Hero.PublicIdentity.NAMED)
            case Hero.PublicIdentity.ANONYMOUS | Hero.PublicIdentity.WITHHELD as wanted:
                return queryset.filter(public_identity=wanted)
        return queryset


@admin.register(Hero)
class HeroAdmin(AddressAdmin):
    """Participants, and the ledger of each one's consent."""

    form = HeroForm
    description = _(
        "The participants. Nothing of a hero is public unless the record allows it, consent for it "
        "is in force, and the hero takes part in a public program."
    )
    list_display = ["full_name", "seen_as", "in_public_program", "country", "organization"]
    list_filter = [SeenAsFilter, "honor_year"]
    list_select_related = ["organization"]
    search_fields = ["name", "native_name", "sort_name", "organization__name", "country"]
    autocomplete_fields = ["organization"]
    readonly_fields = ["seen_as", "in_public_program", "stands_out", "told", "private_link"]
    inlines = [ConsentInline]
    fieldsets = [
        (
            _("What the public sees"),
            {"fields": ["public_identity", ("seen_as", "in_public_program")]},
        ),
        (
            _("Person"),
            {
                "fields": [
                    ("honorific", "name"),
                    ("native_name", "sort_name"),
                    ("country", "languages"),
                    "role",
                    "organization",
                    ("honor_year", "slug"),
                    "citation",
                    "biography",
                    ("source_title", "source_url"),
                ]
            },
        ),
        (_("Photo"), {"fields": ["photo", "photo_alt", "photo_credit"]}),
        (
            _("Private: never shown to the public"),
            {"fields": [("email", "time_zone"), "internal_notes"]},
        ),
    ]

    def get_urls(self) -> list[URLPattern]:
        photo = path(
            "<int:key>/photo/", self.admin_site.admin_view(self.photo_view), name="participants_hero_photo"
        )
        left = path(
            "<int:key>/names-left/",
            self.admin_site.admin_view(self.names_left_view),
            name="participants_hero_names_left",
        )
        return [photo, left, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Hero]:
        return annotate_references(super().get_queryset(request)).prefetch_related("consents")

    def get_fieldsets(self, request: HttpRequest, obj: Hero | None = None) -> Any:
        """What matters for those who are not named, and only for them; links are not for every officer."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj is None:
            return fieldsets
        checks = ["stands_out"] if obj.public_identity == Hero.PublicIdentity.ANONYMOUS else []
        if not names_left.is_named(obj):
            checks.append("told")
        (name, options), *others = fieldsets
        fieldsets = [(name, {**options, "fields": [*options["fields"], *checks]}), *others]
        if request.user.has_perm("attendance.view_itinerarylink"):
            fieldsets.append((gettext("Private itinerary"), {"fields": ["private_link"]}))
        return fieldsets

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for warning in exposure.warnings(form.instance):
            self.message_user(request, warning, messages.WARNING)
        names_left.tell(self, request, form.instance)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """The page that asks also lists the texts that would go on telling the name."""
        hero = self.get_object(request, object_id) if request.method == "GET" else None
        told = names_left.rows(request, names_left.names_left(hero)) if hero else []
        return super().delete_view(request, object_id, {**(extra_context or {}), "told": told})

    def delete_model(self, request: HttpRequest, obj: Hero) -> None:
        found = names_left.names_left(obj)
        super().delete_model(request, obj)
        names_left.tell_after_deletion(self, request, str(obj), found)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Hero]) -> None:
        found = [(str(hero), names_left.names_left(hero)) for hero in queryset]
        super().delete_queryset(request, queryset)
        for name, texts in found:
            names_left.tell_after_deletion(self, request, name, texts)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """New rows of the ledger say who recorded them."""
        for row in formset.save(commit=False):
            if isinstance(row, Consent):
                row.recorded_by = officer_of(request)
            row.save()
        formset.save_m2m()

    def photo_view(self, request: HttpRequest, key: int) -> FileResponse:
        """The stored photo as JPEG, for officers who may view heroes. Raises Http404 where there is none."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        hero = record_or_404(Hero.objects.all(), key)
        if not hero.photo or not hero.photo.storage.exists(str(hero.photo.name)):
            raise Http404
        return FileResponse(hero.photo.open("rb"), content_type="image/jpeg")

    def names_left_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """The public texts that tell the name of a hero; by POST of one of them, it is taken from view."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        hero = record_or_404(Hero.objects.prefetch_related("consents"), key)
        if request.method == "POST":
            said = names_left.take_from_view(request, hero, request.POST.get("take", ""))
            self.message_user(request, said)
            return HttpResponseRedirect(request.path)
        found = names_left.names_left(hero)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Where the name still stands: %(hero)s") % {"hero": hero},
            "opts": self.opts,
            "hero": hero,
            "seen_as": seen_as(hero),
            "is_named": names_left.is_named(hero),
            "count": len(found),
            "told": names_left.rows(request, found[: names_left.SHOWN]),
        }
        return TemplateResponse(request, "admin/participants/hero/names_left.html", context)

    @admin.display(description=_("name"), ordering="sort_name")
    def full_name(self, hero: Hero) -> str:
        """Honorific and name."""
        return hero.full_name

    @admin.display(description=_("what consent allows"), ordering="public_identity")
    def seen_as(self, hero: Hero) -> SafeString | str:
        """What the public may see of the identity, and why."""
        return seen_as(hero) if hero.pk else "–"

    @admin.display(description=_("in a public program"), ordering="is_referenced")
    def in_public_program(self, hero: Hero) -> SafeString:
        """Whether the hero takes part in something public."""
        return (
            state("good", gettext("Yes"))
            if getattr(hero, "is_referenced", False)
            else state("off", gettext("No"))
        )

    @admin.display(description=_("could be recognized"))
    def stands_out(self, hero: Hero) -> SafeString:
        """Whether what is shown of an anonymous hero fits one person only, and where."""
        warnings = exposure.warnings(hero)
        if not warnings:
            return state("good", gettext("No: others could be meant in each of the programs"))
        return format_html_join("", "<p>{}</p>", ((state("bad", warning),) for warning in warnings))

    @admin.display(description=_("name in public texts"))
    def told(self, hero: Hero) -> SafeString:
        """Whether a public text still tells the name of someone who is not named."""
        return names_left.checked(hero)

    @admin.display(description=_("private link"))
    def private_link(self, hero: Hero) -> SafeString:
        """The link in use with what can be done with it, or the way to a first one."""
        link = in_use(hero)
        if link is None:
            address = f"{reverse('admin:attendance_itinerarylink_add')}?hero={hero.pk}"
            return link_to(address, gettext("Create link"))
        opened = (
            gettext("last opened %(moment)s UTC") % {"moment": date_format(link.last_opened_at, "Y-m-d H:i")}
            if link.last_opened_at
            else gettext("made %(moment)s UTC") % {"moment": date_format(link.created_at, "Y-m-d H:i")}
        )
        return format_html("{} [{}], {}. {}", state_of_link(link), link.mark, opened, link_tools(link))
