"""Entering a meeting: wall times with the zone named, and what can be chosen."""

from datetime import UTC, datetime, time

import pytest
from django.test import Client

from programs.models import Meeting, Program, Stop
from programs.planning.written import read_clock
from tests.factories import (
    CityFactory,
    HeroFactory,
    MeetingFactory,
    ProgramFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    StopFactory,
    named_hero,
)
from tests.support.admin_forms import AdminForm, errors, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def stop() -> Stop:
    created: Stop = StopFactory(program=ProgramFactory(title="Bridge builders"))
    return created


@pytest.fixture
def form(admin_client: Client, stop: Stop) -> AdminForm:
    """A new meeting in Minneapolis."""
    form = AdminForm(admin_client, f"/admin/programs/meeting/add/?program={stop.program_id}")
    return form.fill(title="Visit", stop=stop.pk)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10:00", time(10)),
        ("10 am", time(10)),
        ("10 a.m.", time(10)),
        ("10AM", time(10)),
        ("2:30 p.m.", time(14, 30)),
        ("2:30pm", time(14, 30)),
        ("14:30", time(14, 30)),
        ("12 am", time(0)),
        ("12:15 p.m.", time(12, 15)),
        (" 9.05 a. m. ", time(9, 5)),
        ("00:00", time(0)),
        ("10:00:00", time(10)),
    ],
)
def test_times_are_understood_as_people_write_them(written: str, meant: time) -> None:
    assert read_clock(written) == meant


@pytest.mark.parametrize("written", ["10", "25:00", "13 pm", "0 am", "10:60", "ten", "14:30 pm x", ""])
def test_a_time_that_could_mean_two_things_or_nothing_is_refused(written: str) -> None:
    assert read_clock(written) is None


def test_ten_oclock_in_minneapolis_is_stored_as_wall_time_and_as_an_instant(form: AdminForm) -> None:
    form.fill(date="2021-08-03", start_time="10 am", end_time="11:30 a.m.")
    assert errors(form.send()) == {}
    meeting = Meeting.objects.get()
    assert (meeting.start_time, meeting.end_time) == (time(10), time(11, 30))
    assert meeting.starts_at == datetime(2021, 8, 3, 15, tzinfo=UTC)


def test_the_form_names_the_zone_beside_the_times_and_the_instant_in_utc(
    admin_client: Client, stop: Stop
) -> None:
    meeting = MeetingFactory(stop=stop)
    page = admin_client.get(f"/admin/programs/meeting/{meeting.pk}/change/").content.decode()
    assert page.count(f"{stop.city} time (America/Chicago)</span>") == 2
    assert 'value="10:00 a.m."' in page
    assert "Tuesday, August 3, 2021, 3:00 p.m. to 4:30 p.m. UTC" in page


def test_saving_an_untouched_meeting_changes_nothing(admin_client: Client, stop: Stop) -> None:
    meeting = MeetingFactory(stop=stop, start_time=time(23), end_time=time(1))
    before = Meeting.objects.values().get()
    assert errors(AdminForm(admin_client, f"/admin/programs/meeting/{meeting.pk}/change/").send()) == {}
    after = Meeting.objects.values().get()
    assert {**before, "updated_at": 0} == {**after, "updated_at": 0}


def test_a_time_skipped_by_the_clock_change_is_refused_with_the_next_valid_time(form: AdminForm) -> None:
    form.fill(date="2022-03-13", start_time="2:30 am")
    message = errors(form.send())["start_time"][0]
    assert "does not exist in America/Chicago" in message
    assert "Next valid time: 3:00 a.m." in message
    assert not Meeting.objects.exists()


def test_a_time_that_happens_twice_is_saved_and_the_officer_is_told_which_is_meant(form: AdminForm) -> None:
    response = form.fill(date="2021-11-07", start_time="1:30 am").send()
    assert any("happens twice" in message and "the first is meant" in message for message in said(response))
    assert Meeting.objects.get().starts_at == datetime(2021, 11, 7, 6, 30, tzinfo=UTC)


def test_an_end_past_midnight_is_the_next_day(form: AdminForm) -> None:
    assert errors(form.fill(date="2021-08-03", start_time="9 pm", end_time="12:30 am").send()) == {}
    assert Meeting.objects.get().ends_at == datetime(2021, 8, 4, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        (
            {"date": "2021-08-03", "start_time": "10:00", "end_time": "9:00"},
            "end_time",
            "would end (9:00 a.m.) before it starts (10:00 a.m.)",
        ),
        ({"start_time": "10:00"}, "start_time", "A time needs a date."),
        ({"date": "2021-08-03", "end_time": "10:00"}, "end_time", "An end needs a start."),
        ({"date": "2021-08-03", "start_time": "10:00", "stop": ""}, "stop", "A time needs a stop"),
        ({"date": "2021-08-03", "start_time": "soon"}, "start_time", "Enter a time such as 10:00, 10 a.m."),
        ({"date": "0001-01-01", "start_time": "10:00"}, "date", "Enter a date between 1900 and 2100."),
        ({"date": "9999-12-31", "start_time": "23:00"}, "date", "Enter a date between 1900 and 2100."),
        ({"date": "1920-01-01"}, "date", "1940"),
        ({"date": "2021-02-30"}, "date", "Enter a day such as"),
        ({"title": ""}, "title", "This field is required."),
        ({"title": "a\x00b"}, "title", "Null characters are not allowed."),
        ({"status": "maybe"}, "status", "Select a valid choice."),
        ({"interpretation": "klingon"}, "interpretation", "Not a language code: klingon"),
        ({"join_url": "javascript:alert(1)"}, "join_url", "Enter a valid URL."),
        ({"public_from_0": "0001-01-01", "public_from_1": "00:00"}, "public_from", "between 1900 and 2100"),
        ({"public_from_0": "2021-01-01", "public_from_1": "noon"}, "public_from", "Enter a valid time."),
        ({"stop": "99999999999999999999"}, "stop", "Select a valid choice."),
        ({"organizations": ["9" * 30]}, "organizations", "is not a valid value"),
        ({"organizations": ["x"]}, "organizations", "is not a valid value"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_saved(
    form: AdminForm, values: dict[str, object], field: str, message: str
) -> None:
    messages = errors(form.fill(**values).send())
    assert list(messages) == [field]
    assert message in messages[field][0]
    assert not Meeting.objects.exists()


def test_a_meeting_in_a_city_that_is_no_stop_of_its_program_is_refused(form: AdminForm) -> None:
    elsewhere = StopFactory(city=CityFactory(name="Miami", state="FL"))
    messages = errors(form.fill(stop=elsewhere.pk, date="2021-08-03", start_time="10:00").send())
    assert list(messages) == ["stop"]
    assert "Miami" in messages["stop"][0]
    assert "is not a stop of this program" in messages["stop"][0]
    assert not Meeting.objects.exists()


def test_only_the_stops_and_heroes_of_the_program_are_offered(admin_client: Client, stop: Stop) -> None:
    hero, stranger = named_hero(stop.program, name="Taking Part"), named_hero(name="Some Stranger")
    StopFactory(city=CityFactory(name="Miami", state="FL"))
    page = admin_client.get(f"/admin/programs/meeting/add/?program={stop.program_id}").content.decode()
    assert hero.name in page
    assert stranger.name not in page
    assert "Minneapolis" in page
    assert "Miami" not in page


def test_heroes_of_another_program_are_refused_by_name(form: AdminForm, stop: Stop) -> None:
    stop.program.heroes.add(HeroFactory())
    form = AdminForm(form.client, form.url).fill(title="Visit", whole_group=None)
    messages = errors(form.fill(heroes=[HeroFactory(name="Some Stranger").pk]).send())
    assert messages == {"heroes": ["Not in this program: Some Stranger. Add them to the program first."]}
    assert not Meeting.objects.exists()


def test_the_whole_group_and_chosen_heroes_exclude_each_other(form: AdminForm, stop: Stop) -> None:
    hero = named_hero(stop.program)
    form = AdminForm(form.client, form.url).fill(title="Visit", heroes=[hero.pk])
    assert "Either the whole group takes part, or chosen heroes" in errors(form.send())["heroes"][0]
    form["whole_group"] = None
    assert errors(form.send()) == {}
    assert list(Meeting.objects.get().heroes.all()) == [hero]


def test_without_a_program_the_officer_chooses_it_first(admin_client: Client, stop: Stop) -> None:
    for query in ("", "?program=", "?program=nonsense", "?program=999999999999999999999"):
        page = admin_client.get(f"/admin/programs/meeting/add/{query}").content.decode()
        assert "Which program is this meeting for?" in page
        assert "Bridge builders" in page


def test_a_form_sent_without_a_program_says_so(admin_client: Client, stop: Stop) -> None:
    response = admin_client.post("/admin/programs/meeting/add/", {"title": "Visit", "kind": "other"})
    assert errors(response)["program"] == ["This field is required."]


def test_another_meeting_is_added_for_the_same_program_stop_and_day(form: AdminForm, stop: Stop) -> None:
    response = form.fill(date="2021-08-03").send("_addanother")
    url = response.redirect_chain[-1][0]  # type: ignore[attr-defined]
    again = AdminForm(form.client, url)
    assert again.data["stop"] == str(stop.pk)
    assert again.data["date"] == "2021-08-03"
    assert errors(again.fill(title="Another visit").send()) == {}
    assert Meeting.objects.filter(program=stop.program).count() == 2


def test_a_meeting_stays_with_its_program(admin_client: Client, stop: Stop) -> None:
    meeting = MeetingFactory(stop=stop)
    url = f"/admin/programs/meeting/{meeting.pk}/change/"
    form = AdminForm(admin_client, url)
    assert "program" not in form.fields
    form.data["program"] = ProgramFactory().pk
    form.send()
    assert Meeting.objects.get().program == stop.program


@pytest.mark.parametrize(
    ("facts", "label"),
    [
        ({"is_public": False}, "Not public: not marked public"),
        ({"status": "tentative"}, "Not public: tentative"),
        (
            {"public_from": datetime(2090, 1, 2, 3, 4, tzinfo=UTC)},
            "Not public: embargo until 2090-01-02 03:04 UTC",
        ),
        ({"stop__program__status": "draft"}, "Not public: the program is not published"),
        ({}, ">Public<"),
    ],
)
def test_the_list_says_why_a_meeting_is_not_public(
    admin_client: Client, facts: dict[str, object], label: str
) -> None:
    meeting = PublicMeetingFactory(**facts)
    page = admin_client.get("/admin/programs/meeting/").content.decode()
    assert label in page
    assert (label == ">Public<") == Meeting.objects.public().filter(pk=meeting.pk).exists()


def test_the_address_on_the_site_is_offered_once_the_public_can_see_it(admin_client: Client) -> None:
    program: Program = PublicProgramFactory()
    meeting = MeetingFactory(stop=StopFactory(program=program))
    url = f"/admin/programs/meeting/{meeting.pk}/change/"
    assert "View on site" not in admin_client.get(url).content.decode()
    Meeting.objects.update(is_public=True, status="confirmed")
    assert f'href="{meeting.get_absolute_url()}"' in admin_client.get(url).content.decode()
