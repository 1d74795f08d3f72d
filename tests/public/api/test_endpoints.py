"""The API says what the pages say, to everyone, and no more."""

import csv
import io
import json
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from common.time_zones import zone_names
from participants.models import Consent
from programs.models import Change, Meeting, Program
from programs.wall_time import exists
from public.api.files import FORMULA, cell
from tests.factories import (
    CityFactory,
    ConsentFactory,
    HeroFactory,
    MeetingFactory,
    OrganizationFactory,
    ProgramFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    StopFactory,
    named_hero,
)
from tests.support.examples import examples
from tests.support.public_pages import site_map

pytestmark = pytest.mark.django_db

LISTS = ["programs", "stops", "meetings", "heroes", "organizations", "quotes", "changes"]


def read(client: Client, address: str) -> Any:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    assert response["Content-Type"].startswith("application/json")
    return json.loads(response.content)


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(f"/api/v1/{address}")
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def slugs(client: Client, address: str) -> list[str]:
    return [item.get("slug") or item["title"] for item in read(client, address)["items"]]


# --- What is said ----------------------------------------------------------------------------------


def test_a_time_is_an_instant_and_what_the_clocks_showed(client: Client) -> None:
    meeting = PublicMeetingFactory(end_time=None)
    shown = read(client, f"meetings/{meeting.uid}")
    assert shown["date"] == "2021-08-03"
    assert shown["starts"] == {
        "instant": "2021-08-03T15:00:00Z",
        "wall_time": "2021-08-03T10:00:00",
        "utc_offset": "-05:00",
        "time_zone": "America/Chicago",
        "city": "Minneapolis",
    }
    assert shown["ends"] is None
    assert shown["city"]["time_zone"] == "America/Chicago"


def test_unknown_is_null(client: Client) -> None:
    program = PublicProgramFactory()
    PublicMeetingFactory(stop=None, program=program, date=None, start_time=None, end_time=None)
    meeting = read(client, "meetings")["items"][0]
    for name in ("date", "starts", "ends", "city", "location", "summary", "status_note"):
        assert meeting[name] is None, name
    assert read(client, f"programs/{program.slug}")["theme"] is None


def test_where_only_months_are_public_no_day_is_told(client: Client) -> None:
    program = PublicProgramFactory(date_precision="month", published_at=datetime(2020, 1, 1, tzinfo=UTC))
    StopFactory(program=program, starts_on=date(2021, 7, 21), ends_on=date(2021, 8, 2))
    stop = read(client, "stops")["items"][0]
    assert (stop["starts_on"], stop["ends_on"]) == ("2021-07", "2021-08")
    shown = read(client, f"programs/{program.slug}")
    assert (shown["starts_on"], shown["ends_on"], shown["date_precision"]) == ("2021-07", "2021-08", "month")
    files = [client.get(f"/api/v1/files/{noun}.{form}") for noun in LISTS for form in ("csv", "json")]
    assert not [file for file in files if b"2021-07-21" in file.content or b"2021-07-01" in file.content]


def test_records_are_not_named_by_primary_keys(client: Client) -> None:
    program = PublicProgramFactory()
    hero = named_hero(program)
    PublicMeetingFactory(stop=StopFactory(program=program), whole_group=False, heroes=[hero])

    def names(shown: Any) -> set[str]:
        if isinstance(shown, dict):
            return set(shown).union(*map(names, shown.values()))
        return set().union(*map(names, shown)) if isinstance(shown, list) else set()

    for noun in LISTS:
        assert not names(read(client, noun)) & {"id", "pk"}


def test_of_an_anonymous_hero_only_the_country_is_told(client: Client) -> None:
    program = PublicProgramFactory()
    employer = OrganizationFactory(name="Hidden Employer")
    hero = HeroFactory(
        public_identity="anonymous",
        name="Hidden Name",
        role="Hidden Role",
        organization=employer,
        citation="Hidden",
        biography="Hidden",
        languages="sq",
        honor_year=2021,
        country="AL",
    )
    for scope in Consent.Scope.values:
        ConsentFactory(hero=hero, scope=scope)
    program.heroes.add(hero)
    PublicQuoteFactory(program=program, hero=hero, organization=employer, text="Said aloud")
    PublicMeetingFactory(stop=StopFactory(program=program), whole_group=False, heroes=[hero])
    shown = read(client, f"heroes/{hero.slug}")
    assert {name for name, value in shown.items() if value not in (None, [])} == {
        "slug", "url", "named", "label", "country", "programs", "is_fictional"
    }  # fmt: skip
    assert shown["label"] == "A participant from Albania"
    everything = [client.get(f"/api/v1/{address}").content for address in LISTS]
    everything += [client.get(f"/api/v1/files/{noun}.csv").content for noun in LISTS]
    assert not [text for text in everything if b"Hidden" in text or b"hidden" in text]
    assert read(client, "quotes")["items"][0]["organization"] is None
    assert slugs(client, f"heroes?organization={employer.slug}") == []


def test_what_is_not_public_looks_like_what_never_was(client: Client) -> None:
    draft = ProgramFactory()
    withheld = HeroFactory()
    draft.heroes.add(withheld)
    meeting = MeetingFactory(stop=StopFactory(program=draft))
    never = client.get("/api/v1/programs/never-there")
    for address in (
        f"programs/{draft.slug}",
        f"programs/{draft.slug}/meetings",
        f"programs/{draft.slug}/meetings.csv",
        f"heroes/{withheld.slug}",
        f"meetings/{meeting.uid}",
        f"organizations/{OrganizationFactory().slug}",
    ):
        answer = client.get(f"/api/v1/{address}")
        assert (answer.status_code, answer.content) == (404, never.content)
    for noun in LISTS:
        assert read(client, noun)["count"] == 0
    assert read(client, f"meetings?hero={withheld.slug}")["count"] == 0


def test_changes_of_public_meetings_are_told(client: Client) -> None:
    meeting = PublicMeetingFactory()
    hidden = MeetingFactory(stop=meeting.stop)
    Change.objects.all().delete()
    for each, public in ((meeting, True), (meeting, False), (hidden, False)):
        Change.objects.create(
            program=meeting.program, meeting_uid=each.uid, kind="moved", was_public=public, note="Later"
        )
    shown = read(client, "changes")
    assert shown["count"] == 1
    assert shown["items"][0]["meeting"] == str(meeting.uid)


def test_the_document_names_what_answers_hold_and_not_how_parameters_are_declared(client: Client) -> None:
    document = read(client, "openapi.json")
    names = set(document["components"]["schemas"])
    referred = {name for name in names if f'"#/components/schemas/{name}"' in json.dumps(document)}
    assert names == referred | {"FileFormat", "RecordKind"}


# --- Lists -----------------------------------------------------------------------------------------


def test_lists_come_in_parts_that_lead_to_each_other(client: Client) -> None:
    stop = StopFactory()
    uids = [str(PublicMeetingFactory(stop=stop, title="Water").uid) for _ in range(5)]
    address, listed = "/api/v1/meetings?limit=2&q=water", []
    while address:
        part = json.loads(client.get(address).content)
        assert part["count"] == 5
        listed += [item["uid"] for item in part["items"]]
        address = part["next"]
    assert listed == uids
    assert json.loads(client.get("/api/v1/meetings?limit=2&offset=3").content)["previous"].endswith(
        "offset=1"
    )
    assert client.get("/api/v1/meetings?limit=101").status_code == 422
    assert read(client, "meetings?offset=99")["items"] == []


def test_meetings_can_be_asked_for_by_what_readers_know_of_them(client: Client) -> None:
    miami = CityFactory(name="Miami", state="FL", time_zone="America/New_York")
    program, other = PublicProgramFactory(), PublicProgramFactory()
    hero, ngo = named_hero(program), OrganizationFactory()
    stop = StopFactory(program=program, city=miami)
    PublicMeetingFactory(stop=stop, title="A", kind="panel", organizations=[ngo], date=date(2021, 8, 1))
    PublicMeetingFactory(stop=stop, title="B", status="cancelled", whole_group=False, date=date(2021, 8, 5))
    PublicMeetingFactory(stop=StopFactory(program=other), title="C", date=date(2021, 8, 9))
    for query, titles in {
        f"program={program.slug}": ["A", "B"],
        "city=miami": ["A", "B"],
        "date_from=2021-08-05": ["B", "C"],
        "date_to=2021-08-05": ["A", "B"],
        "date_from=2021-08-05&date_to=2021-08-05": ["B"],
        "kind=panel": ["A"],
        "status=cancelled": ["B"],
        f"hero={hero.slug}": ["A"],
        f"organization={ngo.slug}": ["A"],
        "q=minneapolis": ["C"],
        "kind=panel&status=cancelled": [],
    }.items():
        assert [item["title"] for item in read(client, f"meetings?{query}")["items"]] == titles, query
    assert [item["title"] for item in read(client, f"programs/{other.slug}/meetings")["items"]] == ["C"]


def test_other_lists_can_be_narrowed_too(client: Client) -> None:
    old = PublicProgramFactory(
        title="Old", starts_on=date(2019, 1, 1), ends_on=date(2019, 1, 5), format="hybrid"
    )
    new = PublicProgramFactory(title="New")
    employer = OrganizationFactory(name="Employer", kind="media", country="JP")
    hero = named_hero(old, name="Ann", country="JP", organization=employer)
    named_hero(new, name="Ben", country="AL")
    ConsentFactory(hero=hero, scope="quotes")
    PublicQuoteFactory(program=old, hero=hero, text="Words of Ann")
    PublicQuoteFactory(program=new, text="Other words")
    StopFactory(program=old)
    for address, expected in {
        "programs?year=2019": ["old"],
        "programs?country=AL": ["new"],
        "programs?city=minneapolis": ["old"],
        "programs?format=hybrid": ["old"],
        "programs?q=new": ["new"],
        "heroes?country=JP": ["ann"],
        "heroes?program=new": ["ben"],
        "heroes?organization=employer": ["ann"],
        "heroes?q=japan": ["ann"],
        "organizations?kind=media": ["employer"],
        "organizations?country=AL": [],
    }.items():
        assert slugs(client, address) == expected, address
    assert [quote["text"] for quote in read(client, "quotes?hero=ann")["items"]] == ["Words of Ann"]
    assert [quote["text"] for quote in read(client, "quotes?program=new")["items"]] == ["Other words"]
    assert read(client, "stops?program=old&city=minneapolis")["count"] == 1
    assert read(client, "stops?program=new")["count"] == 0


@pytest.mark.parametrize("noun", LISTS)
def test_a_longer_list_costs_no_more_queries(client: Client, noun: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            read(client, noun)
        return len(captured)

    def add_records(number: int) -> None:
        program = PublicProgramFactory(agency=OrganizationFactory())
        met = OrganizationFactory()
        hero = named_hero(program, organization=met)
        ConsentFactory(hero=hero, scope="quotes")
        stop = StopFactory(program=program, host=met)
        meeting = PublicMeetingFactory(stop=stop, organizations=[met], whole_group=False, heroes=[hero])
        PublicQuoteFactory(program=program, hero=hero, meeting=meeting, organization=met)
        Change.objects.create(program=program, meeting_uid=meeting.uid, kind="added", was_public=True)

    add_records(0)
    one = queries()
    for number in range(1, 4):
        add_records(number)
    assert queries() == one


# --- HTTP ------------------------------------------------------------------------------------------


def test_scripts_of_every_site_may_read_and_only_read(client: Client) -> None:
    preflight = client.options(
        "/api/v1/programs",
        headers={"Origin": "https://paper.example", "Access-Control-Request-Method": "GET"},
    )
    assert preflight.status_code == 204
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    answers = [
        client.get(f"/api/v1/{path}")
        for path in ("programs", "nowhere", "programs?limit=x", "files/meetings.csv")
    ]
    for answer in [preflight, *answers]:
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.has_header("Access-Control-Allow-Credentials")
    assert all(answer["X-Content-Type-Options"] == "nosniff" for answer in answers)
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(client, method)("/api/v1/programs")
        assert refused.status_code == 405
        assert refused["Allow"] == "GET, HEAD, OPTIONS"
        assert json.loads(refused.content)["status"] == 405
    for page in ("/", "/programs/", "/search/?q=x", "/api/"):
        assert not client.get(page).has_header("Access-Control-Allow-Origin")


@pytest.mark.django_db(transaction=True)
def test_scripts_of_every_site_may_read_the_etag_the_file_name_and_the_length(client: Client) -> None:
    PublicMeetingFactory()
    address = "/api/v1/files/meetings.csv"
    whole = client.get(address)
    answers = {
        200: whole,
        304: client.get(address, headers={"If-None-Match": whole["ETag"]}),
        404: client.get("/api/v1/nowhere"),
        204: client.options(address),
    }
    assert {status: answer.status_code for status, answer in answers.items()} == {n: n for n in answers}
    for answer in [*answers.values(), client.head(address)]:
        exposed = answer["Access-Control-Expose-Headers"]
        assert set(exposed.split(", ")) == {"Content-Disposition", "Content-Length", "ETag"}
    for answer in (whole, client.head(address)):
        assert answer["ETag"] == whole["ETag"]
        assert answer["Content-Length"] == str(len(whole.content))
        assert answer["Content-Disposition"] == 'attachment; filename="meetings.csv"'
    assert answers[304]["ETag"] == whole["ETag"]


def test_a_head_request_is_answered_without_a_body(client: Client) -> None:
    for cookies in ({}, {"sessionid": "x"}):
        client.cookies.load(cookies)
        answer = client.head("/api/v1/programs")
        assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nowhere", 404),
        ("programs/nowhere", 404),
        ("meetings/not-a-uid", 404),
        ("heroes/%00", 404),
        ("programs/", 404),
        ("programs?limit=0", 422),
        ("programs?year=soon", 422),
        ("programs?misspelled=1", 422),
        ("meetings?date_from=0", 422),
        ("meetings?date_from=2021-02-30", 422),
        ("meetings?kind=party", 422),
        ("meetings?status=tentative", 422),
        ("meetings?hero=%00", 422),
        ("heroes?country=al", 422),
        ("files/secrets.csv", 422),
        ("files/programs.xml", 422),
    ],
)
def test_errors_are_problem_details_and_never_kept(client: Client, address: str, status: int) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert problem["status"] == status
    assert bool(problem["errors"]) == (status == 422)
    assert not answer.has_header("ETag")
    assert answer["Cache-Control"] == "no-cache"


@pytest.mark.django_db(transaction=True)
def test_an_unchanged_answer_is_not_sent_again(client: Client) -> None:
    program = PublicProgramFactory()
    for address in (
        "programs",
        f"programs/{program.slug}",
        "files/programs.csv",
        "files/programs.json",
        "openapi.json",
    ):
        first = client.get(f"/api/v1/{address}")
        assert first.status_code == 200
        again = client.get(f"/api/v1/{address}", headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        assert again["Access-Control-Allow-Origin"] == "*"
    tag = client.get("/api/v1/programs")["ETag"]
    Program.objects.update(title="Renamed")
    assert client.get("/api/v1/programs", headers={"If-None-Match": tag}).status_code == 200


def test_the_documentation_names_every_address_and_the_site_links_to_it(client: Client) -> None:
    document = read(client, "openapi.json")
    assert document["openapi"].startswith("3.1")
    page = client.get("/api/").content.decode()
    for path in document["paths"]:
        assert path in page
    for name in document["components"]["schemas"]:
        is_shown = name.startswith("Page_") or "enum" in document["components"]["schemas"][name]
        assert is_shown or f'id="schema-{name}"' in page
    assert 'href="/api/"' in client.get("/").content.decode()
    links = read(client, "")
    assert links["openapi"].endswith("/api/v1/openapi.json")
    for noun in LISTS:
        assert client.get(links[noun]).status_code == 200


# --- Files -----------------------------------------------------------------------------------------


def test_an_itinerary_can_be_kept_as_a_file(client: Client) -> None:
    met = [OrganizationFactory(name="École Ünïon"), OrganizationFactory(name="Zed")]
    meeting = PublicMeetingFactory(title="Première", organizations=met, location="Line\nbreak, and “comma”")
    PublicMeetingFactory(stop=meeting.stop, title="Later", date=None, start_time=None, end_time=None)
    PublicMeetingFactory(title="Of another program")
    address = f"programs/{meeting.program.slug}/meetings"
    response = client.get(f"/api/v1/{address}.csv")
    assert response["Content-Disposition"] == f'attachment; filename="{meeting.program.slug}-meetings.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    first, second = rows(client, f"{address}.csv")
    assert (first["title"], first["location"]) == ("Première", "Line\nbreak, and “comma”")
    assert set(first["organizations_name"].split("; ")) == {"École Ünïon", "Zed"}
    assert first["starts_instant"] == "2021-08-03T15:00:00Z"
    assert (second["title"], second["date"], second["starts_instant"]) == ("Later", "", "")
    kept = read(client, f"{address}.json")
    assert kept == read(client, address)["items"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\t=1",
        "\r=1",
        "=HYPERLINK(1)",
        "\n=1",
        " =1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
        *("＝1", "＋1", "－1", "＠x", "−1", "a;=1", "a; =1", "a\t=1", "a,=1", "a|+1", "a\n@x", "\n\n＝1"),
    ],
)
def test_a_cell_never_becomes_a_formula(client: Client, text: str) -> None:
    assert str(cell(text)).startswith("'")
    assert not FORMULA.search(str(cell(text)))
    met = OrganizationFactory(name=text)
    PublicMeetingFactory(organizations=[met], status_note=text, location=text)
    for noun in ("meetings", "organizations"):
        for row in rows(client, f"files/{noun}.csv"):
            assert not [row[name] for name in row if "offset" not in name and FORMULA.search(row[name])]
    assert cell(-93.265) == -93.265
    assert cell(True) == "true"
    assert cell(None) == cell([]) == ""


def test_data_is_never_touched(client: Client) -> None:
    PublicMeetingFactory(title="A plain title - with dashes", location="Room 5, 2nd floor; bring 1+1 papers")
    [row] = rows(client, "files/meetings.csv")
    assert row["starts_utc_offset"] == "-05:00"
    assert row["title"] == "A plain title - with dashes"
    assert row["location"] == "Room 5, 2nd floor; bring 1+1 papers"


@given(st.text())
def test_free_text_is_a_formula_nowhere_and_nothing_of_it_is_lost(text: str) -> None:
    guarded = str(cell(text))
    assert not FORMULA.search(guarded)
    assert guarded.replace("'", "") == text.replace("'", "")


# --- All say the same ------------------------------------------------------------------------------


def test_api_files_pages_and_the_sitemap_agree_on_counts(client: Client) -> None:
    program = PublicProgramFactory()
    stop = StopFactory(program=program, host=OrganizationFactory())
    for status in ("confirmed", "cancelled", "tentative"):
        PublicMeetingFactory(stop=stop, status=status, organizations=[OrganizationFactory()])
    MeetingFactory(stop=stop, organizations=[OrganizationFactory()])
    for identity in ("named", "anonymous", "withheld"):
        program.heroes.add(HeroFactory(public_identity=identity))
    named_hero(program)
    PublicQuoteFactory(program=program)
    sitemap = site_map(client)
    page = client.get(program.get_absolute_url())
    expected = {"programs": 1, "stops": 1, "meetings": 2, "heroes": 2, "organizations": 3, "quotes": 1}
    for noun, count in expected.items():
        assert read(client, noun)["count"] == count
        assert len(rows(client, f"files/{noun}.csv")) == len(read(client, f"files/{noun}.json")) == count
    assert page.context["itinerary"].count == 2
    assert len(page.context["profiles"]) == 2
    assert read(client, f"programs/{program.slug}")["meeting_count"] == 2
    for noun, pattern in {
        "meetings": "/meetings/",
        "organizations": "/organizations/",
        "heroes": "/heroes/",
    }.items():
        assert (
            sum(pattern in line and not line.endswith(f"{pattern}</loc>") for line in _addresses(sitemap))
            == expected[noun]
        )
    assert client.get("/organizations/").context["page"].paginator.count == 3


def _addresses(sitemap: str) -> list[str]:
    parts = (part.split("</loc>")[0] + "</loc>" for part in sitemap.split("<loc>")[1:])
    return [part for part in parts if not any(f"/{code}/" in part for code in ("es", "fr", "ar"))]


@given(
    zone=st.sampled_from(sorted(zone_names())),
    reader=st.sampled_from(sorted(zone_names())),
    day=st.dates(date(1999, 1, 1), date(2037, 12, 31)),
    start=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_api_and_page_name_the_same_instants(
    client: Client, zone: str, reader: str, day: date, start: time
) -> None:
    Meeting.objects.all().delete()
    city = CityFactory(name="Somewhere", state="", time_zone="UTC")
    city.time_zone = zone
    city.save()
    program = Program.objects.first() or PublicProgramFactory()
    stop = program.stops.first() or StopFactory(program=program, city=city)
    assume(exists(datetime.combine(day, start), ZoneInfo(zone)))
    meeting = PublicMeetingFactory(stop=stop, date=day, start_time=start, end_time=None)
    instant = datetime.fromisoformat(read(client, f"meetings/{meeting.uid}")["starts"]["instant"])
    meeting.refresh_from_db()
    assert instant == meeting.starts_at
    for query in ({}, {"tz": reader}):
        page = client.get(program.get_absolute_url(), query)
        days = next(leg for leg in page.context["itinerary"].legs if leg.count).days
        assert days[0].entries[0].starts.at.astimezone(UTC) == instant
        assert f'datetime="{days[0].entries[0].starts.iso}"' in page.content.decode()


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a<b>c", "--><svg/onload=alert(1)>"])
def test_a_problem_repeats_no_markup(client: Client, name: str) -> None:
    response = client.get("/api/v1/stops", {name: "1", "view": "Łukasz"})
    assert response.status_code == 422
    assert b"<" not in response.content
    assert any(name in error for error in response.json()["errors"]), "and says all the same which it was"
