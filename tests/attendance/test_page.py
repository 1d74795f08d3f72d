"""A hero's own page: their meetings and nobody else's, in their time, and what they send back."""

import base64
import gzip
import hashlib
import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from attendance.models import Answer, Evaluation, ItineraryLink
from programs.models import Change, Meeting, MeetingTranslation, ProgramTranslation
from tests.factories import HeroFactory, MeetingFactory, OrganizationFactory, ProgramFactory, StopFactory
from tests.support.attendance_people import AFTER, BEFORE, Guest, invited

pytestmark = pytest.mark.django_db


def look(guest: Guest, when: datetime = BEFORE, query: str = "", rest: str = "") -> str:
    with time_machine.travel(when, tick=False):
        response = Client().get(f"{guest.page}{rest}{query}")
    assert response.status_code == 200
    return visible_text(response)


def visible_text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def send(
    guest: Guest,
    action: str,
    data: dict[str, str],
    when: datetime,
    *,
    meeting: Meeting | None = None,
    query: str = "",
) -> HttpResponse:
    # Not even a CSRF token: the address is all there is to know.
    with time_machine.travel(when, tick=False):
        return Client(enforce_csrf_checks=True).post(guest.of(action, meeting) + query, data)


# --- What is on it -------------------------------------------------------------------------------


def test_the_page_names_the_hero_and_their_meeting_in_their_own_time() -> None:
    page = look(invited())
    assert "Itinerary of Imelda Prueba" in page
    assert "Heroes against trafficking" in page
    assert "Times and days are yours: Tirana (Europe/Tirane)." in page
    assert '<time datetime="2021-08-03T17:00:00+02:00">5:00 p.m. CEST (Tirana)' in page.replace("</time>", "")
    assert "10:00 a.m. CDT" in page, "the city's time stands beside it"
    assert "This address is yours alone. Do not share it" in page


def test_a_zone_goes_by_its_name_of_today() -> None:
    guest = invited("Europe/Kiev")
    assert "Times and days are yours: Kyiv (Europe/Kyiv)." in look(guest)
    page = look(guest, query="?tz=Europe/Kiev")
    assert "Times and days are yours: Kyiv (Europe/Kyiv)." in page
    assert "Europe/Kiev" not in page
    assert "Times and days are those of Kathmandu (Asia/Kathmandu)." in look(guest, query="?tz=Asia/Katmandu")


def test_the_day_is_the_heros_and_the_citys_is_said_where_it_differs() -> None:
    page = look(invited("Asia/Tokyo"))
    assert "<h3>Wednesday, August 4, 2021</h3>" in page
    assert "Tuesday, August 3, 2021, " in page


def test_another_zone_can_be_asked_for_and_a_wrong_one_is_named() -> None:
    guest = invited()
    assert "Times and days are those of New York (America/New_York)." in look(
        guest, query="?tz=America/New_York"
    )
    city = look(guest, query="?tz=city")
    assert "Times are those of the city each meeting belongs to." in city
    assert "<h3>Tuesday, August 3, 2021</h3>" in city
    wrong = look(guest, query="?tz=Mars/%3Cb%3E")
    assert "We do not know the time zone “Mars/&lt;b&gt;”" in wrong
    assert "Times and days are yours" in wrong


def test_the_language_asked_for_is_kept_on_the_way() -> None:
    guest = invited()
    page = look(guest, query="?lang=fr&tz=Asia/Tokyo")
    assert '<html lang="fr"' in page
    assert f"{guest.page}copy.html?tz=Asia%2FTokyo&amp;lang=fr" in page
    assert '<input type="hidden" name="lang" value="fr">' in page
    assert f'href="{guest.page}?lang=ar&amp;tz=Asia%2FTokyo"' in page
    response = send(guest, "answer", {"choice": "confirmed"}, BEFORE, query="?lang=fr&tz=Asia/Tokyo")
    assert "&tz=Asia%2FTokyo&lang=fr#" in response["Location"]
    assert 'dir="rtl"' in look(guest, query="?lang=ar")


def test_without_a_home_zone_times_are_the_citys() -> None:
    page = look(invited(""))
    assert "Times are those of the city each meeting belongs to." in page
    assert "10:00 a.m. CDT (Minneapolis)" in page.replace("</time>", "")


def test_facts_to_get_there_are_on_it() -> None:
    guest = invited(
        join_url="https://meet.example/room?pwd=1",
        join_details="Passcode: 4711 <b>",
        location="City Hall",
        interpretation="sq, fr",
        summary="Bring **your card**.",
        status_note="Ten minutes later than first said.",
        organizations=[OrganizationFactory(name="Coalition & Allies")],
    )
    page = look(guest)
    for fact in (
        'href="https://meet.example/room?pwd=1" rel="noreferrer noopener"',
        "Passcode: 4711 &lt;b&gt;",
        "City Hall",
        "Albanian, French",
        "<strong>your card</strong>",
        "Ten minutes later than first said.",
        "Coalition &amp; Allies",
        "Minneapolis, Minnesota",
    ):
        assert fact in page, fact


def test_links_to_join_go_when_the_meeting_is_over_or_cancelled() -> None:
    guest = invited(join_url="https://meet.example/room", join_details="Passcode 4711")
    assert "meet.example" in look(guest)
    assert "meet.example" not in look(guest, AFTER)
    Meeting.objects.update(status="cancelled", status_note="The host is ill.")
    cancelled = look(guest)
    assert "meet.example" not in cancelled
    assert "4711" not in cancelled
    assert "<s>" in cancelled
    assert "Cancelled" in cancelled
    assert "The host is ill." in cancelled


def test_tentative_meetings_say_so_and_confirmed_ones_do_not() -> None:
    guest = invited()
    assert "Tentative: this may still change" in look(guest)
    Meeting.objects.update(status="confirmed")
    assert "Tentative" not in look(guest)


def test_only_the_heros_own_meetings_are_on_it() -> None:
    guest = invited()
    other = HeroFactory(name="Somebody Else")
    guest.program.heroes.add(other)
    MeetingFactory(stop=guest.stop, title="For somebody else", whole_group=False, heroes=[other])
    MeetingFactory(stop=guest.stop, title="For me alone", whole_group=False, heroes=[guest.hero])
    MeetingFactory(title="Of another program")
    page = look(guest)
    assert guest.meeting.title in page
    assert "For me alone" in page
    assert "For somebody else" not in page
    assert "Somebody Else" not in page
    assert "Of another program" not in page
    Meeting.objects.update(internal_notes="Secret of the house")
    assert "Secret of the house" not in look(guest)


def test_programs_that_are_not_over_come_first() -> None:
    guest = invited()
    past = ProgramFactory(title="Long ago", starts_on=date(2015, 1, 1), ends_on=date(2015, 1, 9))
    later = ProgramFactory(title="Next year", starts_on=date(2022, 1, 1), ends_on=date(2022, 1, 9))
    for program in (later, past):
        program.heroes.add(guest.hero)
        MeetingFactory(stop=StopFactory(program=program), date=program.starts_on)
    page = look(guest)
    places = [
        page.index(title) for title in ("Heroes against trafficking</h2>", "Next year</h2>", "Long ago</h2>")
    ]
    assert places == sorted(places)


def test_meetings_without_time_or_date_are_announced_as_such() -> None:
    guest = invited()
    MeetingFactory(stop=guest.stop, title="On a day", start_time=None, end_time=None)
    MeetingFactory(stop=guest.stop, title="Some day", date=None, start_time=None, end_time=None)
    page = look(guest)
    assert "Time to be announced" in page
    assert "<h3>Date to be announced</h3>" in page


def test_an_empty_itinerary_says_so() -> None:
    guest = invited()
    Meeting.objects.all().delete()
    assert "There are no meetings on your itinerary yet." in look(guest)


def test_the_next_meeting_and_what_is_asked_stand_on_top() -> None:
    guest = invited()
    MeetingFactory(stop=guest.stop, title="Long over", date=date(2021, 7, 20))
    page = look(guest)
    top = page[: page.index('id="itinerary"')]
    assert f"{guest.meeting.title}</a>" in top
    assert "1 meeting waits for your answer" in top
    assert "1 meeting waits for your evaluation" in top


def test_nothing_of_the_page_leads_elsewhere() -> None:
    page = look(invited())
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert '<meta name="referrer" content="no-referrer">' in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)
    assert "/search/" not in page


def test_the_page_is_small_and_its_cost_does_not_grow() -> None:
    guest = invited()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured, time_machine.travel(BEFORE, tick=False):
            response = Client().get(guest.page, headers={"Accept-Encoding": "gzip"})
        sizes.append(len(response.content))
        assert gzip.decompress(response.content)
        return len(captured)

    sizes: list[int] = []
    ItineraryLink.objects.update(last_opened_at=BEFORE - timedelta(days=1))
    one = queries()
    for hour in range(8, 20):
        for day in range(1, 5):
            MeetingFactory(
                stop=guest.stop,
                title=f"A meeting with a title of some length, {hour} o'clock",
                summary="What it is about, in a few words of **Markdown**. " * 4,
                date=date(2021, 8, 3) + timedelta(days=day),
                start_time=time(hour),
                end_time=time(hour, 50),
                join_url=f"https://meet.example/{day}/{hour}",
                organizations=[OrganizationFactory()],
            )
    assert queries() == one <= 8
    sheet = finders.find("css/my.css")
    assert sheet
    style = len(gzip.compress(Path(str(sheet)).read_bytes()))
    assert sizes[-1] + style < 30_000, "49 meetings, compressed, with the style sheet"


# --- News ----------------------------------------------------------------------------------------


def change(guest: Guest, kind: str, at: datetime, **facts: object) -> None:
    Change.objects.create(
        **{"program": guest.program, "meeting_uid": guest.meeting.uid, "kind": kind, "at": at, **facts}
    )


def test_what_changed_since_the_last_visit_is_listed_and_only_that() -> None:
    guest = invited()
    change(guest, "moved", BEFORE - timedelta(days=9))
    assert "New since" not in look(guest, BEFORE - timedelta(days=5)), "on the first visit all is new"
    assert "Nothing has changed." in look(guest, BEFORE - timedelta(days=3))
    change(guest, "cancelled", BEFORE - timedelta(days=1), note="The host is ill.", was_public=False)
    page = look(guest)
    assert "New since your last visit (Friday, July 30, 2021)" in page
    assert "<strong>Cancelled:</strong>" in page
    assert "The host is ill." in page
    assert "<strong>Moved:</strong>" not in page
    assert "<strong>Cancelled:</strong>" in look(guest, BEFORE + timedelta(minutes=5)), "the same visit"
    assert "Nothing has changed." in look(guest, BEFORE + timedelta(days=1))


def test_changes_of_other_meetings_are_no_news() -> None:
    guest = invited()
    ItineraryLink.objects.update(last_opened_at=BEFORE - timedelta(days=2))
    other = MeetingFactory(stop=guest.stop, title="For others", whole_group=False, heroes=[HeroFactory()])
    change(guest, "moved", BEFORE - timedelta(days=1), meeting_uid=other.uid)
    assert "Nothing has changed." in look(guest)


def test_a_meeting_that_becomes_public_or_is_hidden_is_no_news_to_its_hero() -> None:
    guest = invited()
    ItineraryLink.objects.update(last_opened_at=BEFORE - timedelta(days=2))
    change(guest, "added", BEFORE - timedelta(days=1), sequence=3, was_public=True)
    change(guest, "removed", BEFORE - timedelta(days=1), sequence=4, was_public=True)
    assert "Nothing has changed." in look(guest)
    change(guest, "added", BEFORE - timedelta(hours=1), sequence=0)
    assert "<strong>Added:</strong>" in look(guest)


# --- Answers -------------------------------------------------------------------------------------


def test_an_answer_is_kept_and_can_be_changed_until_the_meeting_starts() -> None:
    guest = invited()
    response = send(guest, "answer", {"choice": "confirmed"}, BEFORE)
    assert response.status_code == 302
    assert response["Location"] == f"{guest.page}?saved={guest.meeting.uid}#meeting-{guest.meeting.uid}"
    page = look(guest, query=f"?saved={guest.meeting.uid}")
    assert "Your answer: I will be there." in page
    assert "Kept. Thank you." in page
    send(guest, "answer", {"choice": "declined"}, datetime(2021, 8, 3, 14, 59, tzinfo=UTC))
    assert "Your answer: I cannot come." in look(guest)
    assert Answer.objects.count() == 1
    late = send(guest, "answer", {"choice": "confirmed"}, datetime(2021, 8, 3, 15, 0, tzinfo=UTC))
    assert late.status_code == 409
    assert "Your answer was not kept" in visible_text(late)
    assert Answer.objects.get().choice == "declined"
    assert 'value="confirmed"' not in look(guest, AFTER)


@pytest.mark.parametrize(
    "moved", [{"date": date(2021, 8, 5)}, {"start_time": time(14), "end_time": time(15, 30)}]
)
def test_an_answer_for_another_day_or_hour_is_asked_again(moved: dict[str, date | time]) -> None:
    guest = invited()
    send(guest, "answer", {"choice": "confirmed"}, BEFORE)
    assert "Please answer again" not in look(guest)
    for name, value in moved.items():
        setattr(guest.meeting, name, value)
    guest.meeting.save()
    page = look(guest)
    assert "The time has changed since. Please answer again." in page
    assert "1 meeting waits for your answer" in page
    send(guest, "answer", {"choice": "confirmed"}, BEFORE)
    assert "Please answer again" not in look(guest)


def test_the_zone_chosen_is_kept_on_the_way() -> None:
    response = send(invited(), "answer", {"choice": "confirmed"}, BEFORE, query="?tz=Asia/Tokyo")
    assert "&tz=Asia%2FTokyo#" in response["Location"]


@pytest.mark.parametrize("data", [{}, {"choice": ""}, {"choice": "perhaps"}])
def test_an_answer_that_is_none_is_refused_in_visible_text(data: dict[str, str]) -> None:
    response = send(invited(), "answer", data, BEFORE)
    assert response.status_code == 422
    assert "Choose one of the two." in visible_text(response)
    assert not Answer.objects.exists()


def test_nobody_answers_for_a_meeting_that_is_cancelled_or_not_theirs() -> None:
    guest = invited()
    other = MeetingFactory(stop=guest.stop, whole_group=False, heroes=[HeroFactory()])
    assert send(guest, "answer", {"choice": "confirmed"}, BEFORE, meeting=other).status_code == 404
    assert send(guest, "evaluation", {"rating": "5"}, AFTER, meeting=other).status_code == 404
    Meeting.objects.update(status="cancelled")
    assert send(guest, "answer", {"choice": "confirmed"}, BEFORE).status_code == 409
    assert send(guest, "evaluation", {"rating": "5"}, AFTER).status_code == 409
    assert not Answer.objects.exists()
    assert not Evaluation.objects.exists()


def test_a_meeting_without_a_time_can_be_answered_until_its_day_is_over_there() -> None:
    guest = invited()
    Meeting.objects.update(start_time=None, end_time=None, starts_at=None, ends_at=None)
    last_minute = datetime(2021, 8, 4, 4, 59, tzinfo=UTC)  # 11:59 p.m. in Minneapolis
    assert send(guest, "answer", {"choice": "confirmed"}, last_minute).status_code == 302
    assert send(guest, "evaluation", {"rating": "5"}, last_minute).status_code == 409
    midnight = last_minute + timedelta(minutes=1)
    assert send(guest, "answer", {"choice": "confirmed"}, midnight).status_code == 409
    assert send(guest, "evaluation", {"rating": "5"}, midnight).status_code == 302


# --- Evaluations ---------------------------------------------------------------------------------


def test_an_evaluation_is_asked_for_once_the_meeting_is_over_and_can_be_changed() -> None:
    guest = invited()
    assert "Evaluate this meeting" not in look(guest)
    assert (
        send(guest, "evaluation", {"rating": "5"}, datetime(2021, 8, 3, 16, 29, tzinfo=UTC)).status_code
        == 409
    )
    assert "Evaluate this meeting" in look(guest, AFTER)
    assert send(guest, "evaluation", {"rating": "4", "comment": "Good\r\ntalk"}, AFTER).status_code == 302
    page = look(guest, AFTER)
    assert "Your evaluation: 4: very useful" in page
    assert "Change your evaluation" in page
    assert "waits for your evaluation" not in page
    send(guest, "evaluation", {"rating": "2", "comment": ""}, AFTER)
    kept = Evaluation.objects.get()
    assert (kept.rating, kept.comment) == (2, "")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"comment": "Kept while typing"}, "Choose a number from 1 to 5."),
        ({"rating": "6", "comment": "Kept while typing"}, "Choose a number from 1 to 5."),
        (
            {"rating": "3", "comment": "Kept while typing" * 200},
            "The comment has 3400 characters; at most 2000 fit.",
        ),
    ],
)
def test_an_evaluation_that_cannot_be_kept_stays_in_the_form_with_the_reason(
    data: dict[str, str], message: str
) -> None:
    response = send(invited(), "evaluation", data, AFTER)
    assert response.status_code == 422
    page = visible_text(response)
    assert message in page
    assert "Kept while typing" in page
    assert '<details class="no-print" open>' in page
    assert 'role="alert"' in page
    assert not Evaluation.objects.exists()


def test_a_new_line_counts_as_one_character() -> None:
    assert (
        send(invited(), "evaluation", {"rating": "3", "comment": "\r\n".join("a" * 1000)}, AFTER).status_code
        == 302
    )
    assert len(Evaluation.objects.get().comment) == 1999


def test_a_comment_is_words_and_no_markup() -> None:
    guest = invited()
    send(guest, "evaluation", {"rating": "3", "comment": "</textarea><b>x"}, AFTER)
    assert "&lt;/textarea&gt;&lt;b&gt;x" in look(guest, AFTER)


# --- The copy to keep ----------------------------------------------------------------------------


def test_the_copy_holds_the_plan_and_neither_the_address_nor_a_form() -> None:
    guest = invited(join_url="https://meet.example/room")
    with time_machine.travel(BEFORE, tick=False):
        response = Client().get(f"{guest.page}copy.html?tz=Asia/Tokyo")
    assert response["Content-Disposition"] == 'attachment; filename="itinerary-2021-08-02.html"'
    copy = visible_text(response)
    assert "Wednesday, August 4, 2021" in copy
    assert "Times and days are those of Tokyo (Asia/Tokyo)." in copy
    assert "https://meet.example/room" in copy
    assert "Saved Aug. 2, 2021, noon UTC" in copy
    assert guest.token not in copy
    assert "/my/" not in copy
    assert "<form" not in copy
    assert not re.search(r"(?:src|<link[^>]*href)=", copy), "nothing to load"


def test_the_copy_allows_its_own_style_and_nothing_else() -> None:
    copy = Client().get(f"{invited().page}copy.html").content.decode()
    style = re.search(r"<style>(.*?)</style>", copy, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in copy
    assert "color-scheme" in style[1]


def test_reading_the_copy_is_no_visit() -> None:
    guest = invited()
    Client().get(f"{guest.page}copy.html")
    guest.link.refresh_from_db()
    assert guest.link.last_opened_at is None


def test_no_session_is_made() -> None:
    client, guest = Client(), invited()
    client.get(guest.page)
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    assert settings.CSRF_COOKIE_NAME not in client.cookies


def test_texts_that_officers_translated_are_in_the_heros_language() -> None:
    guest = invited()
    program = ProgramFactory(title="Bridges")
    program.heroes.add(guest.hero)
    meeting = MeetingFactory(stop=StopFactory(program=program), title="Roundtable", summary="They speak.")
    ProgramTranslation.objects.create(program=program, language="es", title="Puentes")
    MeetingTranslation.objects.create(meeting=meeting, language="es", title="Mesa redonda")
    spanish = look(guest, query="?lang=es")
    assert "Puentes" in spanish
    assert "Mesa redonda" in spanish
    assert "Roundtable" not in spanish
    assert 'lang="en" dir="ltr"><p>They speak.' in spanish
    assert spanish.count('class="language-notice"') == 1
    english = look(guest)
    assert "Roundtable" in english
    assert "Mesa redonda" not in english
    assert "language-notice" not in english


def test_nothing_of_a_past_program_is_still_to_be_announced() -> None:
    guest = invited()
    program = ProgramFactory()
    program.heroes.add(guest.hero)
    stop = StopFactory(program=program)
    for day in (date(2021, 8, 3), None):
        MeetingFactory(stop=stop, date=day, start_time=None, end_time=None)
    text = look(guest, when=datetime(2021, 8, 3, 12, tzinfo=UTC))
    assert "Time to be announced" in text
    assert "Date to be announced" in text
    text = look(guest, when=datetime(2021, 9, 1, tzinfo=UTC))
    assert "to be announced" not in text
    assert "Time not recorded" in text
    assert "Date not recorded" in text
