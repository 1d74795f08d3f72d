"""Records of programs: what the models complete, and what the database itself refuses."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from common.models import TEXT_LIMIT
from programs.models import City, Meeting, Program, Quote, Stop, Takeaway
from programs.wall_time import FIRST_DAY, LAST_DAY
from tests.factories import (
    CityFactory,
    MeetingFactory,
    ProgramFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    QuoteFactory,
    ResourceFactory,
    SourceFactory,
    StopFactory,
    TakeawayFactory,
    UserFactory,
    named_hero,
)
from tests.support.examples import examples

pytestmark = pytest.mark.django_db

MOMENT = datetime(2021, 8, 3, 15, tzinfo=UTC)


def refused(record: models.Model) -> dict[str, list[str]]:
    """The messages at each field."""
    with pytest.raises(ValidationError) as caught:
        record.full_clean()
    return caught.value.message_dict


def database_refuses(records: models.QuerySet[Any], **changes: Any) -> bool:
    """Whether a change that goes past the models is refused by the database."""
    try:
        with transaction.atomic():
            records.update(**changes)
    except IntegrityError:
        return True
    return False


# --- Programs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ends_on": date(2021, 7, 18)}, "ends_on"),
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"description": "x" * 10_000_000}, "description"),
        ({"status": "secret"}, "status"),
        ({"format": "by mail"}, "format"),
        ({"starts_on": None}, "starts_on"),
        ({"participant_count": -1}, "participant_count"),
    ],
)
def test_what_cannot_be_true_of_a_program_is_an_error_at_its_field(facts: dict[str, Any], field: str) -> None:
    assert field in refused(ProgramFactory.build(**facts))


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_on": date(2021, 7, 18)},
        {"starts_on": date(2022, 1, 1)},
        {"published_at": None},
        {"status": "secret"},
    ],
    ids=str,
)
def test_the_database_refuses_a_program_that_makes_no_sense(changes: dict[str, Any]) -> None:
    PublicProgramFactory()
    assert database_refuses(Program.objects, **changes)


def test_the_database_refuses_to_publish_without_the_moment_or_under_a_taken_address() -> None:
    draft, other = ProgramFactory(), ProgramFactory()
    for status in ("published", "archived"):
        assert database_refuses(Program.objects.filter(pk=draft.pk), status=status)
    assert database_refuses(Program.objects.filter(pk=draft.pk), slug=other.slug)
    assert not database_refuses(Program.objects.filter(pk=draft.pk), status="published", published_at=MOMENT)


def test_a_second_program_of_the_same_title_gets_its_own_address() -> None:
    assert [ProgramFactory(title="Heroes").slug for _ in range(3)] == ["heroes", "heroes-2", "heroes-3"]
    assert "slug" in refused(ProgramFactory.build(slug="heroes"))


@pytest.mark.parametrize("status", ["published", "archived"])
def test_publishing_sets_the_moment_once(status: str) -> None:
    program = ProgramFactory()
    assert program.published_at is None
    program.status = status
    program.save(update_fields=["status"])
    first = Program.objects.get().published_at
    assert first is not None
    program.status = "draft"
    program.save()
    program.status = status
    program.save()
    assert Program.objects.get().published_at == first


@given(start=st.dates(FIRST_DAY, LAST_DAY), days=st.integers(0, 400))
@settings(max_examples=examples(50))
def test_with_months_only_the_dates_are_whole_months(start: date, days: int) -> None:
    program = ProgramFactory.build(
        starts_on=start, ends_on=start + timedelta(days=days), date_precision="month"
    )
    program.clean()
    assert program.starts_on.day == 1
    assert (program.ends_on + timedelta(days=1)).day == 1
    assert program.starts_on <= start <= start + timedelta(days=days) <= program.ends_on
    assert (program.starts_on.year, program.starts_on.month) == (start.year, start.month)


def test_months_only_holds_for_partial_saves_too() -> None:
    program = ProgramFactory()
    program.date_precision = "month"
    program.save(update_fields=["date_precision"])
    program.refresh_from_db()
    assert (program.starts_on, program.ends_on) == (date(2021, 7, 1), date(2021, 8, 31))


# --- Cities and stops ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": ""}, "time_zone"),
        ({"state": "mn"}, "state"),
        ({"state": "M"}, "state"),
        ({"latitude": Decimal("90.1")}, "latitude"),
        ({"longitude": Decimal("-180.1")}, "longitude"),
    ],
)
def test_what_cannot_be_true_of_a_city_is_an_error_at_its_field(facts: dict[str, Any], field: str) -> None:
    assert list(refused(CityFactory.build(name="Duluth", **facts))) == [field]


@pytest.mark.parametrize(
    "changes",
    [{"time_zone": ""}, {"latitude": 91}, {"longitude": 181}, {"name": "Miami", "state": "FL"}],
    ids=str,
)
def test_the_database_refuses_a_city_that_makes_no_sense(changes: dict[str, Any]) -> None:
    city = CityFactory()
    CityFactory(name="Miami", state="FL")
    assert database_refuses(City.objects.filter(pk=city.pk), **changes)


def test_an_unknown_zone_of_a_city_with_meetings_is_an_error_at_its_field() -> None:
    city = MeetingFactory().stop.city
    city.time_zone = "Mars/Olympus"
    assert list(refused(city)) == ["time_zone"]


def test_a_program_stops_once_in_a_city_and_once_at_a_position() -> None:
    stop = StopFactory()
    miami = StopFactory(program=stop.program, city=CityFactory(name="Miami"))
    one = Stop.objects.filter(pk=miami.pk)
    assert database_refuses(one, city=stop.city)
    assert database_refuses(one, position=stop.position)
    assert database_refuses(one, starts_on=date(2021, 8, 2), ends_on=date(2021, 8, 1))
    again = Stop(program=stop.program, city=stop.city, position=9)
    assert "This program already stops in this city." in str(refused(again))
    StopFactory(city=stop.city, position=stop.position)  # another program may


def test_a_stop_cannot_leave_its_meetings_behind() -> None:
    stop = MeetingFactory().stop
    stop.program = PublicProgramFactory()
    assert list(refused(stop)) == ["program"]
    with pytest.raises(ValidationError):
        stop.save()
    assert Stop.objects.get().program != stop.program


# --- Meetings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"date": None}, "start_time"),
        ({"start_time": None}, "end_time"),
        ({"end_time": time(9)}, "end_time"),
        ({"end_time": time(10)}, "end_time"),
        ({"date": date(2021, 3, 14), "start_time": time(2, 30)}, "start_time"),
        ({"date": date(2021, 3, 13), "start_time": time(23), "end_time": time(2, 30)}, "end_time"),
        ({"date": FIRST_DAY - timedelta(days=1)}, "date"),
        ({"date": LAST_DAY + timedelta(days=1)}, "date"),
        ({"date": date.max, "start_time": time(23, 59), "end_time": time(1)}, "date"),
        ({"date": date.min, "start_time": time(0), "end_time": time(1)}, "date"),
        ({"interpretation": "Spanish"}, "interpretation"),
        ({"join_url": "javascript:alert(1)"}, "join_url"),
        ({"summary": "x" * (TEXT_LIMIT + 1)}, "summary"),
        ({"status": "postponed"}, "status"),
    ],
)
def test_what_cannot_be_true_of_a_meeting_is_an_error_at_its_field(facts: dict[str, Any], field: str) -> None:
    stop = StopFactory()
    assert field in refused(MeetingFactory.build(stop=stop, program=stop.program, **facts))


def test_a_time_needs_a_stop_because_the_city_gives_the_zone() -> None:
    assert list(refused(MeetingFactory.build(stop=None, program=PublicProgramFactory()))) == ["stop"]


def test_a_city_that_is_no_stop_of_the_program_is_refused_by_its_name() -> None:
    stop, other = StopFactory(), PublicProgramFactory()
    meeting = MeetingFactory.build(stop=stop, program=other)
    told = f"{stop.city} is not a stop of this program. Add the stop to the program first."
    assert refused(meeting) == {"stop": [told]}
    with pytest.raises(ValidationError):
        meeting.save()


def test_a_skipped_time_is_refused_naming_the_next_valid_one_and_nothing_is_saved() -> None:
    stop = StopFactory()
    meeting = MeetingFactory.build(
        stop=stop, program=stop.program, date=date(2021, 3, 14), start_time=time(2, 30), end_time=None
    )
    assert "Next valid time: 3:00 a.m." in refused(meeting)["start_time"][0]
    with pytest.raises(ValidationError):
        meeting.save()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"date": None},
        {"stop": None},
        {"start_time": None},
        {"ends_at": datetime(2021, 8, 3, 15, tzinfo=UTC)},
        {"starts_at": datetime(2021, 8, 3, 17, tzinfo=UTC)},
        {"status": "postponed"},
    ],
    ids=str,
)
def test_the_database_refuses_a_meeting_that_makes_no_sense(changes: dict[str, Any]) -> None:
    MeetingFactory()
    assert database_refuses(Meeting.objects, **changes)


def test_a_meeting_keeps_its_identifier_and_no_two_share_one() -> None:
    first, second = MeetingFactory(), MeetingFactory()
    kept = first.uid
    first.title = "Renamed"
    first.save()
    assert Meeting.objects.get(pk=first.pk).uid == kept
    assert isinstance(kept, uuid.UUID)
    assert database_refuses(Meeting.objects.filter(pk=second.pk), uid=kept)


def test_what_is_not_yet_known_may_stay_empty() -> None:
    program = PublicProgramFactory()
    for facts in ({}, {"date": date(2021, 8, 5)}, {"stop": StopFactory(program=program)}):
        meeting = Meeting(program=program, title="Briefing", **facts)
        meeting.full_clean()
        meeting.save()
        assert meeting.starts_at is None


def test_a_meeting_of_the_whole_group_is_everyones_and_another_only_of_those_chosen() -> None:
    program = PublicProgramFactory()
    ada, bea, stranger = named_hero(program), named_hero(program), named_hero()
    stop = StopFactory(program=program)
    together = PublicMeetingFactory(stop=stop)
    alone = PublicMeetingFactory(stop=stop, whole_group=False, heroes=[ada])
    # A choice left over from before the box "whole group" was ticked does not count.
    together.heroes.set([bea])
    elsewhere = PublicMeetingFactory(whole_group=True, heroes=[stranger])
    assert set(Meeting.objects.of_hero(ada)) == {together, alone}
    assert set(Meeting.objects.of_hero(bea)) == {together}
    assert elsewhere not in Meeting.objects.of_hero(stranger)


def test_meetings_are_read_by_day_then_time_with_the_unknown_last() -> None:
    stop = StopFactory()
    order = [
        MeetingFactory(stop=stop, date=date(2021, 8, 3), start_time=time(9)),
        MeetingFactory(stop=stop, date=date(2021, 8, 3), start_time=time(14), end_time=None),
        MeetingFactory(stop=stop, date=date(2021, 8, 3), start_time=None, end_time=None),
        MeetingFactory(stop=stop, date=date(2021, 8, 4), start_time=time(8)),
        MeetingFactory(stop=stop, date=None, start_time=None, end_time=None),
    ]
    for meeting in reversed(order):
        meeting.save()
    assert list(Meeting.objects.in_order()) == order


# --- Quotes and takeaways ------------------------------------------------------------------------


def test_an_approved_quote_needs_its_approver_and_its_source() -> None:
    program = PublicProgramFactory()
    messages = refused(QuoteFactory.build(program=program, status="approved"))
    assert {"approved_by", "source"} <= set(messages)
    for missing in ("approved_by", "source", "approved_at"):
        quote = PublicQuoteFactory(program=program)
        assert database_refuses(Quote.objects.filter(pk=quote.pk), **{missing: None}), missing
    draft = QuoteFactory()
    assert database_refuses(Quote.objects.filter(pk=draft.pk), status="approved")
    assert database_refuses(Quote.objects.filter(pk=draft.pk), status="loud")
    assert database_refuses(Takeaway.objects.filter(pk=TakeawayFactory().pk), status="loud")


def test_approving_sets_the_moment_once() -> None:
    quote = QuoteFactory(approved_by=UserFactory(), source=SourceFactory())
    assert quote.approved_at is None
    quote.status = "approved"
    quote.save()
    first = Quote.objects.get().approved_at
    assert first is not None
    quote.save()
    assert Quote.objects.get().approved_at == first


@pytest.mark.parametrize("factory", [QuoteFactory, TakeawayFactory])
def test_what_was_said_belongs_to_a_meeting_of_its_program(factory: Any) -> None:
    meeting = MeetingFactory()
    assert "meeting" in refused(factory.build(program=PublicProgramFactory(), meeting=meeting))
    factory.build(program=meeting.program, meeting=meeting).full_clean()


@pytest.mark.parametrize(("kind", "marks"), [("verbatim", True), ("fragment", True), ("paraphrase", False)])
def test_a_paraphrase_never_stands_in_quotation_marks(kind: str, marks: bool) -> None:
    assert QuoteFactory.build(kind=kind, program=None).in_marks is marks


# --- What is deleted with what -------------------------------------------------------------------


def full_program() -> Program:
    program: Program = PublicProgramFactory()
    meeting = PublicMeetingFactory(stop=StopFactory(program=program), heroes=[named_hero(program)])
    meeting.sources.add(SourceFactory())
    program.sources.add(SourceFactory())
    program.officers.add(UserFactory())
    PublicQuoteFactory(program=program, meeting=meeting)
    TakeawayFactory(program=program, meeting=meeting)
    resource = ResourceFactory()
    resource.programs.add(program)
    resource.meetings.add(meeting)
    return program


def test_a_program_is_deleted_with_all_that_belongs_to_it_and_nothing_else() -> None:
    program, other = full_program(), full_program()
    program.delete()
    assert Program.objects.get() == other
    for model in (Stop, Meeting, Quote, Takeaway):
        assert model.objects.get().program == other
    assert City.objects.count() == 1


def test_a_stop_with_meetings_and_a_city_with_stops_are_kept() -> None:
    meeting = MeetingFactory()
    with pytest.raises(models.RestrictedError):
        meeting.stop.delete()
    with pytest.raises(models.ProtectedError):
        meeting.stop.city.delete()
    stop = meeting.stop
    meeting.delete()
    stop.delete()
    stop.city.delete()


def test_what_was_said_outlives_its_meeting() -> None:
    meeting = MeetingFactory()
    quote, takeaway = (
        make(program=meeting.program, meeting=meeting) for make in (QuoteFactory, TakeawayFactory)
    )
    meeting.delete()
    for record in (quote, takeaway):
        record.refresh_from_db()
        assert record.meeting is None


def test_a_source_that_a_quote_rests_on_and_its_approver_are_kept() -> None:
    quote = PublicQuoteFactory()
    for kept in (quote.source, quote.approved_by):
        with pytest.raises(models.ProtectedError):
            kept.delete()
