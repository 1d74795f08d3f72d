"""Who met whom: the two sides of the picture, its lines, and the list."""

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from participants.models import Organization
from participants.public_profile import PublicProfile
from programs.itinerary import Entry
from programs.models import Meeting
from public.pictures.connections import DRAWN, Connections, connections

NGO, OFFICE, CHURCH = (
    Organization(pk=number, name=name, slug=name.lower())
    for number, name in enumerate(("Ngo", "Office", "church"), start=1)
)


def profile(name: str) -> PublicProfile:
    return PublicProfile(slug=name.lower(), named=True, label=name, country_code="AL", country_name="Albania")


ANA, BEN, CEM = profile("Ana"), profile("Ben"), profile("Cem")


def meeting(
    *organizations: Organization,
    heroes: Sequence[PublicProfile] = (),
    whole_group: bool = False,
    cancelled: bool = False,
) -> Entry:
    status = Meeting.Status.CANCELLED if cancelled else Meeting.Status.CONFIRMED
    return Entry(
        Meeting(title="Talk", status=status, whole_group=whole_group),
        None,
        None,
        heroes=heroes,
        organizations=organizations,
    )


def people(made: Connections) -> dict[str, int]:
    return {node.profile.label if node.profile else "group": node.met for node in made.nodes}


def test_a_meeting_of_some_connects_them_alone() -> None:
    made = connections([ANA, BEN, CEM], [meeting(NGO, heroes=[ANA, BEN]), meeting(OFFICE, heroes=[ANA])])
    assert people(made) == {"Ana": 2, "Ben": 1}
    assert not made.has_group
    assert [len(node.lines) for node in made.nodes] == [2, 1]
    assert [(met.organization, met.participants) for met in made.organizations] == [(NGO, 2), (OFFICE, 1)]


def test_what_the_whole_group_met_everyone_met_by_one_line_each() -> None:
    made = connections([ANA, BEN], [meeting(NGO, OFFICE, whole_group=True), meeting(CHURCH, heroes=[BEN])])
    assert people(made) == {"Ana": 2, "group": 2, "Ben": 3}
    assert [len(node.lines) for node in made.nodes] == [0, 2, 1]
    assert [bool(node.tie) for node in made.nodes] == [True, False, True]
    assert [met.by_group for met in made.organizations] == [False, True, True]


def test_eight_people_and_twenty_five_organizations_are_thirty_three_lines() -> None:
    profiles = [profile(f"Person {number}") for number in range(8)]
    groups = [Organization(pk=number, name=f"Group {number:02}") for number in range(25)]
    made = connections(profiles, [meeting(each, whole_group=True) for each in groups])
    assert sum(len(node.lines) + bool(node.tie) for node in made.nodes) == 33


def test_the_same_organization_met_by_all_and_by_some_counts_once() -> None:
    made = connections([ANA, BEN], [meeting(NGO, whole_group=True), meeting(NGO, heroes=[ANA])])
    assert people(made) == {"Ana": 1, "group": 1, "Ben": 1}
    assert len(made.organizations[0].through) == 2


def test_a_line_is_stronger_the_more_meetings_it_stands_for() -> None:
    made = connections([ANA], [meeting(NGO, heroes=[ANA])] * 5 + [meeting(OFFICE, heroes=[ANA])] * 2)
    assert sorted((line.meetings, line.weight) for line in made.nodes[0].lines) == [(2, 2), (5, 3)]


def test_a_cancelled_meeting_connects_nobody() -> None:
    made = connections(
        [ANA], [meeting(NGO, whole_group=True, cancelled=True), meeting(OFFICE, heroes=[ANA], cancelled=True)]
    )
    assert (made.nodes, made.drawn, made.organizations) == ([], [], [])


def test_a_meeting_of_people_who_are_not_shown_connects_nobody() -> None:
    made = connections([ANA], [meeting(NGO)])
    assert (made.nodes, made.organizations) == ([], [])


def test_a_group_of_which_nobody_is_shown_still_met_whom_it_met() -> None:
    made = connections([], [meeting(NGO, whole_group=True)])
    assert people(made) == {"group": 1}
    assert len(made.nodes[0].lines) == 1


def test_the_list_goes_by_name_whatever_the_case() -> None:
    made = connections([ANA], [meeting(OFFICE, NGO, CHURCH, heroes=[ANA])])
    assert [met.organization.name for met in made.organizations] == ["church", "Ngo", "Office"]


def test_the_picture_has_an_end_but_the_list_has_all() -> None:
    groups = [Organization(pk=number, name=f"Group {number:03}") for number in range(DRAWN + 10)]
    often = groups[-1]
    made = connections([ANA], [meeting(each, heroes=[ANA]) for each in [*groups, often]])
    assert len(made.drawn) == DRAWN
    assert often in [met.organization for met in made.drawn]
    assert len(made.organizations) == DRAWN + 10
    assert made.is_partial
    assert people(made) == {"Ana": DRAWN + 10}


def test_organizations_stand_near_those_who_met_them() -> None:
    made = connections([ANA, BEN, CEM], [meeting(NGO, heroes=[CEM]), meeting(OFFICE, heroes=[ANA])])
    assert [met.organization for met in made.drawn] == [OFFICE, NGO]


MANY = [profile(f"Person {number}") for number in range(6)]
GROUPS = [Organization(pk=number, name=f"Group {number}") for number in range(8)]
MEETINGS = st.builds(
    lambda groups, heroes, whole, cancelled: meeting(
        *groups, heroes=[] if whole else heroes, whole_group=whole, cancelled=cancelled
    ),
    st.lists(st.sampled_from(GROUPS), max_size=3, unique_by=lambda each: each.pk),
    st.lists(st.sampled_from(MANY), max_size=4, unique_by=lambda each: each.slug),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(MEETINGS, max_size=15))
def test_picture_and_list_say_the_same(entries: list[Entry]) -> None:
    made = connections(MANY, entries)
    held = [entry for entry in entries if not entry.meeting.is_cancelled]
    for node in made.nodes:
        expected = {
            organization.pk
            for entry in held
            for organization in entry.organizations
            if entry.meeting.whole_group or (node.profile and node.profile in entry.heroes)
        }
        assert node.met == len(expected)
    lines_of_people = sorted(line.path for node in made.nodes for line in node.lines)
    assert lines_of_people == sorted(line.path for met in made.drawn for line in met.lines)
    assert sum(line.meetings for node in made.nodes for line in node.lines) == sum(
        len(through.keys) for met in made.organizations for through in met.through
    )
    for path in lines_of_people:
        assert all(0 <= float(number) <= 100 for number in re.findall(r"[\d.]+", path))
