"""How everything private is opened: by the token in the address, and in no other way."""

from uuid import UUID

from django.http import Http404

from attendance.links import find
from attendance.models import ItineraryLink
from attendance.plan import meetings_of
from programs.models import Meeting


def opened(token: str) -> ItineraryLink:
    """The link that the token opens. Raises Http404 for any other text, and never says why."""
    link = find(token)
    if link is None:
        raise Http404
    return link


def own_meeting(link: ItineraryLink, uid: UUID) -> Meeting:
    """A meeting on the itinerary of the link's hero. Raises Http404 for every other meeting."""
    meeting = meetings_of(link.hero).filter(uid=uid).first()
    if meeting is None:
        raise Http404
    return meeting
