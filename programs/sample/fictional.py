"""A plainly fictional program: exact times, every case of consent, and what the public record does not have.

No person, organization or event in it is real; only the cities are.
"""

from datetime import date

from participants.models import Hero, Organization
from programs.models import Meeting, Program, Quote, Resource, Source, Stop, Takeaway
from programs.sample import cities
from programs.sample.fictional_meetings import add_meetings, change_plans
from programs.sample.fictional_people import heroes, organizations
from programs.sample.rows import add, clearance, keep, publish
from programs.sample.translations import translate_fictional

SLUG = "2026-fictional-bridge-builders"


def build() -> Program:
    """The program with all that belongs to it."""
    groups = organizations()
    source = keep(
        Source,
        found_by="url",
        title="Notes of a program that never took place",
        publisher="Fictional Bridge Press",
        author="Nobody in Particular",
        url="https://notes.bridge-builders.example/2026",
        published_on=date(2026, 9, 1),
    )
    program = add(
        Program,
        slug=SLUG,
        title="Fictional Bridge Builders (a made-up program)",
        project_number="FICTION-2026-001",
        program_type=Program.ProgramType.MULTI_REGIONAL,
        format=Program.Format.HYBRID,
        theme="Imaginary answers to real questions",
        summary=(
            "This program is fictional. Its people, organizations and meetings are invented to show what "
            "this site can do; only the cities and their time zones are real."
        ),
        description=(
            "Nothing here happened. The program exists so that exact times, changes of plan, interpretation, "
            "long names and every case of consent can be seen and tried."
        ),
        starts_on=date(2026, 7, 20),
        ends_on=date(2026, 8, 14),
        participant_count=10,
        hashtags="#FictionalBridges",
        sponsor="Imaginary Office of Bridges",
        agency=groups["agency"],
        is_fictional=True,
    )
    program.sources.set([source])
    people = heroes(groups)
    program.heroes.set(people.values())
    meetings = add_meetings(program, _stops(program, groups), groups, people)
    _quotes(program, people, groups, meetings, source)
    _takeaways(program, people, meetings)
    _resources(program, groups, meetings)
    translate_fictional(program)
    publish(program)
    change_plans(meetings)
    return program


def _stops(program: Program, groups: dict[str, Organization]) -> dict[str, Stop]:
    return {
        "minneapolis": add(
            Stop,
            program=program,
            position=1,
            city=cities.minneapolis(),
            starts_on=date(2026, 7, 20),
            ends_on=date(2026, 8, 4),
            host=groups["north_host"],
            summary="Two weeks of **imaginary** visits by the river.",
        ),
        "miami": add(
            Stop,
            program=program,
            position=2,
            city=cities.miami(),
            starts_on=date(2026, 8, 5),
            ends_on=date(2026, 8, 14),
            host=groups["south_host"],
            summary="Ten days by an **imaginary** harbor. Two calls took place before.",
        ),
    }


def _quotes(
    program: Program,
    people: dict[str, Hero],
    groups: dict[str, Organization],
    meetings: dict[str, Meeting],
    source: Source,
) -> None:
    """Of each kind one that is shown, and one for each reason why a quote is not."""

    def approved(text: str, **facts: object) -> None:
        add(
            Quote,
            program=program,
            text=text,
            status=Quote.Status.APPROVED,
            approved_by=clearance(),
            source=source,
            **facts,
        )

    approved(
        "A bridge is a promise that two banks make to each other.",
        hero=people["zora"],
        meeting=meetings["coalition"],
        context="in answer to a question that nobody asked",
        featured=True,
    )
    approved(
        "You begin a bridge from both banks at once.",
        hero=people["maximiliana"],
        meeting=meetings["farewell"],
        original_text="Un puente se empieza por las dos orillas a la vez.",
        original_language="es",
        context="in a fictional farewell speech",
    )
    approved(
        "listen twice, write once",
        hero=people["sita"],
        kind=Quote.Kind.FRAGMENT,
        meeting=meetings["roundtable"],
    )
    approved(
        "The speaker thought that trust grows when people may say no.",
        hero=people["anonymous"],
        kind=Quote.Kind.PARAPHRASE,
    )
    approved(
        "Guests wrote the rules of this house, and they keep them better than we did.",
        organization=groups["lantern"],
        meeting=meetings["lantern"],
    )
    approved("Words of a speaker who gave no consent for quotes.", hero=people["arjun"])
    approved("Words of a speaker who is shown nowhere.", hero=people["withheld"])
    approved("Words of a speaker whose consent has expired.", hero=people["expired"])
    approved("Words of a speaker who took consent back.", hero=people["revoked"])
    add(Quote, program=program, hero=people["tui"], text="Draft words that await approval.")


def _takeaways(program: Program, people: dict[str, Hero], meetings: dict[str, Meeting]) -> None:
    kind, approved = Takeaway.Kind, Takeaway.Status.APPROVED
    for facts in (
        {
            "kind": kind.BEST_PRACTICE,
            "text": "Pay survivors for their advice, as any adviser is paid.",
            "meeting": meetings["roundtable"],
            "status": approved,
        },
        {
            "kind": kind.LESSON_LEARNED,
            "text": "A list of promises works only if someone reads it aloud every month.",
            "meeting": meetings["coalition"],
            "hero": people["zora"],
            "status": approved,
        },
        {
            "kind": kind.FOLLOW_UP,
            "text": "Share the imaginary harbor checklist with three more ports.",
            "meeting": meetings["harbor"],
            "status": approved,
        },
        {
            "kind": kind.LESSON_LEARNED,
            "text": "A lesson from someone who is shown nowhere.",
            "hero": people["withheld"],
            "status": approved,
        },
        {"kind": kind.FOLLOW_UP, "text": "Draft follow-up that awaits approval."},
    ):
        add(Takeaway, program=program, **facts)


def _resources(program: Program, groups: dict[str, Organization], meetings: dict[str, Meeting]) -> None:
    kind = Resource.Kind
    toolkit = add(
        Resource,
        title="Imaginary harbor checklist",
        kind=kind.TOOLKIT,
        url="https://harbor-pilots.example/checklist",
        organization=groups["harbor"],
        description="Ten questions for a crew that does not exist.",
    )
    toolkit.programs.set([program])
    toolkit.meetings.set([meetings["harbor"]])
    recording = add(
        Resource,
        title="Recording of a round table that was never held",
        kind=kind.RECORDING,
        url="https://radio-nowhere.example/round-table",
        organization=groups["radio"],
    )
    recording.meetings.set([meetings["roundtable"]])
