"""Every page names its picture, which says what the page says: no more, in its language, at once."""

import re
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from participants.models import Consent, Hero
from programs.models import Meeting, Program
from public.link_pictures import cards
from tests.factories import (
    CityFactory,
    ConsentFactory,
    HeroFactory,
    OrganizationFactory,
    ProgramFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    StopFactory,
    named_hero,
)
from tests.support.public_content import photo
from tests.support.public_site import Site, none

pytestmark = pytest.mark.django_db

HOST = "http://testserver"


def meta(client: Client, address: str) -> dict[str, str]:
    """What a page says of its picture, by property."""
    page = client.get(address).content.decode()
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)"\s+content="([^"]*)"', page)
    return {name: unescape(content) for name, content in found}


def drawn(client: Client, address: str) -> bytes:
    """The picture that a page names."""
    picture = client.get(meta(client, address)["og:image"])
    assert picture.status_code == 200
    assert picture["Content-Type"] == "image/png"
    image = Image.open(BytesIO(picture.content))
    image.load()
    assert (image.format, image.size) == ("PNG", (1200, 630))
    return bytes(picture.content)


def words(client: Client, record: Any) -> str:
    """What the picture of a record's page says."""
    return meta(client, record.get_absolute_url())["og:image:alt"]


def test_every_page_names_a_picture_that_is_there(site: Site) -> None:
    pictures = {page.url: page for page in site.pages if page.address.content_type == "image/png"}
    problems = []
    for page in site.whole:
        address = site.meta(page, "og:image")
        if page.status != 200:
            problems += [f"{page.url}: an error has a picture"] if address else []
            continue
        picture = pictures.get(address.removeprefix(HOST))
        if picture is None or picture.status != 200 or Image.open(BytesIO(picture.body)).size != (1200, 630):
            problems.append(f"{page.url}: {address}")
        told = [site.meta(page, f"og:image:{name}") for name in ("type", "width", "height")]
        if told != ["image/png", "1200", "630"] or site.meta(page, "twitter:card") != "summary_large_image":
            problems.append(f"{page.url}: {told}")
        if len(site.meta(page, "og:image:alt")) < 5:
            problems.append(f"{page.url}: no alternative text")
    none(problems)


def test_pictures_are_sent_as_pages_are(site: Site) -> None:
    pictures = [page for page in site.pages if page.address.content_type == "image/png"]
    assert len(pictures) > 20
    none([page.url for page in pictures if page.cookies or page.status != 200 or len(page.body) > 100_000])


@pytest.mark.parametrize("language", ["", "/es", "/fr", "/ar"])
def test_a_page_names_the_picture_in_its_language(client: Client, language: str) -> None:
    program = PublicProgramFactory(title="Judges")
    code = language.strip("/") or "en"
    told = meta(client, f"{language}{program.get_absolute_url()}")
    assert told["og:image"] == f"{HOST}{program.get_absolute_url()}picture-{code}.png"
    picture = client.get(told["og:image"])
    assert picture["Content-Language"] == code
    assert ("July 19 to August 13, 2021" in told["og:image:alt"]) == (code == "en")


def test_a_picture_changes_with_what_it_says(client: Client) -> None:
    program = PublicProgramFactory(title="Judges")
    stop = StopFactory(program=program)
    agency = OrganizationFactory(name="Agency")
    meeting = PublicMeetingFactory(stop=stop, title="Court", organizations=[agency])
    hero = named_hero(program, name="Ann")
    records: list[tuple[Any, str, Any]] = [
        (program, "title", "Prosecutors"),
        (program, "ends_on", date(2021, 8, 14)),
        (program, "date_precision", "month"),
        (program, "is_fictional", True),
        (meeting, "title", "Trial"),
        (meeting, "status", "cancelled"),
        (meeting, "show_day", True),
        (hero, "role", "Judge"),
        (agency, "name", "Institute"),
        (stop.city, "name", "Duluth"),
    ]
    for record, field, value in records:
        before = drawn(client, record.get_absolute_url())
        assert drawn(client, record.get_absolute_url()) == before
        setattr(record, field, value)
        record.save()
        assert drawn(client, record.get_absolute_url()) != before, field


def test_a_programs_picture_tells_its_title_dates_and_cities(client: Client) -> None:
    program = PublicProgramFactory(title="Judges & <b>more</b>")
    for name in ("Minneapolis", "Miami"):
        StopFactory(program=program, city=CityFactory(name=name))
    when = "July 19 to August 13, 2021 · Virtual"
    assert words(client, program) == f"Judges & <b>more</b>. {when}. Minneapolis · Miami."


def test_a_meetings_picture_tells_when_and_where(client: Client) -> None:
    program = PublicProgramFactory(title="Judges")
    meeting = PublicMeetingFactory(stop=StopFactory(program=program), title="Court")
    when, where = "Tuesday, August 3, 2021 · 10:00 a.m. CDT", "Minneapolis · Virtual"
    assert words(client, meeting) == f"Court. {when}. {where}. Judges."
    Meeting.objects.update(status="cancelled", start_time=None, end_time=None)
    assert words(client, meeting) == f"Cancelled. Court. Tuesday, August 3, 2021. {where}. Judges."
    Program.objects.update(is_fictional=True)
    Meeting.objects.update(date=None, stop=None)
    place = "National session · Virtual"
    assert words(client, meeting) == f"Cancelled · Fictional program. Court. {place}. Judges."


def test_where_months_are_told_a_picture_tells_months(client: Client) -> None:
    program = PublicProgramFactory(title="Judges", date_precision="month")
    meeting = PublicMeetingFactory(stop=StopFactory(program=program), title="Court")
    assert "July to August 2021" in words(client, program)
    assert not re.search(r"\b(2021|10:00)\b", words(client, meeting))
    before = [drawn(client, record.get_absolute_url()) for record in (program, meeting)]
    Program.objects.update(starts_on=date(2021, 7, 2), ends_on=date(2021, 8, 27))
    meeting.date, meeting.start_time, meeting.end_time = date(2021, 8, 17), time(9, 47), None
    meeting.save()
    assert [drawn(client, record.get_absolute_url()) for record in (program, meeting)] == before


def test_a_picture_names_only_who_may_be_named_and_shows_no_face(client: Client) -> None:
    program = PublicProgramFactory()
    ann = named_hero(program, name="Ann Known", role="Judge", country="AL")
    hidden = HeroFactory(public_identity="anonymous", name="Hidden", role="Spy", country="AL")
    program.heroes.add(hidden)
    assert words(client, ann) == "Ann Known. Judge. Albania."
    assert words(client, hidden) == "A participant from Albania."
    before = [drawn(client, hero.get_absolute_url()) for hero in (ann, hidden)]
    Hero.objects.filter(pk=hidden.pk).update(name="Other", role="Nurse")
    ConsentFactory(hero=ann, scope="photo")
    ann.photo = photo()
    ann.save()
    assert f"{ann.get_absolute_url()}photo.jpg" in client.get(ann.get_absolute_url()).content.decode()
    assert [drawn(client, hero.get_absolute_url()) for hero in (ann, hidden)] == before


def test_a_name_is_gone_from_its_picture_with_the_consent(client: Client) -> None:
    ann = named_hero(PublicProgramFactory(), name="Ann Known")
    address = meta(client, ann.get_absolute_url())["og:image"]
    assert client.get(address).status_code == 200
    Consent.objects.filter(hero=ann).update(revoked_on=timezone.now().date())
    assert client.get(address).status_code == 404


def test_what_has_no_page_has_no_picture(client: Client) -> None:
    public = PublicProgramFactory()
    stop = StopFactory(program=public)
    later = timezone.now() + timedelta(days=1)
    hidden = [
        *(ProgramFactory(status=status) for status in ("draft", "in_clearance")),
        PublicMeetingFactory(stop=stop, is_public=False),
        PublicMeetingFactory(stop=stop, status="tentative"),
        PublicMeetingFactory(stop=stop, public_from=later),
        PublicMeetingFactory(stop=StopFactory(program=ProgramFactory())),
        HeroFactory(),
        OrganizationFactory(),
        CityFactory(name="Nowhere"),
    ]
    nowhere = client.get("/there-is-no-such-page/")
    for record in hidden:
        answer = client.get(f"{record.get_absolute_url()}picture-en.png")
        assert (answer.status_code, answer.content) == (404, nowhere.content)
    for name in ("picture-xx.png", "picture-.png", "picture-EN.png", "picture.png"):
        assert client.get(f"{public.get_absolute_url()}{name}").status_code == 404


def test_an_unofficial_site_says_so_on_its_pictures() -> None:
    assert cards.of_site().note.startswith("A demonstration")
    with override_settings(SITE={**settings.SITE, "official": True}):
        assert cards.of_site().note == ""


def test_a_picture_costs_the_same_queries_for_many_meetings(client: Client) -> None:
    program = PublicProgramFactory()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{program.get_absolute_url()}picture-ar.png")
        return len(captured)

    StopFactory(program=program)
    few = queries()
    for number in range(5):
        stop = StopFactory(program=program, city=CityFactory(name=f"City {number}"))
        PublicMeetingFactory(stop=stop)
    assert queries() == few <= 6


@pytest.mark.django_db(transaction=True)
def test_a_picture_is_kept_until_what_it_says_changes(client: Client) -> None:
    program = PublicProgramFactory(title="Judges", published_at=datetime(2021, 7, 1, tzinfo=UTC))
    address = f"{program.get_absolute_url()}picture-en.png"
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{address}?v=2").content == first.content
        assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert len(captured) == 2
    Program.objects.update(title="Prosecutors")
    assert client.get(address, headers={"if-none-match": first["ETag"]}).content != first.content
    Program.objects.update(status="draft")
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 404
