"""Who comes, and what it was like: a program's answers and evaluations summed up for its officers."""

from dataclasses import dataclass, field
from statistics import fmean

from django.db.models import Prefetch

from attendance.models import Answer, Evaluation
from common.letters.order import Alphabetical
from participants.models import Hero
from programs.models import Meeting, Program


@dataclass
class MeetingSummary:
    """One meeting: what each invited hero answered, and all evaluations."""

    meeting: Meeting
    confirmed: list[Hero] = field(default_factory=list)
    declined: list[Hero] = field(default_factory=list)
    #: Those who have not answered, or not since the meeting moved.
    silent: list[Hero] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)

    @property
    def invited(self) -> int:
        """How many heroes the meeting is for."""
        return len(self.confirmed) + len(self.declined) + len(self.silent)

    @property
    def average(self) -> float | None:
        """The average rating, 1 to 5; None without any."""
        return average(self.evaluations)

    @property
    def comments(self) -> list[Evaluation]:
        """Evaluations that say something in words."""
        return [evaluation for evaluation in self.evaluations if evaluation.comment]


@dataclass
class ProgramSummary:
    """All meetings of a program in order, and sums: a hero who is invited to two meetings counts twice."""

    meetings: list[MeetingSummary]

    @property
    def confirmed(self) -> int:
        """How often heroes said that they come."""
        return sum(len(each.confirmed) for each in self.meetings)

    @property
    def declined(self) -> int:
        """How often heroes said that they do not."""
        return sum(len(each.declined) for each in self.meetings)

    @property
    def silent(self) -> int:
        """How many answers are missing."""
        return sum(len(each.silent) for each in self.meetings)

    @property
    def evaluations(self) -> int:
        """How many ratings heroes gave, with a comment or without."""
        return sum(len(each.evaluations) for each in self.meetings)

    @property
    def average(self) -> float | None:
        """The average of all ratings; None without any."""
        return average([evaluation for each in self.meetings for evaluation in each.evaluations])


def average(evaluations: list[Evaluation]) -> float | None:
    """The average rating, 1 to 5; None without any."""
    return fmean(evaluation.rating for evaluation in evaluations) if evaluations else None


def program_summary(program: Program) -> ProgramSummary:
    """What the heroes of a program answered and thought. Five queries, however many there are."""
    by_name = (Alphabetical("sort_name"), "pk")
    meetings = list(
        Meeting.objects.filter(program=program.pk)
        .in_order()
        .select_related("stop__city")
        .prefetch_related(Prefetch("heroes", queryset=Hero.objects.order_by(*by_name)))
    )
    group = list(program.heroes.order_by(*by_name))
    answers = {
        (answer.meeting_id, answer.hero_id): answer
        for answer in Answer.objects.filter(meeting__program=program.pk)
    }
    evaluations: dict[int, list[Evaluation]] = {}
    for evaluation in (
        Evaluation.objects.filter(meeting__program=program.pk).select_related("hero").order_by("pk")
    ):
        evaluations.setdefault(evaluation.meeting_id, []).append(evaluation)
    return ProgramSummary(
        [
            _summary(
                meeting,
                group if meeting.whole_group else list(meeting.heroes.all()),
                answers,
                evaluations.get(meeting.pk, []),
            )
            for meeting in meetings
        ]
    )


def _summary(
    meeting: Meeting,
    invited: list[Hero],
    answers: dict[tuple[int, int], Answer],
    evaluations: list[Evaluation],
) -> MeetingSummary:
    summary = MeetingSummary(meeting, evaluations=evaluations)
    starts_at = meeting.span.starts_at
    for hero in invited:
        answer = answers.get((meeting.pk, hero.pk))
        if answer is None or not answer.holds(day=meeting.date, starts_at=starts_at):
            summary.silent.append(hero)
        elif answer.choice == Answer.Choice.CONFIRMED:
            summary.confirmed.append(hero)
        else:
            summary.declined.append(hero)
    return summary
