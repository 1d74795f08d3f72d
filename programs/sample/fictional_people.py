"""The people and organizations of the fictional program. All invented.

Every case of consent is among them.
"""

from collections.abc import Iterator
from datetime import date

from participants.models import Consent, Hero, Organization
from programs.sample.rows import Release, add_hero, keep

GIVEN_ON = date(2026, 4, 15)
EXPIRED_ON = date(2026, 9, 30)
REVOKED_ON = date(2026, 10, 12)

NAMED = Hero.PublicIdentity.NAMED
IDENTITY, BIOGRAPHY, QUOTES = Consent.Scope.IDENTITY, Consent.Scope.BIOGRAPHY, Consent.Scope.QUOTES


def organizations() -> dict[str, Organization]:
    """Invented organizations. Their addresses end in `.example`, which nobody can own (RFC 2606)."""
    kind = Organization.Kind
    facts: dict[str, dict[str, str]] = {
        "agency": {
            "name": "Fictional Institute for Bridges and Visitors",
            "short_name": "FIBV",
            "kind": kind.NGO,
            "website": "https://bridges-and-visitors.example",
            "city_name": "Washington",
        },
        "north_host": {
            "name": "Imaginary Council of the North Bank",
            "kind": kind.NGO,
            "website": "https://north-bank.example",
            "city_name": "Minneapolis",
        },
        "south_host": {
            "name": "Imaginary Council of the South Shore",
            "kind": kind.NGO,
            "website": "https://south-shore.example",
            "city_name": "Miami",
        },
        "lantern": {
            "name": "Fictional Lantern House",
            "kind": kind.NGO,
            "website": "https://lantern-house.example",
            "city_name": "Minneapolis",
        },
        "coalition": {
            "name": "Make-Believe Coalition of the Two Banks",
            "kind": kind.NGO,
            "website": "https://two-banks.example",
            "city_name": "Minneapolis",
        },
        "city_office": {
            "name": "Invented Office of Fair Work",
            "kind": kind.GOVERNMENT,
            "website": "https://fair-work.example",
            "city_name": "Minneapolis",
        },
        "university": {
            "name": (
                "Nonexistent University of the Upper River, School of Public Affairs, Institute for the "
                "Study of Listening, Trust and the Slow Work of Building Bridges"
            ),
            "short_name": "Nonexistent University",
            "kind": kind.ACADEMIC,
            "website": "https://university.example",
            "city_name": "Minneapolis",
        },
        "tide_line": {
            "name": "Pretend Tide Line",
            "kind": kind.OTHER,
            "website": "https://tide-line.example",
            "city_name": "Miami",
        },
        "harbor": {
            "name": "Imaginary Harbor Pilots' Association",
            "kind": kind.BUSINESS,
            "website": "https://harbor-pilots.example",
            "city_name": "Miami",
        },
        "radio": {
            "name": "Radio Nowhere",
            "kind": kind.MEDIA,
            "website": "https://radio-nowhere.example",
            "city_name": "Miami",
        },
        "interfaith": {
            "name": "Invented Interfaith Table",
            "kind": kind.FAITH,
            "website": "https://interfaith-table.example",
            "city_name": "Miami",
        },
        # Where heroes work.
        "weavers": {
            "name": "Fictional Weavers' Union",
            "kind": kind.NGO,
            "website": "https://weavers.example",
            "country": "KE",
        },
        "registry": {
            "name": "Imaginary Registry of Recruiters",
            "kind": kind.GOVERNMENT,
            "website": "https://registry.example",
            "country": "NZ",
        },
    }
    note = "A fictional organization, made up for this demonstration."
    return {
        key: keep(Organization, found_by="name", description=note, **fields) for key, fields in facts.items()
    }


def heroes(groups: dict[str, Organization]) -> dict[str, Hero]:
    """Ten invented people in ten time zones, by a short key."""
    return {
        "zora": _hero(
            "zora-example-lantern",
            consents=[IDENTITY, BIOGRAPHY, QUOTES],
            name="Zora Example-Lantern",
            sort_name="Example-Lantern, Zora",
            country="KE",
            time_zone="Africa/Nairobi",
            organization=groups["weavers"],
            role="Organizer (fictional)",
            citation="For a hotline that an invented village answers in turns.",
            biography=(
                "A **fictional** organizer. She began with:\n\n- one borrowed telephone\n- a list of names\n"
                "- a kettle\n\n"
                "Today the [imaginary hotline](https://weavers.example/hotline) never rings twice."
            ),
            languages="sw, en",
        ),
        "arjun": _hero(
            "arjun-placeholder",
            consents=[IDENTITY],  # no biography, no quotes
            name="Arjun Placeholder",
            sort_name="Placeholder, Arjun",
            country="IN",
            time_zone="Asia/Kolkata",
            role="Labor inspector (fictional)",
            citation="For reading the small print of a thousand contracts that were never written.",
            biography="Unreleased life story: no consent covers these words, so no reader may find them.",
            languages="hi, en",
        ),
        "sita": _hero(
            "sita-madeup-himal",
            consents=[IDENTITY, BIOGRAPHY, QUOTES],
            name="Sita Madeup-Himal",
            native_name="सीता काल्पनिक",
            sort_name="Madeup-Himal, Sita",
            country="NP",
            time_zone="Asia/Kathmandu",
            role="Radio host (fictional)",
            citation="For a program that taught imaginary listeners their real rights.",
            biography="A **fictional** voice on an invented radio station in the mountains.",
            languages="ne, en",
        ),
        "tui": _hero(
            "tui-notareal-harbor",
            consents=[IDENTITY, QUOTES],
            name="Tui Notareal-Harbor",
            sort_name="Notareal-Harbor, Tui",
            country="NZ",
            time_zone="Pacific/Auckland",
            organization=groups["registry"],
            role="Registrar of recruiters (fictional)",
            citation="For a public list of honest recruiters in a country of the mind.",
            languages="mi, en",
        ),
        "maximiliana": _hero(
            "maximiliana-inventada",
            consents=[IDENTITY, BIOGRAPHY, QUOTES],
            honorific="Dr.",
            name="Maximiliana Esperanza Inventada de los Ejemplos y Villaficticia-Sinrealidad",
            sort_name="Inventada de los Ejemplos y Villaficticia-Sinrealidad, Maximiliana Esperanza",
            country="CO",
            time_zone="America/Bogota",
            role=(
                "Deputy Coordinator for Cooperation between Ministries, Municipalities and Associations in "
                "the Prevention of Things That Did Not Happen (fictional)"
            ),
            citation="For bringing eleven imaginary ministries to one table.",
            biography="A **fictional** physician with a very long name, so that pages are tried with one.",
            languages="es, pt, en",
        ),
        "layla": _hero(
            "layla-khayali",
            consents=[IDENTITY],
            name="Layla Khayali",
            native_name="ليلى الخيالية",
            sort_name="Khayali, Layla",
            country="JO",
            time_zone="Asia/Amman",
            role="Lawyer (fictional)",
            citation="For winning a case that no court has heard.",
            languages="ar, en",
        ),
        "anonymous": _hero(
            "participant-7kq2xw4m",
            name="Quillon Neverwas",
            public_identity=Hero.PublicIdentity.ANONYMOUS,
            country="BR",
            time_zone="America/Sao_Paulo",
            role="Caseworker in a place that must not be named (fictional)",
        ),
        "withheld": _hero(
            "participant-m3vd9rt6",
            name="Brindle Nobodyson",
            public_identity=Hero.PublicIdentity.WITHHELD,
            country="PH",
            time_zone="Asia/Manila",
            role="Advocate who is shown nowhere (fictional)",
        ),
        "expired": _hero(
            "calix-pastdate",
            consents=[IDENTITY, QUOTES],
            expires_on=EXPIRED_ON,
            name="Calix Pastdate",
            sort_name="Pastdate, Calix",
            country="GH",
            time_zone="Africa/Accra",
            role="Teacher whose consent has expired (fictional)",
        ),
        "revoked": _hero(
            "dorin-tookback",
            consents=[IDENTITY, BIOGRAPHY, QUOTES],
            revoked_on=REVOKED_ON,
            name="Dorin Tookback",
            sort_name="Tookback, Dorin",
            country="JP",
            time_zone="Asia/Tokyo",
            role="Journalist who took consent back (fictional)",
            biography="Life story of someone who took consent back.",
        ),
    }


def _hero(
    slug: str,
    *,
    consents: list[Consent.Scope] | None = None,
    expires_on: date | None = None,
    revoked_on: date | None = None,
    **facts: object,
) -> Hero:
    return add_hero(
        _releases(slug, consents or [], expires_on, revoked_on),
        slug=slug,
        email=f"{slug}@bridge-builders.example",
        internal_notes="Fictional note for officers: vegetarian meals, no early flights.",
        **{"public_identity": NAMED, **facts},
    )


def _releases(
    slug: str, scopes: list[Consent.Scope], expires_on: date | None, revoked_on: date | None
) -> Iterator[Release]:
    for scope in scopes:
        yield Release(
            scope=scope,
            basis=Consent.Basis.SIGNED_RELEASE,
            reference=f"Imaginary cabinet 4, folder {slug}",
            given_on=GIVEN_ON,
            expires_on=expires_on,
            revoked_on=revoked_on,
        )
