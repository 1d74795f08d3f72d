"""Which writes of which table a stranger may notice: the conditions on the triggers of the generation.

A write moves the generation only if it changes a column that public pages are made from, in a row that can
be public before or after it. Else the moment of a page's renewal would tell strangers of what is withheld:
that somebody wrote a note on a hero whom nobody may know of.

A condition may hold too often (then a page is made again in vain), and never too seldom. What becomes
public only because *another* row changes is told by that row's own trigger. The exact rules are the
`public()` querysets; a test compares the two.
"""

from collections.abc import Iterable

# ruff: disable[S608] - nothing here but constants

#: Columns that no public page is made from, by table. All others count, new ones too.
PRIVATE_COLUMNS = {
    "participants_consent": {"basis", "reference", "recorded_by_id", "recorded_at"},
    "participants_hero": {"time_zone", "email", "internal_notes"},
    "programs_change": {"tombstone"},
    "programs_meeting": {"join_url", "join_details", "internal_notes", "private_sequence"},
    "programs_program": {"project_number"},
    "programs_quote": {"approved_by_id", "approved_at"},
}

#: Columns that are public only while another column says so.
SHOWN_ONLY_IF = {("programs_program", "participant_count"): "participant_count_public"}


def _program(key: str) -> str:
    public = "p.status IN ('published', 'archived')"
    return f"EXISTS (SELECT 1 FROM programs_program p WHERE p.id = {key} AND {public})"


def _meeting(key: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM programs_meeting m WHERE m.id = {key} AND m.is_public"
        f" AND m.status IN ('confirmed', 'cancelled') AND {_program('m.program_id')})"
    )


def _agrees(hero: str) -> str:
    """A consent for the identity that is in force, or will be."""
    return (
        f"EXISTS (SELECT 1 FROM participants_consent c WHERE c.hero_id = {hero} AND c.scope = 'identity'"
        " AND (c.revoked_on IS NULL OR c.revoked_on >= CURRENT_DATE)"
        " AND (c.expires_on IS NULL OR c.expires_on >= CURRENT_DATE))"
    )


def _takes_part(hero: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM programs_program_heroes ph WHERE ph.hero_id = {hero}"
        f" AND {_program('ph.program_id')})"
    )


def _hero(key: str) -> str:
    """A hero who may be shown, if anything public speaks of the hero."""
    return (
        f"EXISTS (SELECT 1 FROM participants_hero h WHERE h.id = {key} AND (h.public_identity = 'anonymous'"
        f" OR h.public_identity = 'named' AND {_agrees('h.id')}))"
    )


def _resource(key: str) -> str:
    return (
        f"(EXISTS (SELECT 1 FROM programs_resource_programs rp WHERE rp.resource_id = {key}"
        f" AND {_program('rp.program_id')})"
        f" OR EXISTS (SELECT 1 FROM programs_resource_meetings rm WHERE rm.resource_id = {key}"
        f" AND {_meeting('rm.meeting_id')}))"
    )


def _stop_city(key: str) -> str:
    return f"EXISTS (SELECT 1 FROM programs_stop s WHERE s.city_id = {key} AND {_program('s.program_id')})"


def _said(row: str) -> str:
    """An approved quote or takeaway of a public program, of nobody or of a hero who may be shown."""
    of_whom = f"({row}.hero_id IS NULL OR {_hero(f'{row}.hero_id')})"
    return f"{row}.status = 'approved' AND {_program(f'{row}.program_id')} AND {of_whom}"


def _organization(key: str) -> str:
    """An organization that something public refers to, or a hero who may be named."""
    references = (
        f"programs_program o WHERE o.agency_id = {key} AND {_program('o.id')}",
        f"programs_stop o WHERE o.host_id = {key} AND {_program('o.program_id')}",
        f"programs_meeting_organizations o WHERE o.organization_id = {key} AND {_meeting('o.meeting_id')}",
        f"programs_quote o WHERE o.organization_id = {key} AND {_said('o')}",
        f"programs_takeaway o WHERE o.organization_id = {key} AND {_said('o')}",
        f"programs_resource o WHERE o.organization_id = {key} AND {_resource('o.id')}",
        f"participants_hero o WHERE o.organization_id = {key} AND {_hero('o.id')} AND {_takes_part('o.id')}",
    )
    return "(" + " OR ".join(f"EXISTS (SELECT 1 FROM {reference})" for reference in references) + ")"


def _source(key: str) -> str:
    references = (
        f"programs_program_sources o WHERE o.source_id = {key} AND {_program('o.program_id')}",
        f"programs_meeting_sources o WHERE o.source_id = {key} AND {_meeting('o.meeting_id')}",
        f"programs_quote o WHERE o.source_id = {key} AND {_said('o')}",
    )
    return "(" + " OR ".join(f"EXISTS (SELECT 1 FROM {reference})" for reference in references) + ")"


#: By table, the condition on a row ("{row}") to be public, now or at a time that is already set.
#: A table that is not here counts with all its rows.
CONDITIONS = {
    "participants_consent": (
        "EXISTS (SELECT 1 FROM participants_hero n WHERE n.id = {row}.hero_id"
        " AND n.public_identity = 'named')"
        f" AND ({{row}}.scope = 'identity' OR {_agrees('{row}.hero_id')}) AND {_takes_part('{row}.hero_id')}"
    ),
    "participants_hero": (
        "({row}.public_identity = 'anonymous'"
        f" OR {{row}}.public_identity = 'named' AND {_agrees('{row}.id')})"
        f" AND {_takes_part('{row}.id')}"
    ),
    "participants_heroaddress": (
        "EXISTS (SELECT 1 FROM participants_hero n WHERE n.id = {row}.owner_id"
        f" AND n.public_identity = 'named' AND {_agrees('n.id')}) AND {_takes_part('{row}.owner_id')}"
    ),
    "participants_organization": _organization("{row}.id"),
    "participants_organizationaddress": _organization("{row}.owner_id"),
    "programs_change": f"{{row}}.was_public AND {_program('{row}.program_id')}",
    "programs_city": _stop_city("{row}.id"),
    "programs_cityaddress": _stop_city("{row}.owner_id"),
    "programs_meeting": (
        "{row}.is_public AND {row}.status IN ('confirmed', 'cancelled')"
        f" AND {_program('{row}.program_id')}"
    ),
    "programs_meeting_heroes": f"{_meeting('{row}.meeting_id')} AND {_hero('{row}.hero_id')}",
    "programs_meeting_organizations": _meeting("{row}.meeting_id"),
    "programs_meeting_sources": _meeting("{row}.meeting_id"),
    "programs_meetingtranslation": _meeting("{row}.meeting_id"),
    "programs_program": "{row}.status IN ('published', 'archived')",
    "programs_programaddress": _program("{row}.owner_id"),
    "programs_program_heroes": f"{_program('{row}.program_id')} AND {_hero('{row}.hero_id')}",
    "programs_program_officers": "1 = 0",
    "programs_program_sources": _program("{row}.program_id"),
    "programs_programtranslation": _program("{row}.program_id"),
    "programs_quote": _said("{row}"),
    "programs_resource": _resource("{row}.id"),
    "programs_resource_meetings": _meeting("{row}.meeting_id"),
    "programs_resource_programs": _program("{row}.program_id"),
    "programs_source": _source("{row}.id"),
    "programs_stop": _program("{row}.program_id"),
    "programs_takeaway": _said("{row}"),
}


def shown(table: str, row: str) -> str:
    """SQL: whether `row` ("OLD" or "NEW") of a table can be public."""
    return "(" + CONDITIONS.get(table, "1 = 1").replace("{row}", row) + ")"


def changed(table: str, columns: Iterable[str], differs: str) -> str:
    """SQL: whether a column that pages are made from differs between OLD and NEW.

    `differs`: the database's word for "is not equal", NULL being a value: "IS NOT" or "IS DISTINCT FROM".
    """
    comparisons, there = [], set(columns)
    for column in sorted(there - PRIVATE_COLUMNS.get(table, set())):
        old, new = f'OLD."{column}"', f'NEW."{column}"'
        switch = SHOWN_ONLY_IF.get((table, column))
        if switch in there:
            old = f"CASE WHEN OLD.{switch} THEN {old} END"
            new = f"CASE WHEN NEW.{switch} THEN {new} END"
        comparisons.append(f"{old} {differs} {new}")
    return "(" + " OR ".join(comparisons) + ")"


# ruff: enable[S608]
