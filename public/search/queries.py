"""Search over everything public: public records that have every word asked for, best first.

A word counts where readers can see it, and nowhere else: the texts named below are public ones, heroes are
found by more than their country only where they are named, and what comes out was read through
`public()` like everything else. What counts as a word: `public.search.folding`.

Each way to a record (its own text, its city, its organizations ...) is a query of its own, so that each can
use an index; a record has a word if one of them finds it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from common.formats import country_name
from common.letters.order import Alphabetical
from participants.models import Hero, Organization
from participants.models.hero import HeroQuerySet
from participants.models.organization import OrganizationQuerySet
from programs.models import City, Meeting, MeetingTranslation, Program, ProgramTranslation, Quote
from programs.models.meeting_queryset import MeetingQuerySet
from programs.models.program import ProgramQuerySet
from programs.models.quote import QuoteQuerySet
from programs.publishing import names_organization
from programs.states import STATES
from public import reading
from public.search.filters import Filters, heroes_in, meetings_in, organizations_in, programs_in, quotes_in
from public.search.folding import beginnings, flat, fold
from public.search.text_search import SUMMARY, HasWord, Rank, Texts

Records = TypeVar("Records", bound=QuerySet[Any])
Ways = Callable[[str], Iterable[QuerySet[Any]]]

# The texts of each kind that are searched: the same as in the migration "search".
CITY = Texts(title=("name",))
PROGRAM = Texts(title=("title",), summary=("theme", "summary", "hashtags"), rest=("sponsor", "description"))
PROGRAM_TRANSLATION = Texts(title=("title",), summary=("summary",), rest=("description",))
MEETING = Texts(title=("title",), summary=("location",), rest=("summary",))
MEETING_TRANSLATION = Texts(title=("title",), rest=("summary",))
HERO = Texts(title=("honorific", "name", "native_name"), summary=("role",), rest=("citation",))
BIOGRAPHY = Texts(rest=("biography",), column="search_biography")
ORGANIZATION = Texts(title=("name", "short_name"), summary=("city_name",), rest=("description",))
QUOTE = Texts(title=("text", "original_text"), summary=("context",))

NAMED = Q(public_identity=Hero.PublicIdentity.NAMED)

EVERYTHING = Filters()


def programs(query: str, filters: Filters = EVERYTHING) -> ProgramQuerySet:
    """Public programs with every word of `query`, the best matches first; of equal ones the latest."""
    starts = beginnings(query)
    records = _with_every(starts, reading.programs().filter(programs_in(filters)), _ways_to_programs)
    return records.annotate(rank=Rank(starts, PROGRAM)).order_by(
        "-rank", "-starts_on", Alphabetical("title"), "pk"
    )


def meetings(query: str, filters: Filters = EVERYTHING) -> MeetingQuerySet:
    """Public meetings with every word of `query`, the best matches first; of equal ones the latest."""
    starts = beginnings(query)
    records = _with_every(starts, reading.meetings().filter(meetings_in(filters)), _ways_to_meetings)
    latest = F("date").desc(nulls_last=True), F("starts_at").desc(nulls_last=True), "pk"
    return records.annotate(rank=Rank(starts, MEETING)).order_by("-rank", *latest)


def heroes(query: str, filters: Filters = EVERYTHING) -> HeroQuerySet:
    """Public heroes with every word of `query` in what is shown of them; of the anonymous, in the country."""
    starts = beginnings(query)
    records = _with_every(starts, Hero.objects.public().filter(heroes_in(filters)), _ways_to_heroes)
    # An order that depended on a hidden name or role would give it away.
    known = Case(When(NAMED, then=Rank(starts, HERO)), default=Value(0.0), output_field=FloatField())
    from_there = Case(
        When(country__in=_country_codes(starts), then=Value(SUMMARY)),
        default=Value(0.0),
        output_field=FloatField(),
    )
    records = records.annotate(rank=known + from_there).in_public_order()
    return records.order_by(F("rank").desc(), *records.query.order_by)


def organizations(query: str, filters: Filters = EVERYTHING) -> OrganizationQuerySet:
    """Public organizations with every word of `query`, the best matches first; equal ones by name."""
    starts = beginnings(query)
    public = Organization.objects.public().filter(organizations_in(filters))
    records = _with_every(starts, public, _ways_to_organizations)
    return records.annotate(rank=Rank(starts, ORGANIZATION)).order_by("-rank", Alphabetical("name"), "pk")


def quotes(query: str, filters: Filters = EVERYTHING) -> QuoteQuerySet:
    """Public quotes with every word of `query` in their text or in the name of who said it."""
    starts = beginnings(query)
    records = _with_every(starts, reading.quotes().filter(quotes_in(filters)), _ways_to_quotes)
    return records.annotate(rank=Rank(starts, QUOTE)).order_by(
        "-rank", "-featured", "-program__starts_on", "pk"
    )


@dataclass(frozen=True)
class Kind:
    """A kind of record: how to search for it, and how to read the records with the keys found."""

    name: Any  #: for readers, in their language
    search: Callable[[str, Filters], QuerySet[Any]]
    read: Callable[[], QuerySet[Any]]
    fictional: str = "is_fictional"  #: the path to whether a record is

    def find(self, query: str, filters: Filters = EVERYTHING) -> list[int]:
        """The keys of all records found, best first, fictional ones last.

        One query, however many parts are shown of it.
        """
        found = reading.real_first(self.search(query, filters), self.fictional)
        return list(found.values_list("pk", flat=True))

    def records(self, keys: Sequence[int]) -> list[Any]:
        """The public records with these keys, in their order; those withdrawn meanwhile are left out."""
        records = {record.pk: record for record in self.read().filter(pk__in=keys)}
        return [records[key] for key in keys if key in records]


#: In the order of a page of results.
KINDS = {
    "programs": Kind(_("Programs"), programs, reading.programs),
    "meetings": Kind(_("Meetings"), meetings, reading.meetings, "program__is_fictional"),
    "heroes": Kind(_("Heroes"), heroes, Hero.objects.public),
    "organizations": Kind(_("Organizations"), organizations, Organization.objects.public),
    "quotes": Kind(_("Quotes"), quotes, reading.quotes, "program__is_fictional"),
}


# --- Where each kind has its words -----------------------------------------------------------------


def _with_every(starts: tuple[str, ...], records: Records, ways: Ways) -> Records:
    """`records` that are found for every word; none when no word was asked for."""
    if not starts:
        return records.none()
    for start in starts:
        first, *others = (way.order_by().values("pk") for way in ways(start))
        records = records.filter(pk__in=first.union(*others) if others else first)
    return records


def _ways_to_programs(start: str) -> Iterable[QuerySet[Any]]:
    translated = ProgramTranslation.objects.filter(HasWord(start, PROGRAM_TRANSLATION))
    yield Program.objects.filter(HasWord(start, PROGRAM))
    yield Program.objects.filter(stops__city__in=_cities(start))
    yield Program.objects.filter(agency__in=_organizations(start))
    yield Program.objects.filter(translations__in=translated)
    if codes := _country_codes((start,)):
        from_there = Hero.objects.appearing().filter(country__in=codes)
        yield Program.objects.filter(heroes__in=from_there)


def _ways_to_meetings(start: str) -> Iterable[QuerySet[Any]]:
    translated = MeetingTranslation.objects.filter(HasWord(start, MEETING_TRANSLATION))
    yield Meeting.objects.filter(HasWord(start, MEETING))
    yield Meeting.objects.filter(stop__city__in=_cities(start))
    yield Meeting.objects.filter(organizations__in=_organizations(start))
    yield Meeting.objects.filter(translations__in=translated)


def _ways_to_heroes(start: str) -> Iterable[QuerySet[Any]]:
    yield Hero.objects.filter(NAMED, HasWord(start, HERO))
    yield Hero.objects.public().filter(NAMED, Q(biography_shown=True), HasWord(start, BIOGRAPHY))
    yield Hero.objects.filter(NAMED, organization__in=_organizations(start))
    if codes := _country_codes((start,)):
        yield Hero.objects.filter(country__in=codes)


def _ways_to_organizations(start: str) -> Iterable[QuerySet[Any]]:
    yield Organization.objects.filter(HasWord(start, ORGANIZATION))
    if codes := _country_codes((start,)):
        yield Organization.objects.filter(country__in=codes)


def _ways_to_quotes(start: str) -> Iterable[QuerySet[Any]]:
    yield Quote.objects.filter(HasWord(start, QUOTE))
    yield Quote.objects.filter(hero__in=Hero.objects.filter(NAMED, HasWord(start, HERO, in_title=True)))
    yield Quote.objects.filter(names_organization(), organization__in=_organizations(start))


def _cities(start: str) -> QuerySet[City]:
    states = [code for code, name in STATES.items() if _begins((start,), str(name))]
    return City.objects.filter(HasWord(start, CITY) | Q(state__in=states)).order_by()


def _organizations(start: str) -> QuerySet[Organization]:
    return Organization.objects.filter(HasWord(start, ORGANIZATION, in_title=True)).order_by()


def _country_codes(starts: tuple[str, ...]) -> list[str]:
    """Countries (ISO 3166) with one of the words in their name, in the reader's language."""
    names = _country_words(get_language())
    return [code for code, words in names if any(word.startswith(flat(starts)) for word in words)]


@lru_cache
def _country_words(language: str | None) -> list[tuple[str, set[str]]]:
    names = [(code, fold(country_name(code)).split()) for code, _name in countries]
    # In Arabic, most have the article before them as part of the word, and are asked for without it.
    return [(code, {*words, *(word.removeprefix("ال") for word in words)}) for code, words in names]


def _begins(starts: tuple[str, ...], name: str) -> bool:
    return any(word.startswith(flat(starts)) for word in fold(name).split())
