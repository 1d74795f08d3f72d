"""What officers and chance send to the admin's forms: each gets a clear message, and nothing is saved."""

import struct
import zlib
from datetime import date, time
from io import BytesIO
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client, RequestFactory
from PIL import Image

from participants.models import Consent, Hero, Organization
from programs.models import City, Program, Quote, Source, Takeaway
from tests.factories import (
    CityFactory,
    ConsentFactory,
    HeroFactory,
    MeetingFactory,
    OrganizationFactory,
    ProgramFactory,
    SourceFactory,
    StopFactory,
)
from tests.support.admin_forms import AdminForm, errors
from tests.support.public_content import make_public_content

pytestmark = pytest.mark.django_db

TEN_MEGABYTES = "x" * (10 * 1024 * 1024)
OURS = [model for label in ("participants", "programs") for model in apps.get_app_config(label).get_models()]


def add_url(model: type[models.Model]) -> str:
    meta = model._meta
    return f"/admin/{meta.app_label}/{meta.model_name}/add/"


def add(client: Client, model: type[models.Model], **values: Any) -> dict[str, list[str]]:
    """The messages on an otherwise good new record with these values."""
    return errors(AdminForm(client, add_url(model)).fill(**values).send())


# --- Long texts ----------------------------------------------------------------------------------


def text_fields() -> list[Any]:
    """Every field of every form of ours in which text can be typed, two at a time: that is 20 MB."""
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True)
    pairs = []
    for model in OURS:
        page = admin.site._registry.get(model)
        if page is None or not page.has_add_permission(request):
            continue
        typed = forms.CharField | forms.DateField | forms.TimeField | forms.DecimalField | forms.IntegerField
        names = [
            name for name, field in page.get_form(request).base_fields.items() if isinstance(field, typed)
        ]
        for at in range(0, len(names), 2):
            pair = names[at : at + 2]
            pairs.append(pytest.param(model, pair, id=f"{model.__name__}: {' and '.join(pair)}"))
    return pairs


@pytest.mark.parametrize(("model", "names"), text_fields())
def test_ten_megabytes_of_text_get_a_message_at_the_field(
    admin_client: Client, model: type[models.Model], names: list[str]
) -> None:
    values = dict.fromkeys(names, TEN_MEGABYTES)
    response = admin_client.post(add_url(model), {**values, "program": ProgramFactory().pk})
    assert response.status_code == 200
    form = response.context["adminform"].form
    for name in names:
        assert form.errors[name]
        assert len(str(form.errors[name])) < 500
        assert f'id="id_{name}_error"'.encode() in response.content
    assert model._default_manager.count() == (1 if model is Program else 0)


def test_ten_megabytes_in_the_table_of_consent_get_a_message_in_the_row(admin_client: Client) -> None:
    form = AdminForm(admin_client, f"/admin/participants/hero/{HeroFactory().pk}/change/")
    form.row("consents", scope="identity", basis="signed_release", reference=TEN_MEGABYTES)
    assert "at most 500 characters" in errors(form.send())["consents-0-reference"][0]
    assert not Consent.objects.exists()


def test_more_than_the_server_takes_at_all_is_answered_with_a_page_not_an_error(admin_client: Client) -> None:
    response = admin_client.post(add_url(Organization), {"name": "A", "description": TEN_MEGABYTES * 3})
    assert response.status_code == 400


# --- One thing wrong, one message ----------------------------------------------------------------


def test_a_city_in_an_unknown_zone_is_refused(admin_client: Client) -> None:
    messages = add(admin_client, City, name="Minneapolis", state="MN", time_zone="Central")
    assert "“Central” is not a time zone." in messages["time_zone"][0]
    assert not City.objects.exists()


def test_a_hero_in_an_unknown_zone_is_refused(admin_client: Client) -> None:
    assert list(add(admin_client, Hero, name="A", time_zone="Mars/Olympus")) == ["time_zone"]
    assert not Hero.objects.exists()


def test_a_state_that_is_no_postal_code_is_refused(admin_client: Client) -> None:
    messages = add(admin_client, City, name="Minneapolis", state="mn", time_zone="America/Chicago")
    assert list(messages) == ["state"]


@pytest.mark.parametrize("degrees", ["91", "-91", "north", "NaN", "1e400", "9" * 400])
def test_a_latitude_beyond_the_poles_is_refused(admin_client: Client, degrees: str) -> None:
    messages = add(admin_client, City, name="Minneapolis", time_zone="America/Chicago", latitude=degrees)
    assert list(messages) == ["latitude"]


@pytest.mark.parametrize(
    ("model", "make", "values"),
    [
        (Program, ProgramFactory, {"title": "New", "starts_on": "2021-07-19", "ends_on": "2021-08-13"}),
        (Hero, HeroFactory, {"name": "New", "public_identity": "named"}),
        (Organization, OrganizationFactory, {"name": "New"}),
        (City, CityFactory, {"name": "New", "time_zone": "America/Chicago"}),
    ],
)
def test_an_address_that_another_record_has_is_refused(
    admin_client: Client, model: Any, make: Any, values: dict[str, str]
) -> None:
    make(slug="taken", **({"public_identity": "named"} if model is Hero else {}))
    messages = add(admin_client, model, slug="taken", **values)
    assert list(messages) == ["slug"]
    assert "already exists" in messages["slug"][0]
    assert model.objects.count() == 1


def test_the_name_of_another_organization_is_refused(admin_client: Client) -> None:
    OrganizationFactory(name="Global Minnesota")
    assert list(add(admin_client, Organization, name="Global Minnesota")) == ["name"]


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"ends_on": "2021-07-01"}, "ends_on", "The last day is before the first day."),
        ({"starts_on": "0001-01-01"}, "starts_on", "Enter a date between 1900 and 2100."),
        ({"ends_on": "9999-12-31"}, "ends_on", "Enter a date between 1900 and 2100."),
        ({"starts_on": "yesterday"}, "starts_on", "Enter a day such as"),
        ({"title": ""}, "title", "This field is required."),
        ({"title": "x" * 201}, "title", "at most 200 characters"),
        ({"title": "a\x00b"}, "title", "Null characters are not allowed."),
        ({"participant_count": "-1"}, "participant_count", "greater than or equal to 0"),
        ({"slug": "not an address"}, "slug", "Enter a valid “slug”"),
        ({"agency": "x"}, "agency", "Select a valid choice."),
        ({"heroes": ["9" * 40]}, "heroes", "is not a valid value"),
    ],
)
def test_a_program_that_cannot_be_is_refused_at_its_field(
    admin_client: Client, values: dict[str, str], field: str, message: str
) -> None:
    good: dict[str, Any] = {"title": "New", "starts_on": "2021-07-19", "ends_on": "2021-08-13"}
    messages = add(admin_client, Program, **{**good, **values})
    assert list(messages) == [field]
    assert message in messages[field][0]
    assert not Program.objects.exists()


def test_a_quote_approved_without_approver_or_source_is_refused_at_both_fields(admin_client: Client) -> None:
    program = ProgramFactory()
    messages = add(admin_client, Quote, text="Words", program=program.pk, status="approved")
    assert messages == {
        "approved_by": ["An approved quote needs the person who approved it."],
        "source": ["An approved quote needs a source."],
    }
    assert not Quote.objects.exists()


@pytest.mark.parametrize("model", [Quote, Takeaway])
def test_a_meeting_of_another_program_is_refused(admin_client: Client, model: Any) -> None:
    elsewhere = MeetingFactory()
    messages = add(admin_client, model, text="Words", program=ProgramFactory().pk, meeting=elsewhere.pk)
    assert messages == {"meeting": ["This meeting belongs to another program."]}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/", "//", "http://[", "x" * 501])
def test_a_link_that_is_no_web_address_is_refused(admin_client: Client, url: str) -> None:
    assert list(add(admin_client, Source, title="DipNote", url=url)) == ["url"]
    assert not Source.objects.exists()


def test_a_city_whose_new_zone_would_skip_a_meeting_is_refused_naming_the_meeting(
    admin_client: Client,
) -> None:
    city = CityFactory(time_zone="America/Phoenix")
    meeting = MeetingFactory(
        stop=StopFactory(city=city),
        title="Early visit",
        date=date(2022, 3, 13),
        start_time=time(2, 30),
        end_time=None,
    )
    form = AdminForm(admin_client, f"/admin/programs/city/{city.pk}/change/")
    messages = errors(form.fill(time_zone="America/Chicago").send())
    assert "Early visit" in str(messages)
    assert "does not exist in America/Chicago" in str(messages)
    before = meeting.starts_at
    meeting.refresh_from_db()
    assert meeting.starts_at == before


# --- Photos --------------------------------------------------------------------------------------


def picture(side: int = 40) -> bytes:
    out = BytesIO()
    Image.new("RGB", (side, side), "blue").save(out, "PNG")
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred bytes that claims 60,000 by 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(10_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", b"no picture at all"),
        ("photo.jpg", b""),
        ("photo.png", picture()[:60]),
        ("photo.png", bomb()),
        ("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("photo.exe", picture()),
        ("photo.png", picture() + b"x" * (10 * 1024 * 1024)),
    ],
    ids=["text", "empty", "cut off", "bomb", "svg", "ending", "11 MB"],
)
def test_a_photo_that_is_no_good_picture_is_refused(admin_client: Client, name: str, content: bytes) -> None:
    form = AdminForm(admin_client, add_url(Hero)).fill(name="A", photo_alt="A person")
    form["photo"] = SimpleUploadedFile(name, content, content_type="image/png")
    assert list(errors(form.send())) == ["photo"]
    assert not Hero.objects.exists()


def test_a_photo_without_words_for_those_who_cannot_see_it_is_refused(admin_client: Client) -> None:
    form = AdminForm(admin_client, add_url(Hero)).fill(name="A")
    form["photo"] = SimpleUploadedFile("a.png", picture())
    assert list(errors(form.send())) == ["photo_alt"]


def test_a_photo_is_shown_to_staff_and_to_nobody_else(admin_client: Client) -> None:
    form = AdminForm(admin_client, add_url(Hero)).fill(name="A", photo_alt="A person")
    form["photo"] = SimpleUploadedFile("a.png", picture())
    assert errors(form.send()) == {}
    hero = Hero.objects.get()
    url = f"/admin/participants/hero/{hero.pk}/photo/"
    assert f'src="{url}"' in admin_client.get(f"/admin/participants/hero/{hero.pk}/change/").content.decode()
    response = admin_client.get(url)
    assert response["Content-Type"] == "image/jpeg"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]
    for close in response._resource_closers:  # close() itself would end the test's connection too
        close()
    assert Client().get(url).status_code == 302  # to the log-in
    drafter = User.objects.create_user("drafter", is_staff=True)
    outsider = Client()
    outsider.force_login(drafter)
    assert outsider.get(url).status_code == 403


def test_a_photo_can_be_taken_away(admin_client: Client) -> None:
    form = AdminForm(admin_client, add_url(Hero)).fill(name="A", photo_alt="A person")
    form["photo"] = SimpleUploadedFile("a.png", picture())
    form.send()
    hero = Hero.objects.get()
    form = AdminForm(admin_client, f"/admin/participants/hero/{hero.pk}/change/")
    form["photo-clear"] = "on"
    assert errors(form.send()) == {}
    hero.refresh_from_db()
    assert not hero.photo
    assert admin_client.get(f"/admin/participants/hero/{hero.pk}/photo/").status_code == 404


# --- Consent -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"scope": "photo", "basis": "public_record"}, "basis"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
        ({"reference": ""}, "reference"),
        ({"given_on": "0001-01-01"}, "given_on"),
        ({"scope": "everything"}, "scope"),
    ],
)
def test_a_consent_that_cannot_be_is_refused_in_its_row(
    admin_client: Client, values: dict[str, str], field: str
) -> None:
    form = AdminForm(admin_client, f"/admin/participants/hero/{HeroFactory().pk}/change/")
    good = {
        "scope": "identity",
        "basis": "signed_release",
        "reference": "Release 1",
        "given_on": "2021-01-01",
    }
    form.row("consents", **{**good, **values})
    assert list(errors(form.send())) == [f"consents-0-{field}"]
    assert not Consent.objects.exists()


# --- Nonsense in addresses -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    ["?agency=x", "?agency=99999999999999999999", "?heroes=1,x,99999999999999999999", "?starts_on=never",
     "?title=%00", "?officers=%00", "?_to_field=x", "?_changelist_filters=%00", "?status=" + "x" * 5000],
)  # fmt: skip
def test_nonsense_in_the_address_of_a_form_is_no_error(admin_client: Client, query: str) -> None:
    assert admin_client.get(f"/admin/programs/program/add/{query}").status_code < 500


@pytest.mark.parametrize("query", ["&stop=x", "&stop=99999999999999999999", "&heroes=x,1", "&date=never"])
def test_nonsense_in_the_address_of_a_new_meeting_is_no_error(admin_client: Client, query: str) -> None:
    program = ProgramFactory()
    assert admin_client.get(f"/admin/programs/meeting/add/?program={program.pk}{query}").status_code == 200


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_nonsense_for_a_record_is_answered_politely(admin_client: Client, model: Any) -> None:
    meta = model._meta
    for key in ("0", "x", "%00", "99999999999999999999", "_5F", "1/../2"):
        for page in ("change", "delete", "history"):
            response = admin_client.get(f"/admin/{meta.app_label}/{meta.model_name}/{key}/{page}/")
            assert response.status_code in (302, 403, 404)


def test_a_choice_that_does_not_exist_is_refused_and_the_page_comes_back(admin_client: Client) -> None:
    ConsentFactory(), SourceFactory()
    for key in ("x", "0", "99999999999999999999", "\x00"):
        messages = errors(
            admin_client.post(
                add_url(Quote), {"text": "A", "kind": "verbatim", "status": "draft", "source": key}
            )
        )
        assert "source" in messages
        assert "program" in messages


# --- Several slips at once -----------------------------------------------------------------------


def test_any_fields_cleared_together_are_a_form_to_mend_and_keep_what_was_typed(admin_client: Client) -> None:
    """Also of records that the public sees, whose page the form links to."""
    content = make_public_content(second_pages=False)
    wrong = []
    for record in (content.programs[0], content.meetings[0], content.heroes[0], *content.organizations[:1]):
        wrong += slips(admin_client, record)
    wrong += slips(admin_client, content.cities[0])
    assert not wrong, "\n".join(wrong)


def slips(client: Client, record: models.Model) -> list[str]:
    meta = record._meta
    address = f"/admin/{meta.app_label}/{meta.model_name}/{record.pk}/change/"
    client.raise_request_exception = False
    names = [
        field.name
        for field in meta.concrete_fields
        if isinstance(field, models.CharField | models.DateField) and field.editable and not field.choices
    ]
    form = AdminForm(client, address)
    names = [name for name in names if name in form.fields]
    wrong = []
    for first, second in [(name, other) for name in ("slug",) if name in names for other in names]:
        response = (
            AdminForm(client, address).fill(**{first: "", second: "\x00" if second != first else ""}).send()
        )
        if response.status_code not in (200, 302):
            wrong.append(f"{address}: {first} and {second}: {response.status_code}")
    return wrong


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"]
)
def test_a_log_in_with_an_address_that_is_not_ours_leads_to_the_desk(client: Client, target: str) -> None:
    User.objects.create_superuser("chief", password="a long enough password")
    answer = client.post(
        "/admin/login/",
        {"username": "chief", "password": "a long enough password", "next": target},
        follow=True,
    )
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == "/admin/"
