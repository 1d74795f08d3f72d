"""Private links, put in words for officers."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from attendance.models import ItineraryLink
from participants.admin.base import state


def state_of_link(link: ItineraryLink) -> SafeString:
    """Whether it opens the page now, and why not."""
    if link.revoked_at is not None:
        return state("bad", _("Revoked"))
    if link.is_expired:
        return state("bad", _("Expired"))
    if link.last_opened_at is None:
        return state("wait", _("In use, never opened"))
    return state("good", _("In use"))
