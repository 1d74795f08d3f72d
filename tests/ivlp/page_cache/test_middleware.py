"""What the page cache keeps, and for whom."""

import pytest
from django.core.exceptions import DisallowedHost
from django.db import connection, transaction
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from ivlp.models import SiteGeneration
from ivlp.page_cache.middleware import label_of
from tests.factories import PublicProgramFactory, UserFactory
from tests.support import cached_pages_urls as pages

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.support.cached_pages_urls")]


def body(response: object) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]


def is_kept(client: Client, address: str, **extra: str) -> bool:
    return body(client.get(address, **extra)) == body(client.get(address, **extra))


# --- What is kept --------------------------------------------------------------------------------


@pytest.mark.parametrize("address", pages.KEPT)
def test_a_public_page_is_made_once(client: Client, address: str) -> None:
    assert is_kept(client, f"/{address}")


@pytest.mark.parametrize("address", pages.NOT_KEPT)
def test_a_response_that_is_not_for_everyone_is_made_each_time(client: Client, address: str) -> None:
    first = body(client.get(f"/{address}"))
    assert body(Client().get(f"/{address}")) != first
    client.cookies.clear()
    assert body(client.get(f"/{address}")) != first


@pytest.mark.parametrize("prefix", ["admin/page/", "accounts/page/", "preview/page/"])
def test_private_addresses_are_left_alone(client: Client, prefix: str) -> None:
    assert not is_kept(client, f"/{prefix}")
    response = client.get(f"/{prefix}")
    assert "ETag" not in response
    assert "Cache-Control" not in response


def test_private_itineraries_are_kept_by_nobody(client: Client) -> None:
    assert not is_kept(client, "/my/page/")
    response = client.get("/my/page/")
    assert "ETag" not in response
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probes_are_answered_anew_and_without_a_query(
    client: Client, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert not is_kept(client, address)


def test_a_kept_page_costs_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/page/")
    with django_assert_num_queries(1):
        client.get("/page/")
    with django_assert_num_queries(1):
        client.head("/page/")


def test_a_page_made_anew_costs_two_queries_more_than_its_own(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        client.get("/page/")


def test_another_method_is_never_answered_from_memory(client: Client) -> None:
    kept = client.get("/page/").content
    assert client.post("/page/").content != kept
    assert client.get("/page/").content == kept


def test_an_error_is_not_kept(client: Client) -> None:
    client.raise_request_exception = False
    assert client.get("/failing/").status_code == 500
    assert client.get("/failing/")["Cache-Control"] == "no-cache"


def test_a_missing_page_may_not_be_remembered_by_others(client: Client) -> None:
    assert client.get("/missing/")["Cache-Control"] == "no-cache"
    assert client.get("/unknown/").status_code == 404


# --- For whom ------------------------------------------------------------------------------------


def test_address_query_host_and_scheme_are_told_apart(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    made = [
        client.get("/page/", headers={"host": "one.example"}).content,
        client.get("/page/", headers={"host": "two.example"}).content,
        client.get("/page/", headers={"host": "one.example"}, secure=True).content,
        client.get("/zoned/?tz=Asia/Tokyo", headers={"host": "one.example"}).content,
        client.get("/zoned/?tz=Asia/Seoul", headers={"host": "one.example"}).content,
        client.get("/only-get/", headers={"host": "one.example"}).content,
    ]
    assert len(set(made)) == len(made)
    assert client.get("/page/", headers={"host": "one.example"}).content == made[0]


def test_the_readers_own_languages_change_nothing(client: Client, settings: Settings) -> None:
    kept = client.get("/page/", headers={"accept-language": "en"}).content
    assert client.get("/page/", headers={"accept-language": "es-MX,es;q=0.9"}).content == kept
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert client.get("/page/", headers={"accept-language": "fr"}).content == kept


def test_a_host_that_is_not_ours_gets_nothing(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["one.example"]
    client.get("/page/", headers={"host": "one.example"})
    assert client.get("/page/", headers={"host": "evil.example"}).status_code == 400
    with pytest.raises(DisallowedHost):
        label_of(RequestFactory().get("/page/", headers={"host": "evil.example"}))


def test_staff_never_get_a_kept_page_and_leave_none_behind(client: Client) -> None:
    kept = client.get("/page/").content
    officer = client
    officer.force_login(UserFactory())
    theirs = officer.get("/page/")
    assert theirs.content != kept
    assert theirs["Cache-Control"] == "private, no-cache"
    assert "Cookie" in theirs["Vary"]
    officer.logout()
    assert client.get("/page/").content == kept


@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken", "messages"])
def test_a_reader_with_a_cookie_of_ours_gets_a_page_of_their_own(client: Client, cookie: str) -> None:
    kept = client.get("/page/").content
    client.cookies[cookie] = "x"
    assert client.get("/page/").content != kept


def test_a_reader_with_credentials_gets_a_page_of_their_own(client: Client) -> None:
    kept = client.get("/page/").content
    theirs = client.get("/page/", headers={"authorization": "Bearer x"})
    assert theirs.content != kept
    assert theirs["Cache-Control"] == "private, no-cache"


def test_cookies_of_others_change_nothing_and_reach_no_kept_page(client: Client) -> None:
    client.cookies["_ga"] = "analytics"
    seen = client.get("/cookies/").content
    assert seen == b"[] None"
    assert is_kept(client, "/page/")


@pytest.mark.parametrize("address", pages.KEPT)
def test_readers_get_no_cookie(client: Client, address: str) -> None:
    assert not client.get(f"/{address}").cookies


# --- When the generation cannot be told ----------------------------------------------------------


def test_without_the_row_pages_are_made_each_time(client: Client) -> None:
    client.get("/page/")
    SiteGeneration.objects.all().delete()
    assert not is_kept(client, "/page/")
    assert client.get("/page/")["Cache-Control"] == "no-cache"
    PublicProgramFactory()
    assert is_kept(client, "/page/")


def test_inside_a_transaction_pages_are_made_each_time(client: Client) -> None:
    client.get("/page/")
    with transaction.atomic():
        assert not is_kept(client, "/page/")


def test_a_table_that_fails_to_answer_makes_pages_slow_and_not_wrong(client: Client) -> None:
    client.get("/page/")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE site_generation RENAME TO mislaid")
    try:
        assert not is_kept(client, "/page/")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE mislaid RENAME TO site_generation")
    assert is_kept(client, "/page/")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no server that restarts")
def test_readers_do_not_notice_that_the_database_server_was_restarted(client: Client) -> None:
    client.get("/page/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    other.close()
    assert client.get("/page/").status_code == 200
    assert is_kept(client, "/page/")


# --- The headers of the others -------------------------------------------------------------------


def test_a_kept_page_has_every_security_header(client: Client) -> None:
    first, second = client.get("/page/"), client.get("/page/")
    assert first.content == second.content
    assert dict(first.items()) == dict(second.items())
    for name in (
        "Content-Security-Policy",
        "Cross-Origin-Opener-Policy",
        "Permissions-Policy",
        "Referrer-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
    ):
        assert second[name]


def test_plain_http_is_redirected_and_https_is_held(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31536000
    client = Client()
    for _ in range(2):
        assert client.get("/page/", secure=True)["Strict-Transport-Security"]
        insecure = client.get("/page/")
        assert insecure.status_code == 301
        assert "Strict-Transport-Security" not in insecure
    assert is_kept(client, "/page/", secure=True)  # type: ignore[arg-type]


# --- Bounds --------------------------------------------------------------------------------------


def test_the_least_recently_read_page_goes_first(settings: Settings) -> None:
    settings.PAGE_CACHE_ENTRIES = 2
    client = Client()
    first = client.get("/page/?1").content
    client.get("/page/?2")
    assert client.get("/page/?1").content == first
    client.get("/page/?3")
    assert client.get("/page/?1").content == first
    second = client.get("/page/?2").content
    assert client.get("/page/?2").content == second
    assert client.get("/page/?1").content == first


def test_keeping_can_be_switched_off(settings: Settings) -> None:
    settings.PAGE_CACHE_ENTRIES = 0
    client = Client()
    assert not is_kept(client, "/page/")
    assert client.get("/page/", headers={"accept-encoding": "br"})["ETag"]
