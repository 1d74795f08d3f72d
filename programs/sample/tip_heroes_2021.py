"""The 2021 TIP Report Heroes, as far as the public record goes.

Nothing about a real person is invented: what is not on record is left empty. Texts are in our own words;
only the quotation is literal. No free text names a hero: consent could not take the name back from there.
"""

from datetime import date
from typing import Any

from participants.models import Organization
from programs.models import Meeting, Program, Quote, Resource, Source, Stop, Takeaway
from programs.sample import cities
from programs.sample.rows import add, add_meeting, clearance, keep, publish
from programs.sample.tip_heroes_2021_people import heroes, organizations
from programs.sample.translations import translate_tip_heroes_2021

SLUG = "2021-tip-report-heroes"


def build() -> Program:
    """The program with its stops, meetings, heroes, quotation and takeaways."""
    sources = _sources()
    groups = organizations()
    program = add(
        Program,
        slug=SLUG,
        title="2021 Trafficking in Persons (TIP) Report Heroes",
        program_type=Program.ProgramType.MULTI_REGIONAL,
        format=Program.Format.VIRTUAL,
        theme="Responses to human trafficking; work between government and NGOs; survivor-informed advocacy",
        summary=(
            "A multi-regional project, held online for a month: eight TIP Report Heroes from eight countries "
            "met people who work against human trafficking in Washington, D.C., Minneapolis and Miami."
        ),
        description=(
            "The program was about responses to human trafficking, about how governments and nongovernmental "
            "organizations work together, and about advocacy informed by survivors. Interpreters and "
            "liaisons took part in the sessions.\n\n"
            "Before the program, on July 1, 2021, the eight were honored at the virtual launch ceremony of "
            "the 2021 Trafficking in Persons Report.\n\n"
            "The record is not complete. Sources tell which organizations the group met, but few dates and "
            "no times of day."
        ),
        starts_on=date(2021, 7, 1),
        ends_on=date(2021, 8, 31),
        date_precision=Program.DatePrecision.MONTH,
        participant_count=8,
        participant_count_public=True,
        hashtags="#2021TIPReport #TIPHeroes",
        sponsor="Office to Monitor and Combat Trafficking in Persons",
        agency=groups["meridian"],
    )
    program.sources.set(sources.values())
    honored = heroes(sources, groups)
    program.heroes.set(honored.values())
    meetings = _meetings(program, _stops(program, groups), sources, groups)
    add(
        Quote,
        program=program,
        meeting=meetings["roundtable"],
        hero=honored["poole"],
        text="empower members to understand the problem.",
        kind=Quote.Kind.FRAGMENT,
        context="after speaking at a roundtable of nongovernmental organizations",
        status=Quote.Status.APPROVED,
        approved_by=clearance(),
        source=sources["S1"],
        featured=True,
    )
    _takeaways(program)
    survey = add(
        Resource,
        title="Polaris survey of survivors",
        kind=Resource.Kind.SURVEY,
        organization=groups["polaris"],
        description=(
            "A tool led by survivors. Together with a national trafficking hotline it gathers data, so that "
            "what survivors have lived through reaches other organizations. It is probably the National "
            "Survivor Study, which was still under way in January 2022."
        ),
    )
    survey.programs.set([program])
    survey.meetings.set([meetings["polaris"]])
    translate_tip_heroes_2021(program)
    publish(program)
    return program


def _sources() -> dict[str, Source]:
    return {
        "S1": keep(
            Source,
            found_by="url",
            title="DipNote on the 2021 TIP Report Heroes program",
            publisher="U.S. Department of State",
            author="Olivia Estes",
            url=(
                "https://www.state.gov/dipnote-u-s-department-of-state-official-blog/2021-tip-report-heroes-"
                "international-leadership-visitor-program-highlights-community-nonprofit-partnership-"
                "survivor-led-advocacy/"
            ),
        ),
        "S2": keep(
            Source,
            found_by="url",
            title="2021 TIP Report Heroes: A Multi-Regional Project",
            publisher="Meridian International Center",
            url="https://www.meridian.org/project/2021-tip-report-heroes-a-multi-regional-project/",
        ),
        "S3": keep(
            Source,
            found_by="url",
            title="Global Ties Network Reflects on Hosting IVLP TIP Heroes",
            publisher="Global Ties U.S.",
            url="https://gties.us/3nYUNv8",
            published_on=date(2021, 9, 21),
        ),
        "S4": keep(
            Source,
            found_by="url",
            title="Fight for a world without human trafficking",
            publisher="U.S. Embassy in Mali",
            url="https://ml.usembassy.gov/fight-for-a-world-without-human-trafficking/",
        ),
    }


def _stops(program: Program, groups: dict[str, Organization]) -> dict[str, Stop]:
    return {
        "washington": add(
            Stop,
            program=program,
            position=1,
            city=cities.washington(),
            summary="The program began here, online.",
        ),
        "minneapolis": add(
            Stop, program=program, position=2, city=cities.minneapolis(), host=groups["global_minnesota"]
        ),
        "miami": add(
            Stop, program=program, position=3, city=cities.miami(), host=groups["global_ties_miami"]
        ),
    }


def _meetings(
    program: Program, stops: dict[str, Stop], sources: dict[str, Source], groups: dict[str, Organization]
) -> dict[str, Meeting]:
    def meet(title: str, *, known_from: str, by: str = "", stop: str = "", **facts: Any) -> Meeting:
        return add_meeting(
            program,
            title,
            stop=stops.get(stop),
            organizations=[groups[by]] if by else [],
            sources=[sources[key] for key in known_from.split()],
            format=Program.Format.VIRTUAL,
            status=Meeting.Status.CONFIRMED,
            is_public=True,
            **facts,
        )

    meet(
        "U.S. Department of State and federal interagency briefings",
        stop="washington",
        by="state",
        kind=Meeting.Kind.BRIEFING,
        known_from="S1 S2",
    )
    meet("U.S. Department of Labor", by="labor", known_from="S1")
    polaris = meet(
        "Polaris Project",
        stop="washington",
        by="polaris",
        known_from="S1 S2",
        summary=(
            "The group saw the survey of survivors that Polaris was making: a tool led by survivors, "
            "probably the National Survivor Study."
        ),
    )
    meet("The Human Trafficking Legal Center", stop="washington", by="legal_center", known_from="S1 S2")
    meet("Freedom Network USA", stop="washington", by="freedom_network", known_from="S1 S2")
    meet(
        "Minnesota Indian Women's Sexual Assault Coalition",
        stop="minneapolis",
        by="miwsac",
        date=date(2021, 8, 3),
        show_day=True,
        known_from="S3",
    )
    meet(
        "International Survivors of Trafficking Advisory Council (ISTAC)",
        by="istac",
        date=date(2021, 8, 5),
        show_day=True,
        known_from="S2",
    )
    meet("South Florida Human Trafficking Task Force", stop="miami", by="task_force", known_from="S3")
    roundtable = meet("NGO roundtable", kind=Meeting.Kind.ROUNDTABLE, known_from="S1")
    return {"polaris": polaris, "roundtable": roundtable}


def _takeaways(program: Program) -> None:
    for text in (
        "Bring civil society in, and let communities shape their own answers.",
        "Start from the stories and the lived experience of survivors.",
        "Let government and nongovernmental organizations work as partners.",
    ):
        add(Takeaway, program=program, text=text, status=Takeaway.Status.APPROVED)
