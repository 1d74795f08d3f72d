"""What the pages of quotes and takeaways share: both are public only once an officer has approved them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.admin.base import OfficeAdmin
from desk.admin.wording import status
from programs.models.approval import Approvable


class ApprovalAdmin(OfficeAdmin):
    """The base of pages whose records are approved, one by one or from the list.

    Each page declares the action `approve` itself, since its label names the records; `approve_rows` does
    the work.
    """

    actions = ["approve"]

    @admin.display(description=_("status"), ordering="status")
    def approval(self, record: Any) -> SafeString:
        """A column: the status in its color."""
        return status(record)

    def approve_rows(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Approve records; those that were approved before or cannot be yet are left and named."""

        def change(record: Approvable) -> str:
            if record.status == record.Status.APPROVED:
                return gettext("approved before")
            reason = self.why_not_yet(record)
            if not reason:
                self.approve_record(request, record)
            return reason

        self.apply(request, queryset, change, gettext("Approved"))

    def why_not_yet(self, record: Any) -> str:
        """What a record lacks to be approved, in words for the officer; "" if nothing."""
        return ""

    def approve_record(self, request: HttpRequest, record: Any) -> None:
        """Give a record its new status and save it."""
        record.status = record.Status.APPROVED
        record.save()
