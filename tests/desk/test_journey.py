"""From an empty site to a public itinerary, with nothing but the admin."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from participants.models import Consent, Hero, Organization
from programs.models import City, Meeting, Program, Quote, Source, Stop
from tests.support.admin_forms import AdminForm, errors, said

pytestmark = pytest.mark.django_db


def enter(client: Client, page: str, **values: object) -> AdminForm:
    """Fill in a form and save it."""
    form = AdminForm(client, page).fill(**values)
    response = form.send()
    assert errors(response) == {}
    assert response.redirect_chain  # type: ignore[attr-defined]
    return form


@pytest.fixture
def officer(admin_client: Client) -> Client:
    """Someone at the admin, who has entered the cities and an organization."""
    enter(
        admin_client, "/admin/programs/city/add/", name="Minneapolis", state="MN", time_zone="America/Chicago"
    )
    enter(admin_client, "/admin/programs/city/add/", name="Miami", state="FL", time_zone="America/New_York")
    enter(admin_client, "/admin/participants/organization/add/", name="Global Minnesota", kind="ngo")
    return admin_client


@pytest.fixture
def program(officer: Client) -> Program:
    """A draft with two stops and a hero who is to be named."""
    form = AdminForm(officer, "/admin/participants/hero/add/")
    form.fill(name="Imelda Poole", honorific="Sister", country="AL", public_identity="named")
    assert errors(form.send()) == {}

    form = AdminForm(officer, "/admin/programs/program/add/")
    form.fill(title="Bridge builders", starts_on="2021-07-19", ends_on="2021-08-13")
    form["heroes"] = [Hero.objects.get().pk]
    form.row("stops", position="1", city=City.objects.get(name="Minneapolis").pk)
    form.row("stops", city=City.objects.get(name="Miami").pk, host=Organization.objects.get().pk)
    assert errors(form.send()) == {}
    return Program.objects.get()


def add_meeting(client: Client, program: Program, city: str, **values: object) -> None:
    stop = Stop.objects.get(program=program, city__name=city)
    facts = {"stop": stop.pk, "status": "confirmed", "is_public": "on", **values}
    enter(client, f"/admin/programs/meeting/add/?program={program.pk}", **facts)


def consent(client: Client, scope: str) -> None:
    form = AdminForm(client, f"/admin/participants/hero/{Hero.objects.get().pk}/change/")
    form.row("consents", scope=scope, basis="signed_release", reference="Release 1", given_on="2021-01-01")
    assert errors(form.send()) == {}


def fill_and_publish(client: Client, program: Program) -> None:
    """Three meetings, a source, an approved quote by the hero; then publish."""
    add_meeting(
        client,
        program,
        "Minneapolis",
        title="Coalition visit",
        date="2021-08-03",
        start_time="10 am",
        end_time="11:30 a.m.",
        organizations=[Organization.objects.get().pk],
    )
    add_meeting(client, program, "Miami", title="Task force", date="2021-08-05", start_time="2:30 p.m.")
    add_meeting(
        client, program, "Miami", title="Roundtable", whole_group=None, heroes=[Hero.objects.get().pk]
    )
    enter(client, "/admin/programs/source/add/", title="DipNote", url="https://www.state.gov/dipnote")
    enter(
        client,
        f"/admin/programs/quote/add/?program={program.pk}",
        text="empower members to understand the problem",
        kind="fragment",
        hero=Hero.objects.get().pk,
        status="approved",
        source=Source.objects.get().pk,
        approved_by=User.objects.get().pk,
    )
    enter(client, f"/admin/programs/program/{program.pk}/change/", status="published")


def public_page(program: Program) -> str:
    response = Client().get(f"/programs/{program.slug}/")
    assert response.status_code == 200
    return response.content.decode()


def test_what_an_officer_enters_is_read_on_the_public_page(officer: Client, program: Program) -> None:
    assert Client().get(f"/programs/{program.slug}/").status_code == 404
    consent(officer, "identity")
    consent(officer, "quotes")
    fill_and_publish(officer, program)

    page = public_page(program)
    for text in (
        "Bridge builders",
        "Minneapolis",
        "Miami",
        "Global Minnesota",
        "Imelda Poole",
        "Coalition visit",
        "10:00 a.m. CDT",
        "Task force",
        "2:30 p.m. EDT",
        "Roundtable",
        "empower members to understand the problem",
        "DipNote",
    ):
        assert text in page
    assert "11:00 a.m. EDT" in Client().get(f"/programs/{program.slug}/?tz=America/New_York").content.decode()


def test_without_consent_the_hero_appears_nowhere(officer: Client, program: Program) -> None:
    fill_and_publish(officer, program)
    pages = [public_page(program)]
    pages += [
        Client().get(url).content.decode() for url in ("/", "/heroes/", "/quotes/", "/search/?q=Imelda")
    ]
    for page in pages:
        assert "Poole" not in page
        assert "empower members" not in page
    assert Client().get(f"/heroes/{Hero.objects.get().slug}/").status_code == 404
    assert not Hero.objects.public()
    assert not Quote.objects.public()


def test_a_consent_revoked_in_the_admin_hides_the_hero_at_the_next_request(
    officer: Client, program: Program
) -> None:
    consent(officer, "identity")
    fill_and_publish(officer, program)
    assert "Imelda Poole" in public_page(program)
    row = Consent.objects.get()
    response = officer.post(f"/admin/participants/consent/{row.pk}/revoke/", {"post": "yes"}, follow=True)
    assert any("Withheld: consent revoked" in message for message in said(response))
    assert "Poole" not in public_page(program)


def test_the_officer_is_led_back_to_the_program_and_sees_the_meeting_there(
    officer: Client, program: Program
) -> None:
    stop = program.stops.get(position=1)
    form = AdminForm(officer, f"/admin/programs/meeting/add/?program={program.pk}")
    response = form.fill(title="Visit", stop=stop.pk, date="2021-08-03", start_time="10:00").send()
    assert response.redirect_chain[-1][0].startswith(f"/admin/programs/program/{program.pk}/change/")  # type: ignore[attr-defined]
    page = response.content.decode()
    assert "Visit" in page
    assert "10:00 a.m. CDT" in page
    assert "Not public: not marked public" in page
    assert Meeting.objects.get().stop == stop
