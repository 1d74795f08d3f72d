"""Accounts and groups, on Django's own pages for them."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from desk.admin.base import OfficeAdmin
from desk.admin.widgets import GroupOfCheckboxes

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class OfficeUserAdmin(OfficeAdmin, UserAdmin):
    """Accounts: what they may do follows from groups, so single permissions are not offered."""

    description = _("People who may sign in here. What they may do follows from their groups.")
    has_public_page = False
    filter_horizontal = ()
    autocomplete_fields = ["groups"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("What they may do"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )


@admin.register(Group)
class OfficeGroupAdmin(OfficeAdmin, GroupAdmin):
    """Groups, with all permissions as check boxes."""

    description = _("What people may do, by the kind of work they have.")
    has_public_page = False
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "permissions":
            field.widget = GroupOfCheckboxes(str(field.label), field.choices)
            field.help_text = ""
        return field
