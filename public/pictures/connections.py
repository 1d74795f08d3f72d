"""The connections made: which participants met which organizations, through which meetings.

The whole group is a node of its own amid the participants, tied to each of them: eight people and twenty-five
organizations are then thirty-three lines, not two hundred. Cancelled meetings connect nobody; a meeting of
people who are not shown connects nobody who could be drawn, and is left out.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from common.letters.order import sort_key
from participants.public_profile import PublicProfile
from programs.itinerary import Entry

if TYPE_CHECKING:
    from participants.models import Organization
    from programs.models import Meeting

#: So many at most on each side of the picture: those with the most meetings. The list has all.
DRAWN = 40
#: The key of the whole group, where that of a participant is the slug.
GROUP = ""


@dataclass(frozen=True)
class Line:
    """The data of an SVG path in a field of 100 by 100, from the participants' side to the organizations'."""

    path: str
    meetings: int = 1  #: how many meetings it stands for

    @property
    def weight(self) -> int:
        """How thick the line is drawn: 1, 2, or 3 for three meetings and more."""
        return min(self.meetings, 3)


@dataclass(frozen=True)
class Through:
    """A meeting that connected. `profiles` are those of a part of the group; none means the whole group."""

    meeting: "Meeting"
    profiles: Sequence[PublicProfile] = ()

    @property
    def keys(self) -> list[str]:
        """The slugs of those who took part, or GROUP alone."""
        return [profile.slug for profile in self.profiles] or [GROUP]

    @property
    def labels(self) -> list[str]:
        """The names by which those of a part of the group are shown; none for the whole group."""
        return [profile.label for profile in self.profiles]


@dataclass
class OrganizationMet:
    """An organization with the meetings that connected it, and its lines in the picture."""

    organization: "Organization"
    through: list[Through] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def meetings(self) -> Counter[str]:
        """How many meetings each participant, or the whole group, had with it, by `Node.key`."""
        return Counter(key for each in self.through for key in each.keys)

    @property
    def by_group(self) -> bool:
        """Whether at least one meeting with it was of the whole group."""
        return GROUP in self.meetings

    @property
    def participants(self) -> int:
        """How many participants met it in a part of the group."""
        return len(self.meetings.keys() - {GROUP})


@dataclass
class Node:
    """A participant, or the whole group (no `profile`), with the number of organizations met."""

    profile: PublicProfile | None
    met: int
    lines: list[Line] = field(default_factory=list)
    tie: Line | None = None  #: from a participant to the whole group

    @property
    def key(self) -> str:
        """The slug of the participant, or GROUP."""
        return self.profile.slug if self.profile else GROUP


@dataclass
class Connections:
    """Who met whom. `nodes` and `drawn` are the two sides of the picture, `organizations` is the list."""

    nodes: list[Node]
    drawn: list[OrganizationMet]
    organizations: list[OrganizationMet]

    @property
    def has_group(self) -> bool:
        """Whether the whole group is a node of the picture: it met at least one organization."""
        return any(node.key == GROUP for node in self.nodes)

    @property
    def is_partial(self) -> bool:
        """Whether the picture leaves out organizations that the list has."""
        return len(self.drawn) < len(self.organizations)


def connections(profiles: Sequence[PublicProfile], entries: Iterable[Entry]) -> Connections:
    """The connections of a program from the participants who are shown and its public meetings.

    Participants stay in the order given. Organizations are listed by name; in the picture they stand near
    those who met them, so that few lines cross.
    """
    met = _met(entries)
    nodes = _nodes(profiles, met)
    drawn = sorted(met, key=lambda each: -len(each.through))[:DRAWN]
    rank = {node.key: number for number, node in enumerate(nodes)}
    drawn.sort(key=lambda each: _middle([rank[key] for key in each.meetings if key in rank]))
    _draw(nodes, drawn)
    return Connections(nodes, drawn, met)


def _met(entries: Iterable[Entry]) -> list[OrganizationMet]:
    """Organizations by name, each with the meetings that connected it."""
    met: dict[int, OrganizationMet] = {}
    for entry in entries:
        if entry.meeting.is_cancelled or not (entry.meeting.whole_group or entry.heroes):
            continue
        for organization in entry.organizations:
            organization_met = met.setdefault(organization.pk, OrganizationMet(organization))
            organization_met.through.append(Through(entry.meeting, entry.heroes))
    return sorted(met.values(), key=lambda each: sort_key(each.organization.name))


def _nodes(profiles: Sequence[PublicProfile], met: Sequence[OrganizationMet]) -> list[Node]:
    """The participants who met someone, with the whole group in their midst if it did."""
    known = {profile.slug: profile for profile in profiles}
    for each in met:
        for through in each.through:
            for profile in through.profiles:
                known.setdefault(profile.slug, profile)
    with_whom = [each.meetings for each in met]
    by_group = sum(GROUP in meetings for meetings in with_whom)
    nodes = [
        Node(profile, sum(GROUP in meetings or key in meetings for meetings in with_whom))
        for key, profile in known.items()
    ]
    nodes = [node for node in nodes if node.met][:DRAWN]
    if by_group:
        nodes.insert(len(nodes) // 2, Node(None, by_group))
    return nodes


def _middle(ranks: Sequence[int]) -> float:
    """Where an organization belongs: amid those who met it. Whose are not drawn come last."""
    return sum(ranks) / len(ranks) if ranks else DRAWN


def _draw(nodes: Sequence[Node], drawn: Sequence[OrganizationMet]) -> None:
    """Give both sides their lines. Each stands in the middle of an equal share of the height."""
    heights = {node.key: _share(number, len(nodes)) for number, node in enumerate(nodes)}
    for node in nodes:
        start = heights[node.key]
        if node.profile and GROUP in heights:
            group = heights[GROUP]
            bulge = round(4 + abs(start - group) / 3)
            node.tie = Line(f"M0 {start}C{bulge} {start} {bulge} {group} 0 {group}")
        for number, met in enumerate(drawn):
            meetings = met.meetings[node.key]
            if meetings:
                end = _share(number, len(drawn))
                line = Line(f"M0 {start}C50 {start} 50 {end} 100 {end}", meetings)
                node.lines.append(line)
                met.lines.append(line)


def _share(number: int, of: int) -> float:
    return round((number + 0.5) * 100 / of, 1)
