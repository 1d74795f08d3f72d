"""The stops of a program, in the table on its page."""

import pytest
from django.test import Client

from programs.models import Program, Stop
from tests.factories import CityFactory, MeetingFactory, ProgramFactory, StopFactory
from tests.support.admin_forms import AdminForm, errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    """Three stops, in the order Washington, Minneapolis, Miami."""
    created: Program = ProgramFactory()
    for at, (name, state) in enumerate([("Washington", "DC"), ("Minneapolis", "MN"), ("Miami", "FL")], 1):
        StopFactory(program=created, city=CityFactory(name=name, state=state), position=at)
    return created


@pytest.fixture
def form(admin_client: Client, program: Program) -> AdminForm:
    return AdminForm(admin_client, f"/admin/programs/program/{program.pk}/change/")


def order(program: Program) -> list[str]:
    return [stop.city.name for stop in program.stops.select_related("city").order_by("position")]


def test_two_stops_change_places(form: AdminForm, program: Program) -> None:
    form.fill(**{"stops-0-position": "2", "stops-1-position": "1"})
    assert errors(form.send()) == {}
    assert order(program) == ["Minneapolis", "Washington", "Miami"]


def test_the_order_is_turned_round(form: AdminForm, program: Program) -> None:
    form.fill(**{"stops-0-position": "3", "stops-1-position": "2", "stops-2-position": "1"})
    assert errors(form.send()) == {}
    assert order(program) == ["Miami", "Minneapolis", "Washington"]


def test_a_new_stop_takes_the_first_place_and_the_others_move_down(form: AdminForm, program: Program) -> None:
    form.fill(**{"stops-0-position": "2", "stops-1-position": "3", "stops-2-position": "4"})
    form.row("stops", position="1", city=CityFactory(name="Boise", state="ID").pk)
    assert errors(form.send()) == {}
    assert order(program) == ["Boise", "Washington", "Minneapolis", "Miami"]


def test_one_stop_takes_the_place_of_another_that_is_deleted(form: AdminForm, program: Program) -> None:
    form.fill(**{"stops-0-position": "3", "stops-2-DELETE": "on"})
    assert errors(form.send()) == {}
    assert order(program) == ["Minneapolis", "Washington"]


def test_a_stop_without_a_position_goes_last(form: AdminForm, program: Program) -> None:
    form["stops-0-position"] = ""
    form.row("stops", position="", city=CityFactory(name="Boise", state="ID").pk)
    assert errors(form.send()) == {}
    assert order(program) == ["Minneapolis", "Miami", "Washington", "Boise"]


def test_the_same_position_twice_is_named_at_the_row(form: AdminForm, program: Program) -> None:
    form["stops-1-position"] = "1"
    assert errors(form.send()) == {"stops-1-position": ["Another stop of this program has this position."]}
    assert order(program) == ["Washington", "Minneapolis", "Miami"]


def test_the_same_city_twice_is_named_at_the_row(form: AdminForm, program: Program) -> None:
    form.row("stops", city=program.stops.get(position=1).city_id)
    messages = errors(form.send())
    assert list(messages) == ["stops-3-city"]
    assert "This program already stops in this city." in messages["stops-3-city"][0]
    assert program.stops.count() == 3


def test_two_stops_do_not_exchange_cities_because_their_meetings_would_move(
    form: AdminForm, program: Program
) -> None:
    first, second = program.stops.order_by("position")[:2]
    form.fill(**{"stops-0-city": second.city_id, "stops-1-city": first.city_id})
    messages = errors(form.send())
    assert set(messages) == {"stops-0-city", "stops-1-city"}
    assert "change positions" in messages["stops-0-city"][0]


def test_a_new_program_with_the_same_city_twice_is_refused(admin_client: Client) -> None:
    city = CityFactory()
    form = AdminForm(admin_client, "/admin/programs/program/add/")
    form.fill(title="New", starts_on="2021-07-19", ends_on="2021-08-13")
    form.row("stops", city=city.pk).row("stops", city=city.pk)
    assert list(errors(form.send())) == ["stops-1-city"]
    assert not Program.objects.exists()


def test_a_position_that_another_officer_took_meanwhile_is_refused(form: AdminForm, program: Program) -> None:
    form.row("stops", position="4", city=CityFactory(name="Boise", state="ID").pk)
    StopFactory(program=program, city=CityFactory(name="Reno", state="NV"), position=4)
    assert errors(form.send()) == {"stops-3-position": ["Another stop of this program has this position."]}


@pytest.mark.parametrize("position", ["0.5", "-1", "99999", "9" * 5000, "first"])
def test_a_position_that_is_no_position_is_refused(form: AdminForm, program: Program, position: str) -> None:
    form["stops-1-position"] = position
    assert set(errors(form.send())) == {"stops-1-position"}
    assert order(program) == ["Washington", "Minneapolis", "Miami"]


def test_a_stop_with_meetings_is_not_deleted_and_the_page_says_why(form: AdminForm, program: Program) -> None:
    MeetingFactory(stop=program.stops.get(position=2), title="Coalition visit")
    form["stops-1-DELETE"] = "on"
    messages = errors(form.send())
    assert "Coalition visit" in str(messages)
    assert program.stops.count() == 3


def test_a_last_day_before_the_first_is_refused_at_the_row(form: AdminForm, program: Program) -> None:
    form.fill(**{"stops-0-starts_on": "2021-08-03", "stops-0-ends_on": "2021-08-01"})
    assert errors(form.send())["stops-0-ends_on"] == ["The last day is before the first day."]


def test_another_city_for_a_stop_keeps_the_wall_times_of_its_meetings(
    form: AdminForm, program: Program
) -> None:
    stop = program.stops.get(position=2)
    meeting = MeetingFactory(stop=stop)
    before = meeting.starts_at
    phoenix = CityFactory(name="Phoenix", state="AZ", time_zone="America/Phoenix")
    form["stops-1-city"] = phoenix.pk
    assert errors(form.send()) == {}
    meeting.refresh_from_db()
    assert meeting.start_time.hour == 10
    assert (meeting.starts_at - before).total_seconds() == 2 * 3600  # CDT is UTC-5, Phoenix UTC-7


def test_a_stop_keeps_its_summary_on_a_page_of_its_own(admin_client: Client, program: Program) -> None:
    stop = program.stops.get(position=1)
    form = AdminForm(admin_client, f"/admin/programs/stop/{stop.pk}/change/")
    assert "program" not in form.fields
    assert errors(form.fill(summary="Three days of briefings.").send()) == {}
    assert Stop.objects.get(pk=stop.pk).summary == "Three days of briefings."
    form = AdminForm(admin_client, f"/admin/programs/stop/{stop.pk}/change/").fill(position="2")
    assert "Another stop of this program has this position." in str(errors(form.send()))
