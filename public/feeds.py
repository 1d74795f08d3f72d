"""News of a program as an Atom feed (RFC 4287)."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, gettext

from common.letters.controls import without_controls
from common.links import Absolute
from programs.models import Program
from public.news import ChangeNotice


class StableAtomFeed(Atom1Feed):
    """An Atom feed that is the same each time it is made.

    Django dates an empty feed with the moment it is made; this one is dated with its program's publication.
    """

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated


def changes(program: Program, notices: Iterable[ChangeNotice], absolute: Absolute) -> str:
    """The feed of a program's changes as Atom (RFC 4287), the latest first as `notices` come.

    `absolute` completes addresses of this site.
    """
    notices = list(notices)
    page = absolute(reverse("changes", args=[program.slug]))
    feed = StableAtomFeed(
        title=gettext("%(program)s: what changed") % {"program": without_controls(program.title)},
        link=page,
        description=None,
        subtitle=gettext("What was added, moved or cancelled on the itinerary."),
        language=get_language(),
        author_name=settings.SITE["name"],
        feed_url=absolute(reverse("changes_feed", args=[program.slug])),
        feed_guid=program.feed_urn,
        updated=notices[0].at.at if notices else program.published_at,
    )
    for notice in notices:
        meeting = notice.meeting
        feed.add_item(
            title=without_controls(f"{notice.label}: {meeting.title}" if meeting else notice.sentence),
            link=absolute(meeting.get_absolute_url()) if meeting else page,
            description=escape(
                without_controls(" ".join(filter(None, [f"{notice.sentence}.", notice.note])))
            ),
            unique_id=notice.id.urn,
            pubdate=notice.at.at,
            updateddate=notice.at.at,
        )
    return feed.writeString("utf-8")
