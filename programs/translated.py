"""What officers wrote, in the reader's language where they translated it, else in English and told so.

Each element names its language; one notice for the page says it in words (`language_notice`).

English pages pay nothing. On others the translations come along as annotations of the same query.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from common.formats import in_english
from programs.models import MeetingTranslation, ProgramTranslation

Records = TypeVar("Records", bound=QuerySet[Any])


@dataclass(frozen=True)
class Text:
    """A text that an officer wrote, as the reader gets it."""

    text: str
    translated: bool
    english: bool  #: though the page is in another language

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def attributes(self) -> SafeString:
        """For the element that holds the text: its language and direction, or that it was translated."""
        if self.translated:
            return SafeString(" data-translated")
        return SafeString(' lang="en" dir="ltr"') if self.english else SafeString()

    @property
    def inline(self) -> SafeString:
        """The text among others, in an element of its own unless it is in the page's language as written."""
        return format_html("<span{}>{}</span>" if self.attributes else "{1}", self.attributes, self.text)


def text_of(record: Model, field: str) -> Text:
    """A field of a record as the reader gets it; "program_title" is the title of the record's program."""
    if in_english():
        return Text(_original(record, field), translated=False, english=False)
    own = getattr(record, f"translated_{field}", None)
    return Text(own, True, False) if own else Text(_original(record, field), False, True)


def _original(record: Any, field: str) -> str:
    return str((record.program.title if field == "program_title" else getattr(record, field)) or "")


def programs_in_language(programs: Records) -> Records:
    """Programs with their texts in the reader's language."""
    return _annotated(programs, ProgramTranslation, "program", "pk", "title", "summary", "description")


def meetings_in_language(meetings: Records) -> Records:
    """Meetings with their texts, and the titles of their programs, in the reader's language."""
    own = _annotated(meetings, MeetingTranslation, "meeting", "pk", "title", "summary")
    return with_program_title(own)


def with_program_title(records: Records) -> Records:
    """Records of programs, with the title of each one's program in the reader's language."""
    return _annotated(records, ProgramTranslation, "program", "program", "title", name="program_title")


def _annotated(
    records: Records, translations: type[Model], owner: str, key: str, *fields: str, name: str = ""
) -> Records:
    if in_english():
        return records
    own = translations._default_manager.filter(**{owner: OuterRef(key)}, language=get_language())
    return records.annotate(
        **{f"translated_{name or field}": Subquery(own.values(field)[:1]) for field in fields}
    )
