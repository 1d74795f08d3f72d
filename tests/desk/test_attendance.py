"""Officers give, renew and revoke private links, and see what heroes answered and thought."""

import html
import re
from datetime import date, time, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from attendance import links
from attendance.models import Answer, Evaluation, ItineraryLink
from attendance.summary import program_summary
from common.utc_days import today
from desk.admin.wording import state_of_link
from tests.factories import HeroFactory, MeetingFactory, UserFactory
from tests.support.attendance_people import Guest, invited

pytestmark = pytest.mark.django_db

LINKS = "/admin/attendance/itinerarylink/"
OVERVIEW = "/admin/attendance/programattendance/"


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(UserFactory(username="ada"))
    return client


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def give(client: Client, guest: Guest, **data: str) -> tuple[str, str]:
    """Make a link through the form. Returns the message to copy, and the address in it."""
    response = client.post(f"{LINKS}add/", {"hero": guest.hero.pk, **data})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    textarea = re.search(r"<textarea[^>]*>(.*?)</textarea>", response.content.decode(), re.DOTALL)
    assert textarea
    message = html.unescape(textarea[1])
    address = re.search(r"http://testserver(/my/[A-Za-z0-9_-]+/)", message)
    assert address
    return message, address[1]


def test_a_new_link_is_shown_once_in_a_message_to_copy(officer: Client) -> None:
    guest = invited()
    end = date(2100, 1, 31)
    message, address = give(officer, guest, expires_on=str(end))
    assert message.startswith("Dear Imelda Prueba,")
    assert "It works until Jan. 31, 2100." in message
    assert Client().get(address).status_code == 200
    assert Client().get(guest.page).status_code == 404, "renewed"
    link = ItineraryLink.objects.get(revoked_at=None)
    assert (link.hero, link.created_by.username, link.expires_on) == (guest.hero, "ada", end)
    token = address.split("/")[2]
    for path in (
        LINKS,
        f"{LINKS}{link.pk}/change/",
        f"/admin/participants/hero/{guest.hero.pk}/change/",
        "/admin/",
    ):
        page = text(officer, path)
        assert token not in page
        assert link.digest not in page
    assert not any(token in str(row) for row in LogEntry.objects.values_list())
    assert not any(token in str(session.get_decoded()) for session in Session.objects.all())


def test_a_name_cannot_break_out_of_the_message(officer: Client) -> None:
    guest = invited()
    guest.hero.name = "</textarea><script>alert(1)</script>"
    guest.hero.save()
    response = officer.post(f"{LINKS}add/", {"hero": guest.hero.pk})
    assert b"<script>alert(1)" not in response.content


def test_an_end_that_is_past_is_refused(officer: Client) -> None:
    guest = invited()
    yesterday = timezone.now().date() - timedelta(days=1)
    response = officer.post(f"{LINKS}add/", {"hero": guest.hero.pk, "expires_on": str(yesterday)})
    assert b"This day is over." in response.content
    assert links.find(guest.token) == guest.link, "the old link is still in use"


@pytest.mark.parametrize(
    "data", [{}, {"hero": "0"}, {"hero": "9" * 40}, {"hero": "x"}, {"hero": "1", "expires_on": "x"}]
)
def test_nonsense_in_the_form_makes_no_link(officer: Client, data: dict[str, str]) -> None:
    response = officer.post(f"{LINKS}add/", data)
    assert response.status_code == 200
    assert b"errorlist" in response.content
    assert not ItineraryLink.objects.exists()


def test_the_heros_page_leads_to_the_first_link_then_to_renewing_and_revoking(officer: Client) -> None:
    hero = HeroFactory()
    page = f"/admin/participants/hero/{hero.pk}/change/"
    assert f'href="{LINKS}add/?hero={hero.pk}"' in text(officer, page)
    assert "Create link" in text(officer, page)
    link, _token = links.issue(hero, by=None)
    shown = text(officer, page)
    assert "In use, never opened" in shown
    assert f"[{link.mark}]" in shown
    assert "Renew" in shown
    assert f'href="{LINKS}{link.pk}/revoke/"' in shown
    assert f"has the link [{link.mark}]. It stops working" in text(officer, f"{LINKS}add/?hero={hero.pk}")
    assert "private link" not in text(officer, "/admin/participants/hero/add/").lower().split("<main")[1]


def test_revoking_asks_first_and_says_who_did_it(officer: Client) -> None:
    guest = invited()
    address = f"{LINKS}{guest.link.pk}/revoke/"
    assert "Revoke this link?" in text(officer, address)
    assert Client().get(guest.page).status_code == 200, "asking changes nothing"
    assert officer.post(address).status_code == 302
    assert Client().get(guest.page).status_code == 404
    guest.link.refresh_from_db()
    assert guest.link.revoked_by.username == "ada"
    noted = LogEntry.objects.filter(object_id=str(guest.hero.pk)).latest("pk")
    assert f"Revoked private link [{guest.link.mark}]." in noted.get_change_message()
    assert "This link was revoked before." in text(officer, address)
    assert officer.post(address).status_code == 302
    assert text(officer, f"{LINKS}999999/revoke/", 404)
    assert text(officer, f"{LINKS}{'9' * 30}/revoke/", 404)


def test_the_list_says_which_links_are_in_use_and_when_they_were_opened(officer: Client) -> None:
    opened, expired, revoked, fresh = invited(), invited(), invited(), invited()
    Client().get(opened.page)
    ItineraryLink.objects.filter(pk=expired.link.pk).update(expires_on=date(2020, 1, 1))
    links.revoke(revoked.link, by=None)
    page = text(officer, LINKS)
    for state in ("In use</span>", "Expired", "Revoked", "In use, never opened"):
        assert state in page
    assert "4 private links" in page
    for state, expected in [
        ("usable", [opened, fresh]),
        ("unopened", [fresh]),
        ("ended", [expired, revoked]),
    ]:
        listed = text(officer, f"{LINKS}?state={state}")
        assert {each.link.mark for each in expected} == {
            each.link.mark for each in (opened, expired, revoked, fresh) if each.link.mark in listed
        }
    assert fresh.link.mark in text(officer, f"{LINKS}?q={fresh.link.mark}")


def test_links_are_neither_edited_nor_deleted_by_themselves(officer: Client) -> None:
    guest = invited()
    page = text(officer, f"{LINKS}{guest.link.pk}/change/")
    assert 'name="_save"' not in page
    assert "deletelink" not in page
    assert officer.post(f"{LINKS}{guest.link.pk}/delete/", {"post": "yes"}).status_code == 403
    officer.post(LINKS, {"action": "delete_selected", "_selected_action": [guest.link.pk], "post": "yes"})
    assert ItineraryLink.objects.exists()


def test_meetings_that_were_answered_can_still_be_deleted(officer: Client) -> None:
    guest = invited()
    Answer.objects.create(hero=guest.hero, meeting=guest.meeting, choice="confirmed")
    Evaluation.objects.create(hero=guest.hero, meeting=guest.meeting, rating=5)
    officer.post(f"/admin/programs/meeting/{guest.meeting.pk}/delete/", {"post": "yes"})
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "path", [LINKS, f"{LINKS}add/", "{revoke}", OVERVIEW, f"{OVERVIEW}{{program}}/change/"]
)
def test_staff_without_the_permission_get_nowhere(path: str) -> None:
    guest = invited()
    client = Client()
    user = UserFactory(is_superuser=False)
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_hero", "view_program", "change_meeting"])
    )
    client.force_login(user)
    address = path.format(revoke=f"{LINKS}{guest.link.pk}/revoke/", program=guest.program.pk)
    assert client.get(address).status_code == 403
    assert client.post(address, {"hero": guest.hero.pk}).status_code == 403
    guest.link.refresh_from_db()
    assert guest.link in ItineraryLink.objects.usable()
    for page in (
        f"/admin/participants/hero/{guest.hero.pk}/change/",
        f"/admin/programs/program/{guest.program.pk}/change/",
    ):
        assert "attendance" not in text(client, page)


def test_strangers_are_sent_to_the_log_in() -> None:
    assert Client().get(f"{LINKS}add/").status_code == 302


# --- Answers and evaluations ---------------------------------------------------------------------


def answered(guest: Guest, hero: object, choice: str, **facts: object) -> None:
    meeting = guest.meeting
    given_for = {"for_date": meeting.date, "for_starts_at": meeting.starts_at}
    Answer.objects.create(hero=hero, meeting=meeting, choice=choice, **{**given_for, **facts})


def group() -> Guest:
    """Six heroes: two come, one does not, one said yes to another time, two are silent."""
    guest = invited()
    yes, also, no, before, _silent = (HeroFactory(name=f"Hero {letter}") for letter in "VWXYZ")
    guest.program.heroes.add(yes, also, no, before, _silent)
    answered(guest, yes, "confirmed")
    answered(guest, also, "confirmed")
    answered(guest, no, "declined")
    answered(guest, before, "confirmed", for_date=date(2021, 8, 1))
    answered(guest, HeroFactory(name="No longer in it"), "confirmed")
    Evaluation.objects.create(hero=yes, meeting=guest.meeting, rating=5, comment="Best <b>of</b> all")
    Evaluation.objects.create(hero=also, meeting=guest.meeting, rating=2)
    return guest


def test_answers_and_ratings_are_summed_up_by_meeting() -> None:
    guest = group()
    alone = MeetingFactory(stop=guest.stop, whole_group=False, heroes=[guest.hero])
    summary = program_summary(guest.program)
    first, second = summary.meetings
    assert [str(hero) for hero in first.confirmed] == ["Hero V", "Hero W"]
    assert [str(hero) for hero in first.declined] == ["Hero X"]
    assert {str(hero) for hero in first.silent} == {"Hero Y", "Hero Z", "Imelda Prueba"}
    assert (first.invited, first.average) == (6, 3.5)
    assert (second.meeting, second.invited, second.average) == (alone, 1, None)
    assert (summary.confirmed, summary.declined, summary.silent) == (2, 1, 4)
    assert (summary.evaluations, summary.average) == (2, 3.5)


@pytest.mark.parametrize("moved", [{"date": date(2021, 8, 4)}, {"start_time": time(14), "end_time": None}])
def test_who_said_yes_to_ten_is_missing_once_it_is_at_two_or_on_another_day(
    officer: Client, moved: dict[str, date | time | None]
) -> None:
    guest = invited()
    answered(guest, guest.hero, "confirmed")
    page = f"{OVERVIEW}{guest.program.pk}/change/"
    assert "1 will come, 0 cannot, 0 missing." in text(officer, page)
    for name, value in moved.items():
        setattr(guest.meeting, name, value)
    guest.meeting.save()
    assert "0 will come, 0 cannot, 1 missing." in text(officer, page)


def test_officers_see_the_sums_the_names_and_the_comments(officer: Client) -> None:
    guest = group()
    listed = text(officer, OVERVIEW)
    assert '<td class="field-average">3.5</td>' in listed
    assert '<td class="field-evaluation_count">2</td>' in listed
    page = text(officer, f"{OVERVIEW}{guest.program.pk}/change/")
    assert "2 will come, 1 cannot, 3 missing." in page
    assert "2 evaluations, on average 3.5 of 5." in page
    assert "1: Hero X" in page
    assert "Best &lt;b&gt;of&lt;/b&gt; all" in page
    assert "5: excellent" in page
    assert 'name="_save"' not in page
    leads_here = text(officer, f"/admin/programs/program/{guest.program.pk}/change/")
    assert f'href="{OVERVIEW}{guest.program.pk}/change/"' in leads_here


def test_the_overview_costs_the_same_for_many(officer: Client) -> None:
    guest = group()

    def cost(path: str) -> int:
        officer.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(path).status_code == 200
        return len(queries)

    pages = (OVERVIEW, f"{OVERVIEW}{guest.program.pk}/change/", LINKS)
    few = [cost(path) for path in pages]
    for number in range(12):
        hero = HeroFactory()
        guest.program.heroes.add(hero)
        links.issue(hero, by=UserFactory())
        meeting = MeetingFactory(stop=guest.stop, whole_group=bool(number % 2), heroes=[hero])
        Answer.objects.create(hero=hero, meeting=meeting, choice="declined", for_date=meeting.date)
        Evaluation.objects.create(hero=hero, meeting=meeting, rating=3, comment="Words")
        group()
    assert [cost(path) for path in pages] == few


def test_a_program_without_answers_says_so(officer: Client) -> None:
    guest = invited()
    page = text(officer, f"{OVERVIEW}{guest.program.pk}/change/")
    assert "0 will come, 0 cannot, 1 missing." in page
    assert "No evaluations yet." in page


@pytest.mark.parametrize("days", [None, -1, 0, 1])
@pytest.mark.parametrize("revoked", [False, True])
def test_a_link_is_said_to_be_in_use_exactly_while_it_opens_the_page(days: int | None, revoked: bool) -> None:
    link, _token = links.issue(HeroFactory(), by=None)
    ItineraryLink.objects.filter(pk=link.pk).update(
        created_at=timezone.now() - timedelta(days=9),
        expires_on=None if days is None else today() + timedelta(days=days),
    )
    if revoked:
        links.revoke(link, by=None)
    link.refresh_from_db()
    opens = ItineraryLink.objects.usable().filter(pk=link.pk).exists()
    assert ("In use" in state_of_link(link)) == opens == (not revoked and days != -1)
