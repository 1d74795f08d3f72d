"""The page of a hero says which private link the hero has, and leads to a new one."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendance.admin.link import link_tools
from attendance.admin.wording import state_of_link
from attendance.links import in_use
from participants.admin.base import link as link_to
from participants.admin.hero import HeroAdmin
from participants.models import Hero

admin.site.unregister(Hero)


@admin.register(Hero)
class HeroWithItineraryAdmin(HeroAdmin):
    """Heroes with their private links. `participants` itself knows nothing of them."""

    def get_readonly_fields(self, request: HttpRequest, obj: Hero | None = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "private_link"]

    def get_fieldsets(self, request: HttpRequest, obj: Hero | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not request.user.has_perm("attendance.view_itinerarylink"):
            return fieldsets
        return [*fieldsets, (_("Private itinerary"), {"fields": ["private_link"]})]

    @admin.display(description=gettext_lazy("private link"))
    def private_link(self, hero: Hero) -> SafeString:
        """The link in use with what can be done with it, or the way to a first one."""
        link = in_use(hero)
        if link is None:
            address = f"{reverse('admin:attendance_itinerarylink_add')}?hero={hero.pk}"
            return link_to(address, _("Create link"))
        opened = (
            _("last opened {moment} UTC").format(moment=date_format(link.last_opened_at, "Y-m-d H:i"))
            if link.last_opened_at
            else _("made {moment} UTC").format(moment=date_format(link.created_at, "Y-m-d H:i"))
        )
        return format_html("{} [{}], {}. {}", state_of_link(link), link.mark, opened, link_tools(link))
