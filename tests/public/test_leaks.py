"""Nothing private is found anywhere in public: not in pages, headers, filters, searches, maps or errors."""

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from participants.models import Consent, Hero
from programs.models import (
    Change,
    Meeting,
    MeetingTranslation,
    Program,
    ProgramTranslation,
    Quote,
    Takeaway,
)
from programs.planning.names_left import TEXTS, finder, names_left, public_rows
from programs.planning.withdrawal import take
from tests.factories import HeroFactory
from tests.public.addresses.kinds import rows_that_tell
from tests.support.private_content import COUNTRIES, Secrets, hide
from tests.support.public_content import make_public_content
from tests.support.public_pages import Address, Page, addresses, read

pytestmark = pytest.mark.django_db

#: A word that nobody ever wrote.
NONSENSE = "qwvvxw"
#: Identifiers are random, and may hold the digits of a private year.
UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def marks_in(secrets: Secrets, pages: Iterable[Page]) -> list[str]:
    """Where marks were found, in bodies and headers."""
    return [
        f"{page.url}: {where} ({word})"
        for page in pages
        for told in [UUID.sub("", f"{told_headers(page)}\n{page.body.decode(errors='replace')}".lower())]
        for word, where in secrets.marks.items()
        # The zones and countries there are say nothing of anyone; a marked word among them would.
        if word.lower() in told and (word.startswith("zq") or "/time-zones/" not in page.url)
    ]


def told_headers(page: Page) -> dict[str, str]:
    """The headers without those whose digits are chance: a page may well be 19,510 bytes long."""
    chance = {"Content-Length", "ETag"}
    return {name: value for name, value in page.headers.items() if name not in chance}


def private_addresses(secrets: Secrets) -> list[Address]:
    """The pages of private things, also as parts of other addresses."""
    pages = [url for url in secrets.addresses if "#" not in url]
    return [Address(url, status=404) for url in pages]


def broad_addresses() -> list[Address]:
    """Questions that match nearly everything, and addresses for machines and staff."""
    queries = ["/search/?q=a", "/search/?q=e", "/programs/?q=a", "/programs/?page=99"]
    return [Address(url) for url in [*queries, "/admin/login/", "/healthz", "/readyz"]]


def test_no_public_page_tells_anything_private(client: Client) -> None:
    content = make_public_content()
    secrets = hide(content)
    assert len(secrets.marks) > 250
    pages = [read(client, address) for address in addresses(content) + broad_addresses()]
    leaks = marks_in(secrets, pages)
    assert not leaks, "\n".join(leaks[:50])


def test_no_page_in_another_language_tells_anything_private(client: Client) -> None:
    content = make_public_content(second_pages=False)
    secrets = hide(content)
    english = [address for address in addresses(content) if urlsplit(address.url).path.endswith("/")]
    pages = [read(client, replace(address, url=f"/ar{address.url}")) for address in english]
    assert sum(page.status == 200 for page in pages) > 20
    leaks = marks_in(secrets, pages)
    assert not leaks, "\n".join(leaks[:50])


def test_the_page_of_a_private_thing_is_not_found_and_says_no_more_than_any_other(client: Client) -> None:
    secrets = hide(make_public_content())
    nowhere = read(client, Address("/programs/no-such-program/"))
    assert nowhere.status == 404
    pages = [read(client, address) for address in private_addresses(secrets)]
    assert len(pages) > 50
    assert [page.url for page in pages if page.status != 404] == []
    assert [page.url for page in pages if page.body != nowhere.body] == []
    assert not marks_in(secrets, pages)


def test_an_address_that_was_forgotten_is_found_nowhere_but_in_the_request_for_it(client: Client) -> None:
    secrets = hide(make_public_content())
    pages = [read(client, Address(url)) for url in secrets.forgotten]
    assert [page.status for page in pages] == [410] * 4
    assert len({page.body for page in pages}) == 1
    assert not marks_in(secrets, pages)
    for url in secrets.forgotten:
        assert rows_that_tell(url.split("/")[2]) == []


def test_the_photo_of_a_private_thing_and_meetings_under_a_wrong_program_are_not_found(
    client: Client,
) -> None:
    content = make_public_content()
    hide(content)
    hidden = Meeting.objects.exclude(pk__in=Meeting.objects.public()).select_related("program")
    public = content.programs[0]
    urls = [f"/programs/{public.slug}/meetings/{meeting.uid}/" for meeting in hidden]
    urls += [f"/programs/{hidden[0].program.slug}/meetings/{content.meetings[0].uid}/"]
    assert {client.get(url).status_code for url in urls} == {404}


@pytest.mark.parametrize("address", ["/search/?q={}", "/programs/?q={}"])
def test_searching_for_a_private_word_is_like_searching_for_nonsense(client: Client, address: str) -> None:
    """The page repeats what was asked; apart from that the two answers must be the same, letter by letter."""
    secrets = hide(make_public_content())
    nothing = read(client, Address(address.format(NONSENSE))).text.replace(NONSENSE, "")
    # All marks begin and end alike, so these two find any of them; a few whole ones for good measure.
    for word in ["zq1", "xj", *sorted(secrets.marks)[:6], "Thimphu"]:
        answer = read(client, Address(address.format(word))).text
        assert answer.replace(word, "") == nothing, secrets.marks.get(word, "any mark")


def test_filters_offer_nothing_hidden_and_answer_as_to_nonsense(client: Client) -> None:
    secrets = hide(make_public_content())
    cities = [url.split("/")[2] for url in secrets.addresses if url.startswith("/cities/")]
    assert len(cities) >= 3
    hidden = {"city": cities, "country": [*COUNTRIES, "TV"], "year": ["1951", "1953"]}
    for name, values in hidden.items():
        nothing = client.get(f"/programs/?{name}={NONSENSE}").content.decode().replace(NONSENSE, "")
        for value in values:
            # The links to further pages repeat what was asked.
            answer = client.get(f"/programs/?{name}={value}").content.decode()
            assert answer.replace(f"{name}={value}", f"{name}=") == nothing, (name, value)


def test_a_name_that_was_taken_from_view_is_found_nowhere(client: Client) -> None:
    """The name of someone withheld, in one text of every kind, until an officer takes each from view."""
    content = make_public_content()
    program, meeting = content.programs[0], content.meetings[0]
    ProgramTranslation.objects.get_or_create(program=program, language="ar")
    MeetingTranslation.objects.get_or_create(meeting=meeting, language="ar")
    Change.objects.create(
        program=meeting.program, meeting_uid=meeting.uid, kind="noted", was_public=True, note="Soon"
    )
    urls = [address.url for address in addresses(content)]
    urls += [f"/ar{url}" for url in urls if url.endswith("/") and not url.startswith("/api/")]
    urls += ["/search/?q=zqvainab", "/search/?q=xjadiri", "/ar/search/?q=xjadiri", "/programs/?q=zqvainab"]
    hero = HeroFactory(name="Zqvainab Xjadiri")
    for model, fields in TEXTS.items():
        if fields == ("slug",):  # an address is not taken from view but changed, on a page of its own
            continue
        row = public_rows(model).order_by("pk").first()
        told = {field: f"https://example.org/zqvainab-{field}" for field in fields if field.endswith("url")}
        told |= {
            field: f"{field} of Zqvainab Xjadiri" for field in fields if not field.endswith(("url", "slug"))
        }
        model._default_manager.filter(pk=row.pk).update(**told)

    def telling() -> list[str]:
        """Addresses that tell the name; a search repeats what was asked: there, the other word."""
        words = {url: b"xjadiri" if "q=zqvainab" in url else b"zqvainab" for url in urls}
        return [url for url in urls if words[url] in client.get(url).getvalue().lower()]

    assert len(telling()) > 20
    for left in names_left(hero):
        take(left.key, finder(hero))
    assert names_left(hero) == []
    assert telling() == []


def test_the_marks_are_found_once_the_records_are_published(client: Client) -> None:
    """The test above can fail: with everything made public, most of what can be shown is found."""
    content = make_public_content()
    secrets = hide(content)
    Program.objects.update(status="published")
    Meeting.objects.update(is_public=True, status="confirmed", public_from=None)
    Hero.objects.update(public_identity="named")
    heroes = Hero.objects.all()
    Consent.objects.bulk_create(
        Consent(hero=hero, scope=scope, basis="signed_release", reference="x", given_on="2021-01-01")
        for hero in heroes
        for scope in ("identity", "biography", "photo", "quotes")
    )
    user, source = Quote.objects.filter(status="approved").values_list("approved_by", "source")[0]
    Quote.objects.filter(status="draft").update(
        status="approved", approved_by=user, source=source, approved_at=timezone.now()
    )
    Takeaway.objects.update(status="approved")
    kinds = ("/programs/", "/heroes/", "/organizations/", "/quotes/")
    urls = [*kinds, content.programs[0].get_absolute_url(), content.heroes[1].get_absolute_url()]
    urls += [url for url in secrets.addresses if url.startswith(("/programs/", "/heroes/"))]
    pages = [read(client, Address(url)) for url in urls]
    told = {line.split(": ", 1)[1] for line in marks_in(secrets, pages)}
    fields = " ".join(told)
    for shown in (
        "draft program: Program.title",
        "in_clearance program: Program.description",
        "tentative meeting: Meeting.title",
        "meeting under embargo: Meeting.summary",
        "withheld hero: Hero.name",
        "hero who revoked: Hero.biography",
        "anonymous hero: Hero.role",
        "employer of withheld hero: Organization.name",
        "draft Quote: Quote.text",
        "draft Takeaway: Takeaway.text",
        "organization of meeting not public: Organization.name",
        "source of tentative meeting: Source.title",
        "year of a draft program",
        "country of a hidden hero",
        "biography without consent",
    ):
        assert shown in fields, shown
    for never in (
        "email",
        "internal_notes",
        "join_",
        "Hero.time_zone",
        "User.",
        "release is kept",
        "project number",
    ):
        assert never not in fields, never
