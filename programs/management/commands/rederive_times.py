"""Work out the instants of all meetings anew, after the law of a time zone changed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, ngettext

from programs.models import Meeting
from programs.models.recording import recorded_together


class Command(BaseCommand):
    help = (
        "Work out starts_at and ends_at of every meeting anew from its wall time. "
        "Run it after an update of the time zone data (tzdata)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with recorded_together(Meeting.objects.filter(start_time__isnull=False)):
                changed = Meeting.objects.rederive()
        except ValidationError as error:
            reason = " ".join(error.messages)
            raise CommandError(gettext("Nothing was changed. %(reason)s") % {"reason": reason}) from error
        self.stdout.write(
            ngettext("%(count)s meeting changed.", "%(count)s meetings changed.", changed)
            % {"count": changed}
        )
