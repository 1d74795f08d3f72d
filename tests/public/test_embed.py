"""Itineraries on other websites: who may show them, and what they show."""

import re
from html import unescape

import pytest
from django.core.checks import run_checks
from django.test import Client, override_settings

from ivlp.checks import embedding_names_origins
from programs.models import Program
from tests.factories import PublicMeetingFactory, PublicProgramFactory, StopFactory

pytestmark = pytest.mark.django_db

HOSTS = ["https://host.example", "https://embassy.example:8443"]
ADDRESS = "/embed/programs/bridge-builders/"


@pytest.fixture
def program() -> Program:
    new_program: Program = PublicProgramFactory(title="Bridge builders", slug="bridge-builders")
    PublicMeetingFactory(stop=StopFactory(program=new_program), title="Roundtable")
    return new_program


def ancestors(client: Client, address: str) -> str:
    """Who may frame an address, by its policy."""
    policy = client.get(address).headers["Content-Security-Policy"]
    ancestors = re.search(r"frame-ancestors ([^;]+)", policy)
    assert ancestors, policy
    return ancestors[1]


def test_no_website_may_show_an_itinerary_by_default(client: Client, program: Program) -> None:
    assert ancestors(client, ADDRESS) == "'none'"
    assert client.get(ADDRESS).headers["X-Frame-Options"] == "DENY"
    assert "/embed/" not in client.get(program.get_absolute_url()).content.decode()


@override_settings(EMBED_ALLOWED_ORIGINS=HOSTS)
def test_only_the_websites_of_the_setting_may_and_only_this_address(client: Client, program: Program) -> None:
    for _time in ("made", "from the page cache"):
        response = client.get(ADDRESS)
        assert "X-Frame-Options" not in response.headers
        assert ancestors(client, ADDRESS) == " ".join(HOSTS)
    others = [
        "/",
        program.get_absolute_url(),
        "/search/?q=bridge",
        "/admin/login/",
        "/embed/programs/nothing/",
    ]
    for address in [*others, program.meetings.get().get_absolute_url()]:
        assert ancestors(client, address) == "'none'"
        assert client.get(address).headers["X-Frame-Options"] == "DENY"


@override_settings(EMBED_ALLOWED_ORIGINS=["*"])
def test_every_website_may_if_the_setting_says_so(client: Client, program: Program) -> None:
    assert ancestors(client, ADDRESS) == "*"


@override_settings(EMBED_ALLOWED_ORIGINS=HOSTS)
def test_the_rest_of_the_policy_stays_strict_and_no_cookie_is_set(client: Client, program: Program) -> None:
    response = client.get(ADDRESS)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert not response.cookies


def test_it_shows_the_itinerary_in_the_zone_asked_for_and_links_back(
    client: Client, program: Program
) -> None:
    text = client.get(ADDRESS).content.decode()
    assert "10:00 a.m. CDT" in text
    assert "Roundtable" in text
    assert f'href="{program.get_absolute_url()}"' in text
    assert "Search this site" not in text
    tokyo = client.get(f"{ADDRESS}?tz=Asia/Tokyo").content.decode()
    assert "12:00 a.m. JST" in tokyo
    assert "Wednesday, August 4, 2021" in tokyo


def test_search_engines_are_sent_to_the_program_page(client: Client, program: Program) -> None:
    text = client.get(ADDRESS).content.decode()
    assert '<meta name="robots" content="noindex">' in text
    (canonical,) = re.findall(r'<link rel="canonical"\s+href="([^"]+)"', text)
    assert canonical == f"http://testserver{program.get_absolute_url()}"


def test_what_is_not_public_cannot_be_embedded(client: Client, program: Program) -> None:
    Program.objects.update(status="draft")
    assert client.get(ADDRESS).status_code == 404


@override_settings(EMBED_ALLOWED_ORIGINS=HOSTS)
def test_the_program_page_offers_lines_that_lead_to_the_itinerary(client: Client, program: Program) -> None:
    program.title = 'Bridge "builders" <of> towns'
    program.save()
    text = client.get(program.get_absolute_url()).content.decode()
    script, frame = (unescape(line) for line in re.findall(r"<code>(.*?)</code>", text))
    assert script.startswith('<script src="http://testserver/static/js/embed.js"')
    assert f'data-address="http://testserver{ADDRESS}"' in script
    assert frame.startswith(f'<iframe src="http://testserver{ADDRESS}"')
    for line in (script, frame):
        assert 'title="Itinerary: Bridge &quot;builders&quot; &lt;of&gt; towns"' in line


@pytest.mark.parametrize(
    "wrong", ["host.example", "https://host.example/path", "https://a.example; script-src *", "'self'"]
)
def test_what_is_no_origin_is_told_before_the_site_starts(wrong: str) -> None:
    with override_settings(EMBED_ALLOWED_ORIGINS=["https://host.example", wrong]):
        assert [error.id for error in run_checks() if error.id == "ivlp.E002"] == ["ivlp.E002"]
        assert wrong in embedding_names_origins()[0].msg


@pytest.mark.parametrize(
    "right", ["*", "https://host.example", "https://*.agency.gov", "http://localhost:8000"]
)
def test_origins_are_accepted(right: str) -> None:
    with override_settings(EMBED_ALLOWED_ORIGINS=[right]):
        assert embedding_names_origins() == []
