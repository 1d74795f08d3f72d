"""The frame of every page, the statements, the files for machines, and the answers to what went wrong."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import html5lib
import pytest
import time_machine
from django.core.checks import run_checks
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from pytest_django import DjangoAssertNumQueries, Settings

import ivlp.urls
from ivlp import checks, pages
from ivlp.page_cache.generation import remove_triggers

STATEMENTS = ["/accessibility/", "/privacy/", "/contact/"]


def tree_of(response: Any) -> Any:
    """The page as a browser would read it; fails on any mistake in the HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(response.content.decode())


def links_of(tree: Any) -> dict[str, str]:
    """Words of every link, and where it leads."""
    return {" ".join("".join(a.itertext()).split()): a.get("href") for a in tree.iter("a")}


def meta_of(tree: Any) -> dict[str, str]:
    """Every meta element's name or property, and what it says."""
    return {m.get("name") or m.get("property"): m.get("content") for m in tree.iter("meta")}


# --- Statements and the frame ----------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("address", STATEMENTS)
def test_a_statement_is_a_whole_page_in_strict_html(client: Client, address: str) -> None:
    response = client.get(address)
    tree = tree_of(response)
    assert response.status_code == 200
    assert tree.get("lang") == "en"
    assert tree.get("dir") == "ltr"
    assert len(list(tree.iter("h1"))) == 1
    assert len(list(tree.iter("main"))) == 1
    body = tree.find("body")
    assert body[0].get("href") == "#main-content"
    assert body[1].get("class") == "usa-banner"
    assert not [script for script in tree.iter("script") if not script.get("src")]
    assert not list(tree.iter("style"))
    assert not [each.tag for each in tree.iter() if each.get("style")]


@pytest.mark.django_db
@pytest.mark.parametrize("address", STATEMENTS)
def test_title_description_and_canonical_address_are_the_pages_own(client: Client, address: str) -> None:
    tree = tree_of(client.get(address, {"tz": "Asia/Tokyo"}))
    meta = meta_of(tree)
    title = tree.find("head/title").text
    assert 20 <= len(title) <= 60
    assert title.endswith(" | IVLP itineraries")
    assert 50 <= len(meta["description"]) <= 160
    assert meta["og:title"] == title
    assert meta["og:description"] == meta["description"]
    (canonical,) = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"]
    assert canonical == meta["og:url"] == f"http://testserver{address}"


@pytest.mark.django_db
def test_titles_and_descriptions_are_unique(client: Client) -> None:
    trees = [tree_of(client.get(address)) for address in STATEMENTS]
    assert len({tree.find("head/title").text for tree in trees}) == len(STATEMENTS)
    assert len({meta_of(tree)["description"] for tree in trees}) == len(STATEMENTS)


@pytest.mark.django_db
def test_the_identifier_carries_the_links_that_federal_sites_must_have(
    client: Client, settings: Settings
) -> None:
    links = links_of(tree_of(client.get("/privacy/")))
    expected = {
        "About": "about",
        "FOIA requests": "foia",
        "No FEAR Act data": "no_fear",
        "Office of the Inspector General": "inspector_general",
        "Performance reports": "performance",
        "Vulnerability disclosure policy": "vulnerability_disclosure",
        "Visit USA.gov": "usa_gov",
    }
    assert {label: links[label] for label in expected} == {
        label: settings.SITE["links"][key] for label, key in expected.items()
    }
    assert links["Accessibility statement"] == "/accessibility/"
    assert links["Privacy policy"] == "/privacy/"
    assert links["Contact"] == "/contact/"


@pytest.mark.django_db
def test_search_is_in_the_header_of_every_page(client: Client) -> None:
    (form,) = tree_of(client.get("/contact/")).iter("form")
    assert (form.get("action"), form.get("method"), form.get("role")) == ("/search/", "get", "search")
    (field,) = form.iter("input")
    assert field.get("name") == "q"


@pytest.mark.django_db
def test_a_demonstration_says_so_and_an_official_site_shows_the_official_banner(
    client: Client, settings: Settings
) -> None:
    demonstration = client.get("/contact/").content.decode()
    settings.SITE = {**settings.SITE, "official": True, "agency": "Bureau of Tests"}
    official = client.get("/contact/", headers={"host": "localhost"}).content.decode()
    assert "A demonstration, not an official website" in demonstration
    assert "An official website of the United States government" not in demonstration
    assert "An official website of the United States government" in official
    assert "Secure .gov websites use HTTPS" in official
    assert "demonstration" not in official
    assert "Bureau of Tests" in official


@pytest.mark.django_db
def test_the_accessibility_statement_says_when_it_was_reviewed_and_how_to_answer(
    client: Client, settings: Settings
) -> None:
    settings.SITE = {**settings.SITE, "accessibility_reviewed_on": "2031-02-03"}
    tree = tree_of(client.get("/accessibility/"))
    assert [time.get("datetime") for time in tree.iter("time")] == ["2031-02-03"]
    assert f"mailto:{settings.SITE['contact_email']}" in links_of(tree).values()


@pytest.mark.django_db
def test_readers_get_no_cookie_and_a_strict_policy(client: Client) -> None:
    response = client.get("/privacy/")
    assert not response.cookies
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


# --- For machines ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_robots_txt_names_the_site_map_and_keeps_crawlers_from_staff_pages(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert not [line for line in lines if line == "Disallow: /"]


@pytest.mark.django_db
@pytest.mark.parametrize("today", ["2026-11-24", "2028-02-29", "2040-12-31"])
def test_security_txt_never_expires_and_follows_rfc_9116(client: Client, today: str) -> None:
    with time_machine.travel(f"{today}T12:00:00Z", tick=False):
        response = client.get("/.well-known/security.txt")
        now = datetime.now(UTC)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert fields["Contact"].startswith(("mailto:", "https:", "tel:"))
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=30) < expires - now < timedelta(days=365)
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    assert fields["Preferred-Languages"] == "en"
    assert fields["Policy"].startswith("https://")


@pytest.mark.django_db
def test_alive_asks_nothing_of_the_database_and_ready_does(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").content == b"ok\n"


@pytest.mark.django_db
def test_ready_says_503_when_the_database_does_not_answer(client: Client) -> None:
    def refuse(*_args: Any) -> None:
        raise OperationalError("the database is away")

    with connection.execute_wrapper(refuse):
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_ready_says_503_when_a_change_would_not_reach_kept_pages(client: Client) -> None:
    remove_triggers()
    assert client.get("/readyz").status_code == 503


@override_settings(SECURE_SSL_REDIRECT=True)
@pytest.mark.django_db
def test_probes_are_answered_over_plain_http_while_readers_are_sent_to_https(client: Client) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    assert client.get("/privacy/").status_code == 301


# --- What went wrong -------------------------------------------------------------------------------


def _breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


def _forbids(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def _confuses(request: HttpRequest) -> HttpResponse:
    raise BadRequest


urlpatterns = [
    path("breaks/", _breaks),
    path("forbids/", _forbids),
    path("confuses/", _confuses),
    *ivlp.urls.urlpatterns,
]
handler400, handler403 = pages.bad_request, pages.permission_denied
handler404, handler500 = pages.page_not_found, pages.server_error


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/nothing/here/", 404, "Page not found"),
        ("/forbids/", 403, "You cannot open this page"),
        ("/confuses/", 400, "This request makes no sense to us"),
        ("/breaks/", 500, "Something went wrong"),
    ],
)
def test_error_pages_have_the_sites_look_and_stay_out_of_search_engines(
    address: str, status: int, heading: str, caplog: pytest.LogCaptureFixture
) -> None:
    response = Client(raise_request_exception=False).get(address)
    tree = tree_of(response)
    assert response.status_code == status
    assert [h1.text for h1 in tree.iter("h1")] == [heading]
    assert meta_of(tree)["robots"] == "noindex"
    assert 20 <= len(tree.find("head/title").text) <= 60
    assert "Contact" in links_of(tree)
    assert not [link for link in tree.iter("link") if link.get("rel") == "canonical"]


@pytest.mark.urls(__name__)
def test_the_500_page_needs_no_database(caplog: pytest.LogCaptureFixture) -> None:
    # Without the django_db mark any query fails this test.
    response = pages.server_error(HttpRequest())
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()


def test_the_500_page_is_plain_words_when_even_its_template_fails(settings: Settings) -> None:
    settings.SITE = {}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "no.such.storage"}}
    response = pages.server_error(HttpRequest())
    assert response.status_code == 500
    assert response.headers["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_a_host_that_is_not_ours_gets_400_without_its_name() -> None:
    response = Client(raise_request_exception=False).get("/privacy/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert b"evil.example" not in response.content


@pytest.mark.django_db
def test_a_form_without_its_token_gets_403_in_the_sites_look() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "This form has expired" in response.content.decode()


# --- Set-up ----------------------------------------------------------------------------------------


def test_a_missing_front_end_is_an_error_that_says_what_to_do(settings: Settings, tmp_path: Any) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    settings.STATICFILES_DIRS = []
    (error,) = checks.front_end_is_built()
    assert error.id == "ivlp.E001"
    assert "make setup" in str(error.hint)


def test_a_collected_front_end_is_enough(settings: Settings, tmp_path: Any) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    settings.STATICFILES_DIRS = []
    for name in checks.BUILT:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert checks.front_end_is_built() == []
    assert not [each for each in run_checks() if each.id == "ivlp.E001"]


@pytest.mark.django_db
def test_the_demonstration_officer_can_log_in_with_the_password_printed(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    passwords = []
    for _time in range(2):
        call_command("demo_officer", address="http://127.0.0.1:9/")
        said = capsys.readouterr().out
        (password,) = re.findall(r"Password\s+(\S+)", said)
        passwords.append(password)
        assert "http://127.0.0.1:9/admin/" in said
    assert client.login(username="officer", password=passwords[1])
    assert not client.login(username="officer", password=passwords[0])


@pytest.mark.django_db
def test_there_is_no_demonstration_officer_in_production(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("demo_officer")
