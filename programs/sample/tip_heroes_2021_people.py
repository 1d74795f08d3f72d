"""The eight TIP Report Heroes of 2021 and the organizations they met: only what the sources say of each."""

from datetime import date

from participants import consent
from participants.models import Consent, Hero, Organization
from programs.models import Source
from programs.sample.rows import Release, add_hero, keep

#: The heroes were named in public at the launch of the report.
HONORED_ON = date(2021, 7, 1)
MORA_NIETO_SOURCE = (
    "https://www.lavanguardia.com/magazine/personalidades/20211011/7769846/"
    "rocio-mora-heroina-trata-traspasa-fronteras.html"
)


def organizations() -> dict[str, Organization]:
    """Websites only where one is on record; the rest stays empty."""
    kind = Organization.Kind
    facts: dict[str, dict[str, str]] = {
        "meridian": {
            "name": "Meridian International Center",
            "kind": kind.NGO,
            "website": "https://meridian.org",
        },
        "global_minnesota": {
            "name": "Global Minnesota",
            "kind": kind.NGO,
            "website": "https://globalminnesota.org",
            "city_name": "Minneapolis",
        },
        "global_ties_miami": {"name": "Global Ties Miami", "kind": kind.NGO, "city_name": "Miami"},
        "state": {
            "name": "U.S. Department of State",
            "kind": kind.GOVERNMENT,
            "website": "https://state.gov",
            "country": "US",
        },
        "labor": {"name": "U.S. Department of Labor", "kind": kind.GOVERNMENT, "country": "US"},
        "polaris": {
            "name": "Polaris Project",
            "kind": kind.NGO,
            "website": "https://polarisproject.org",
        },
        "legal_center": {
            "name": "The Human Trafficking Legal Center",
            "kind": kind.NGO,
            "website": "https://htlegalcenter.org",
        },
        "freedom_network": {
            "name": "Freedom Network USA",
            "kind": kind.NGO,
            "website": "https://freedomnetworkusa.org",
        },
        "miwsac": {"name": "Minnesota Indian Women's Sexual Assault Coalition", "kind": kind.NGO},
        "istac": {
            "name": "International Survivors of Trafficking Advisory Council",
            "short_name": "ISTAC",
            "kind": kind.INTERNATIONAL,
            "website": "https://www.osce.org/odihr",
        },
        "task_force": {"name": "South Florida Human Trafficking Task Force"},
        # Where heroes work.
        "renate": {
            "name": "RENATE",
            "kind": kind.FAITH,
            "description": "A network of religious in Europe against trafficking.",
            "source_title": "renate-europe.net",
            "source_url": "https://renate-europe.net",
        },
        "sifos": {
            "name": "SIFOS",
            "kind": kind.NGO,
            "source_title": "tipheroes.org",
            "source_url": "https://www.tipheroes.org/chantal-sagbo-sasse/",
        },
        "sana_sezim": {
            "name": "Legal Center for Women's Initiatives “Sana Sezim”",
            "short_name": "Sana Sezim",
            "source_title": "sanasezim.org",
            "source_url": "https://sanasezim.org/eng/node/662",
        },
        "apramp": {
            "name": "APRAMP",
            "source_title": "La Vanguardia, October 11, 2021",
            "source_url": MORA_NIETO_SOURCE,
        },
    }
    return {key: keep(Organization, found_by="name", **fields) for key, fields in facts.items()}


def heroes(sources: dict[str, Source], groups: dict[str, Organization]) -> dict[str, Hero]:
    """The eight, all named as honorees in public. Only what the sources say of each."""
    return {
        "poole": _hero(
            slug="imelda-poole",
            honorific="Sister",
            name="Imelda Poole",
            sort_name="Poole, Imelda",
            country="AL",
            organization=groups["renate"],
            role="President of RENATE; founder of Mary Ward Loreto",
            citation=(
                "Advocacy, outreach and rehabilitation: with cyber education, with vulnerable young people "
                "and with vocational training."
            ),
            source_title="DipNote, U.S. Department of State; also ml.usembassy.gov and renate-europe.net",
            source_url=sources["S1"].url,
            quoted=True,
        ),
        "bemaka_soui": _hero(
            slug="josiane-lina-bemaka-soui",
            name="Josiane Lina Bemaka-Soui",
            sort_name="Bemaka-Soui, Josiane Lina",
            country="CF",
            role="Minister-Counselor",
            citation="Made the inter-ministerial committee work and led the first national action plan.",
            source_title="U.S. Embassy in the Central African Republic, July 2021",
            source_url="https://cf.usembassy.gov",
        ),
        "sagbo_sasse": _hero(
            slug="chantal-sagbo-sasse",
            name="Chantal Sagbo Sasse",
            sort_name="Sagbo Sasse, Chantal",
            country="GA",
            organization=groups["sifos"],
            role="Founder and head of SIFOS",
            citation="Has worked against trafficking in children for two decades.",
            source_title="tipheroes.org",
            source_url="https://www.tipheroes.org/chantal-sagbo-sasse/",
        ),
        "ibusuki": _hero(
            slug="shoichi-ibusuki",
            name="Shoichi Ibusuki",
            native_name="指宿昭一",
            sort_name="Ibusuki, Shoichi",
            country="JP",
            role="Lawyer, Daini Tokyo Bar Association",
            citation="Represents technical intern trainees from abroad.",
            source_title="The Mainichi, July 3, 2021",
            source_url="https://mainichi.jp/english/articles/20210703/p2a/00m/0na/004000c",
        ),
        "khassanova": _hero(
            slug="shakhnoza-khassanova",
            name="Shakhnoza Khassanova",
            sort_name="Khassanova, Shakhnoza",
            country="KZ",
            organization=groups["sana_sezim"],
            role="Director of the Legal Center for Women's Initiatives “Sana Sezim”",
            source_title="sanasezim.org",
            source_url="https://sanasezim.org/eng/node/662",
        ),
        "cabrera_figueroa": _hero(
            slug="guillermina-cabrera-figueroa",
            name="Guillermina Cabrera Figueroa",
            sort_name="Cabrera Figueroa, Guillermina",
            country="MX",
            role="Specialized prosecutor for trafficking, State of Mexico",
            source_title="xponencial.mx, July 2, 2021",
            source_url="https://xponencial.mx/?p=15078",
        ),
        "al_obaidly": _hero(
            slug="mohammed-al-obaidly",
            name="Mohammed al-Obaidly",
            sort_name="Obaidly, Mohammed al-",
            country="QA",
            role=(
                "Assistant Undersecretary, Ministry of Administrative Development, "
                "Labor and Social Affairs (in 2021)"
            ),
            source_title="U.S. Embassy in Qatar",
            source_url=(
                "https://qa.usembassy.gov/mohammed-al-obaidly-recognized-as-a-trafficking-in-persons-"
                "report-hero-by-the-state-department/"
            ),
        ),
        "mora_nieto": _hero(
            slug="rocio-mora-nieto",
            name="Rocío Mora Nieto",
            sort_name="Mora Nieto, Rocío",
            country="ES",
            organization=groups["apramp"],
            role="Lawyer; director of APRAMP",
            source_title="La Vanguardia, October 11, 2021",
            source_url=MORA_NIETO_SOURCE,
        ),
    }


def _hero(*, source_url: str, quoted: bool = False, **facts: object) -> Hero:
    scope, basis = Consent.Scope, Consent.Basis
    releases = [Release(scope.IDENTITY, basis.PUBLIC_RECORD, source_url, HONORED_ON)]
    if quoted:
        # The source bears no date known to us, so it counts from the day it is recorded here.
        releases.append(Release(scope.QUOTES, basis.PUBLIC_RECORD, source_url, consent.today()))
    return add_hero(
        releases,
        public_identity=Hero.PublicIdentity.NAMED,
        honor_year=2021,
        source_url=source_url,
        **facts,
    )
