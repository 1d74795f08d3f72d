"""One hero's itinerary: all their meetings, what they answered, and what is still asked of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Prefetch

from attendance.models import Answer, Evaluation
from attendance.timing import has_ended, may_answer, may_evaluate
from common.utc_days import today
from participants.models import Hero, Organization
from programs import itinerary, translated
from programs.itinerary import Entry
from programs.models import Meeting, Program
from programs.models.meeting_queryset import MeetingQuerySet
from programs.translated import Text, text_of


@dataclass(frozen=True)
class Planned:
    """A meeting on the hero's itinerary, with what the hero said of it and may still say."""

    entry: Entry
    in_city: Entry | None  #: the same in its city's time, where another zone is shown
    answer: Answer | None
    evaluation: Evaluation | None
    may_answer: bool
    may_evaluate: bool
    is_over: bool

    @property
    def meeting(self) -> Meeting:
        return self.entry.meeting

    @property
    def answer_holds(self) -> bool:
        """Whether the hero's answer was given for the meeting as it is planned now."""
        return self.answer is not None and self.answer.holds(
            day=self.meeting.date, starts_at=self.meeting.span.starts_at
        )

    @property
    def may_be_joined(self) -> bool:
        """Whether links to join still lead somewhere."""
        return not self.meeting.is_cancelled and not self.is_over

    @property
    def awaits_answer(self) -> bool:
        """Whether the hero should say yes or no."""
        return self.may_answer and not self.answer_holds

    @property
    def awaits_evaluation(self) -> bool:
        """Whether the hero could still say what it was like."""
        declined = self.answer is not None and self.answer.choice == Answer.Choice.DECLINED
        return self.may_evaluate and self.evaluation is None and not declined


@dataclass
class PlannedDay:
    """The hero's meetings of one day, by the clock of the zone shown; those without a time come last."""

    date: date
    name: str
    items: list[Planned]


@dataclass
class PlannedProgram:
    """The hero's meetings of one program by day; `undated` are those whose day is to be announced."""

    program: Program
    title: Text  #: in the hero's language where officers translated it
    days: list[PlannedDay]
    undated: list[Planned]


@dataclass
class Plan:
    """Everything on a hero's itinerary: programs not yet over come first."""

    programs: list[PlannedProgram] = field(default_factory=list)
    items: list[Planned] = field(default_factory=list)

    @property
    def next(self) -> Planned | None:
        """The meeting that goes on now or comes next."""
        coming = [
            (item.entry.starts.at, item.meeting.pk, item)
            for item in self.items
            if item.entry.starts and item.may_be_joined
        ]
        return min(coming)[2] if coming else None

    @property
    def to_answer(self) -> list[Planned]:
        """Meetings that wait for a yes or no."""
        return [item for item in self.items if item.awaits_answer]

    @property
    def to_evaluate(self) -> list[Planned]:
        """Meetings that are over, and that the hero neither rated nor declined."""
        return [item for item in self.items if item.awaits_evaluation]

    @property
    def asks(self) -> bool:
        """Whether anything waits for the hero's word."""
        return bool(self.to_answer or self.to_evaluate)

    @property
    def goes_on(self) -> bool:
        """Whether there is a meeting to come, or anything to say of those that were."""
        return self.next is not None or self.asks


def meetings_of(hero: Hero) -> MeetingQuerySet:
    """The hero's meetings with what the page needs, whatever the public may see: it is their own plan.

    Two queries.
    """
    return (
        translated.meetings_in_language(Meeting.objects.of_hero(hero))
        .in_order()
        .select_related("program", "stop__city")
        .prefetch_related(Prefetch("organizations", queryset=Organization.objects.in_order()))
    )


def plan_of(hero: Hero, *, zone: str | None, now: datetime) -> Plan:
    """The hero's itinerary in a zone (IANA), or with None in each city's time. Four queries."""
    meetings = list(meetings_of(hero))
    answers = {answer.meeting_id: answer for answer in Answer.objects.filter(hero=hero)}
    evaluations = {each.meeting_id: each for each in Evaluation.objects.filter(hero=hero)}
    items = [
        planned(
            meeting,
            zone=zone,
            now=now,
            answer=answers.get(meeting.pk),
            evaluation=evaluations.get(meeting.pk),
        )
        for meeting in meetings
    ]
    return Plan(in_programs(items, on=today(now)), items)


def planned(
    meeting: Meeting,
    *,
    zone: str | None,
    now: datetime,
    answer: Answer | None = None,
    evaluation: Evaluation | None = None,
) -> Planned:
    """A meeting as it stands on the itinerary at a moment."""
    entry = itinerary.entry(meeting, zone, private=True)
    elsewhere = meeting.zone_name is not None and zone not in (None, meeting.zone_name)
    return Planned(
        entry=entry,
        in_city=itinerary.entry(meeting, private=True) if entry.starts and elsewhere else None,
        answer=answer,
        evaluation=evaluation,
        may_answer=may_answer(meeting, now),
        may_evaluate=may_evaluate(meeting, now),
        is_over=has_ended(meeting, now),
    )


def in_programs(items: Iterable[Planned], *, on: date) -> list[PlannedProgram]:
    """Meetings by program and day: programs not yet over in order, then past ones, the last first."""
    by_program: dict[int, list[Planned]] = {}
    for item in items:
        by_program.setdefault(item.meeting.program_id, []).append(item)
    programs = [_in_days(group[0].meeting.program, group) for group in by_program.values()]
    coming = [each for each in programs if each.program.ends_on >= on]
    past = [each for each in programs if each.program.ends_on < on]
    coming.sort(key=lambda each: (each.program.starts_on, each.program.pk))
    past.sort(key=lambda each: (each.program.starts_on, each.program.pk), reverse=True)
    return [*coming, *past]


def _in_days(program: Program, items: list[Planned]) -> PlannedProgram:
    by_meeting: Mapping[int, Planned] = {item.meeting.pk: item for item in items}
    days, undated = itinerary.days(item.entry for item in items)
    return PlannedProgram(
        program,
        text_of(items[0].meeting, "program_title"),
        [
            PlannedDay(
                day.date, day.name, [by_meeting[each.meeting.pk] for each in (*day.entries, *day.untimed)]
            )
            for day in days
        ],
        [by_meeting[each.meeting.pk] for each in undated],
    )
