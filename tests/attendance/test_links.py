"""Private links: kept by digest, ended at once, and no two wrong ones can be told apart."""

import re
import statistics
import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from attendance import links, tokens
from attendance.models import ItineraryLink
from ivlp.page_cache import generation
from tests.factories import HeroFactory, UserFactory
from tests.support.attendance_people import BEFORE, Guest, invited

pytestmark = pytest.mark.django_db

NEVER_ISSUED = "A" * 43


def dead_links() -> dict[str, str]:
    """A token of every kind that must open nothing."""
    revoked, renewed, expired = invited(), invited(), invited()
    links.revoke(revoked.link, by=None)
    links.issue(renewed.hero, by=None)
    ItineraryLink.objects.filter(pk=expired.link.pk).update(expires_on=date(2021, 1, 1))
    good = invited().token
    return {
        "never issued": NEVER_ISSUED,
        "revoked": revoked.token,
        "renewed": renewed.token,
        "expired": expired.token,
        "one letter wrong": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "other case": good.swapcase(),
        "too short": "x",
        "too long": good + "A" * 500,
        "the digest itself": tokens.digest_of(good),
        "not ASCII": "tök\u200ben",
        "null": "\x00",
        "markup": "<script>",
    }


def asked(path: str) -> tuple[object, ...]:
    """Everything a stranger can see of the answer, and the queries it took."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = Client().get(path)
    shapes = [re.sub(r"'[0-9a-f]{64}'", "'…'", query["sql"]) for query in queries]
    return response.status_code, dict(response.headers), dict(response.cookies), response.content, shapes


# --- Tokens --------------------------------------------------------------------------------------


def test_a_token_has_256_bits_and_is_stored_as_a_digest_only() -> None:
    guest = invited()
    assert re.fullmatch(r"ivlp_[A-Za-z0-9_-]{43}", guest.token)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM attendance_itinerarylink")
        stored = str(cursor.fetchall())
    assert guest.token not in stored
    assert tokens.digest_of(guest.token) in stored


def test_no_two_tokens_are_alike() -> None:
    assert len({tokens.new_token() for _ in range(500)}) == 500


def test_a_digest_is_the_sha_256_of_the_token() -> None:
    assert tokens.digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert tokens.mark_of(tokens.digest_of("abc")) == "ba7816bf"


# --- Links that end ------------------------------------------------------------------------------


def test_renewing_ends_the_old_link_and_revoking_ends_the_new_one() -> None:
    officer, guest = UserFactory(), invited()
    new, token = links.issue(guest.hero, by=officer)
    assert links.find(guest.token) is None
    assert links.find(token) == new
    guest.link.refresh_from_db()
    assert guest.link.revoked_by == officer
    assert links.revoke(new, by=officer)
    assert links.find(token) is None


def test_the_first_revocation_is_the_one_that_counts() -> None:
    first, second, guest = UserFactory(), UserFactory(), invited()
    assert links.revoke(guest.link, by=first)
    assert not links.revoke(ItineraryLink.objects.get(pk=guest.link.pk), by=second)
    guest.link.refresh_from_db()
    assert guest.link.revoked_by == first


def test_a_link_works_through_its_last_day_in_utc() -> None:
    guest = invited()
    ItineraryLink.objects.filter(pk=guest.link.pk).update(expires_on=date(2021, 8, 3))
    with time_machine.travel(datetime(2021, 8, 3, 23, 59, tzinfo=UTC), tick=False):
        assert links.find(guest.token) == guest.link
    with time_machine.travel(datetime(2021, 8, 4, 0, 0, tzinfo=UTC), tick=False):
        assert links.find(guest.token) is None


def test_links_in_use_are_those_neither_revoked_nor_expired() -> None:
    dead_links()
    usable = set(ItineraryLink.objects.usable())
    assert usable == {
        link for link in ItineraryLink.objects.all() if not (link.revoked_at or link.is_expired)
    }
    assert 0 < len(usable) < ItineraryLink.objects.count()


def test_the_database_holds_one_link_in_use_per_hero() -> None:
    guest = invited()
    with pytest.raises(IntegrityError), transaction.atomic():
        ItineraryLink.objects.create(hero=guest.hero, digest="0" * 64)


def test_an_end_is_suggested_some_time_after_the_last_program() -> None:
    guest = invited()  # the program ends on 13 August 2021
    with time_machine.travel(BEFORE, tick=False):
        assert links.usual_end(guest.hero) == date(2021, 11, 11)
    assert links.usual_end(guest.hero) is None
    assert links.usual_end(HeroFactory()) is None


# --- Strangers learn nothing ---------------------------------------------------------------------


@pytest.mark.parametrize("rest", ["", "copy.html", "calendar.ics"])
def test_every_dead_link_gives_the_very_same_404_for_the_same_queries(rest: str) -> None:
    answers = {name: asked(f"/my/{token}/{rest}") for name, token in dead_links().items()}
    expected = answers["never issued"]
    assert expected[0] == 404
    assert len(expected[-1]) == 1, "one lookup, whatever the token is"
    for name, answer in answers.items():
        assert answer == expected, name


@pytest.mark.parametrize("action", ["answer", "evaluation"])
def test_nothing_can_be_sent_through_a_dead_link(action: str) -> None:
    uid = invited().meeting.uid
    answers = {
        name: Client().post(f"/my/{token}/meetings/{uid}/{action}/", {"choice": "confirmed", "rating": "5"})
        for name, token in dead_links().items()
    }
    assert {answer.status_code for answer in answers.values()} == {404}
    assert len({answer.content for answer in answers.values()}) == 1


def test_a_404_here_is_the_404_of_any_other_address() -> None:
    client = Client()
    assert client.get(f"/my/{NEVER_ISSUED}/").content == client.get("/programs/nothing-here/").content


def test_a_revoked_link_takes_as_long_as_one_never_issued() -> None:
    guest = invited()
    links.revoke(guest.link, by=None)
    view, factory = resolve("/my/x/"), RequestFactory()

    def work(token: str) -> int:
        # The time of this thread: what else runs on the machine does not count.
        request = factory.get(f"/my/{token}/")
        began = time.thread_time_ns()
        with pytest.raises(Http404):
            view.func(request, token=token)
        return time.thread_time_ns() - began

    taken: dict[str, list[int]] = {guest.token: [], NEVER_ISSUED: []}
    for turn in range(300):  # in turns, so that neither is always the warmer
        for token in sorted(taken, reverse=bool(turn % 2)):
            taken[token].append(work(token))
    revoked, never = (statistics.quantiles(times)[0] for times in taken.values())
    assert 0.8 < revoked / never < 1.25, (revoked, never)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/my/{token}/", 200),
        ("head", "/my/{token}/", 200),
        ("get", "/my/{token}/copy.html", 200),
        ("get", "/my/{token}/calendar.ics", 200),
        ("get", "/my/{token}", 301),
        ("get", "/my/wrong/", 404),
        ("get", "/my/wrong/no/such/page", 404),
        ("get", "/my/", 404),
        ("put", "/my/{token}/", 405),
        ("get", "/my/{token}/meetings/{uid}/answer/", 405),
        ("post", "/my/{token}/meetings/{uid}/answer/", 422),
    ],
)
def test_every_answer_is_private_to_the_bone(method: str, path: str, status: int) -> None:
    guest = invited()
    response = getattr(Client(), method)(path.format(token=guest.token, uid=guest.meeting.uid))
    assert response.status_code == status
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert not response.has_header("ETag")


def test_a_failure_is_private_too(monkeypatch: pytest.MonkeyPatch) -> None:
    guest = invited()
    monkeypatch.setattr("attendance.views.page.plan_of", None)
    response = Client(raise_request_exception=False).get(guest.page)
    assert response.status_code == 500
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_public_pages_do_not_become_private() -> None:
    response = Client().get("/programs/")
    assert not response.has_header("X-Robots-Tag")
    assert "no-store" not in response.get("Cache-Control", "")


def test_robots_are_told_of_the_place_and_of_no_link() -> None:
    guest = invited()
    robots = Client().get("/robots.txt").content.decode()
    assert "Disallow: /my/" in robots
    assert guest.token not in robots
    assert "/my/" not in Client().get("/sitemap.xml").content.decode()


# --- Visits --------------------------------------------------------------------------------------


def visit(guest: Guest, when: datetime, method: str = "get") -> ItineraryLink:
    with time_machine.travel(when, tick=False):
        assert getattr(Client(), method)(guest.page).status_code == 200
    return ItineraryLink.objects.get(pk=guest.link.pk)


def test_a_visit_counts_from_the_one_before_and_reloading_is_the_same_visit() -> None:
    guest = invited()
    first = visit(guest, BEFORE)
    assert (first.last_opened_at, first.seen_until) == (BEFORE, None)
    reloaded = visit(guest, BEFORE + timedelta(minutes=20))
    assert reloaded.seen_until is None
    later = BEFORE + timedelta(days=1)
    second = visit(guest, later)
    assert (second.last_opened_at, second.seen_until) == (later, BEFORE + timedelta(minutes=20))
    assert visit(guest, later + timedelta(minutes=29)).seen_until == second.seen_until


def test_a_renewed_link_remembers_what_was_seen_by_the_old_one() -> None:
    guest = invited()
    visit(guest, BEFORE)
    new, _token = links.issue(guest.hero, by=None)
    assert (new.last_opened_at, new.seen_until) == (None, BEFORE)


def test_looking_at_the_headers_only_is_no_visit() -> None:
    assert visit(invited(), BEFORE, "head").last_opened_at is None


@pytest.mark.django_db(transaction=True)
def test_opening_and_answering_leave_public_pages_in_the_cache() -> None:
    guest = invited()
    before = generation.current()
    assert before is not None
    with time_machine.travel(BEFORE, tick=False):
        Client().get(guest.page)
        assert Client().post(guest.of("answer"), {"choice": "confirmed"}).status_code == 302
    links.issue(guest.hero, by=None)
    assert generation.current() == before
    guest.program.status = "published"
    guest.program.save()
    assert generation.current() != before
