"""Names are found in every text the public reads, in every language, and only there."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, FileField
from django.test.utils import CaptureQueriesContext

from common.addresses import change_address
from participants.models import Hero
from programs.models import Change, Meeting, MeetingTranslation, Program, ProgramTranslation
from programs.planning.names_left import TEXTS, finder, names_left, owner
from programs.planning.withdrawal import consequence, take
from tests.factories import (
    CityFactory,
    ConsentFactory,
    HeroFactory,
    MeetingFactory,
    OrganizationFactory,
    ProgramFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    QuoteFactory,
    ResourceFactory,
    SourceFactory,
    StopFactory,
    TakeawayFactory,
    named_hero,
)

pytestmark = pytest.mark.django_db

#: Ways in which a text may tell the name.
SPELLINGS = ["by Zainab Qadiri.", "ZAÏNAB’s words", "las palabras de Qadiri", "كلمة زينب القادري"]


@pytest.fixture
def zainab() -> Hero:
    return HeroFactory(name="Zainab Qadiri", native_name="زينب القادري", honorific="Dr.", slug="")


def program(**texts: Any) -> Program:
    return PublicProgramFactory(**texts)


def translated(model: Any, **texts: Any) -> Any:
    owner = PublicProgramFactory() if model is ProgramTranslation else PublicMeetingFactory()
    link = {"program": owner} if model is ProgramTranslation else {"meeting": owner}
    return model.objects.create(language="es", **link, **texts)


def changed(note: str) -> Change:
    meeting = PublicMeetingFactory()
    return Change.objects.create(
        program=meeting.program, meeting_uid=meeting.uid, kind="moved", was_public=True, note=note
    )


def shared(**texts: Any) -> Any:
    resource = ResourceFactory(**texts)
    resource.programs.add(PublicProgramFactory())
    return resource


def cited(**texts: Any) -> Any:
    source = SourceFactory(**texts)
    PublicQuoteFactory(source=source)
    return source


def hosting(**texts: Any) -> Any:
    organization = OrganizationFactory(**texts)
    PublicMeetingFactory(organizations=[organization])
    return organization


def visited(**texts: Any) -> Any:
    return StopFactory(city=CityFactory(**{"name": "Duluth", **texts})).city


def colleague(**texts: Any) -> Hero:
    hero = named_hero(PublicProgramFactory(), **{"name": "Someone Else", "photo": "x.jpg", **texts})
    ConsentFactory(hero=hero, scope="biography")
    ConsentFactory(hero=hero, scope="photo")
    return hero


def left(make: Callable[..., Any], slug: str) -> Any:
    record = make(slug=slug)
    change_address(record, "plain")
    return record.old_addresses.get()


MAKERS: dict[str, Callable[..., Any]] = {
    "programs.program": program,
    "programs.programtranslation": lambda **texts: translated(ProgramTranslation, **texts),
    "programs.stop": StopFactory,
    "programs.meeting": PublicMeetingFactory,
    "programs.meetingtranslation": lambda **texts: translated(MeetingTranslation, **texts),
    "programs.change": changed,
    "programs.quote": PublicQuoteFactory,
    "programs.takeaway": lambda **texts: TakeawayFactory(status="approved", **texts),
    "programs.resource": shared,
    "programs.source": cited,
    "programs.city": visited,
    "participants.organization": hosting,
    "programs.programaddress": lambda slug: left(program, slug),
    "programs.cityaddress": lambda slug: left(visited, slug),
    "participants.organizationaddress": lambda slug: left(hosting, slug),
    "participants.hero": colleague,
}
FIELDS = [(model._meta.label_lower, field) for model, fields in TEXTS.items() for field in fields]


def telling(label: str, field: str, text: str = SPELLINGS[0]) -> Any:
    """A public record that tells the name in this field."""
    if field == "slug":
        text = "visit-of-zainab-qadiri"
    elif field in ("url", "website", "source_url"):
        text = "https://example.org/zainab-qadiri"
    return MAKERS[label](**{field: text})


@pytest.mark.parametrize(("label", "field"), FIELDS)
def test_a_name_is_found_in_every_public_text(zainab: Hero, label: str, field: str) -> None:
    record = telling(label, field)
    # A title also makes an address, and a note on the status one of a change.
    assert f"{label}:{record.pk}:{field}" in [each.key for each in names_left(zainab)]


@pytest.mark.parametrize("text", SPELLINGS)
@pytest.mark.parametrize("label", ["programs.meetingtranslation", "programs.source", "programs.program"])
def test_it_is_found_in_any_spelling_and_script(zainab: Hero, label: str, text: str) -> None:
    record = MAKERS[label](title=text)
    assert f"{label}:{record.pk}:title" in [each.key for each in names_left(zainab)]


def test_texts_of_each_model_that_officers_write_are_looked_at() -> None:
    """A new text field is either looked at or named here, with the reason."""
    left_out = {
        "programs.program": {"project_number"},  # internal
        "participants.hero": {
            "name", "native_name", "sort_name", "honorific", "slug",  # other people's own names
            "email", "internal_notes", "languages", "photo",  # private, or no words
        },
        "programs.meeting": {"join_url", "join_details", "internal_notes", "interpretation"},
        "participants.organization": {"city_name", "name_key"},
        "programs.city": {"state"},
        "programs.programaddress": {"digest"},
        "programs.cityaddress": {"digest"},
        "participants.organizationaddress": {"digest"},
    }  # fmt: skip
    for model, looked_at in TEXTS.items():
        label = model._meta.label_lower
        written = {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, CharField | FileField)
            and not field.choices
            and field.name not in ("time_zone", "country", "language", "original_language")
        }
        assert written - left_out.get(label, set()) == set(looked_at), label


def test_what_nobody_may_see_is_not_listed(zainab: Hero) -> None:
    name = "Zainab Qadiri"
    draft = ProgramFactory(title=name)
    ProgramTranslation.objects.create(program=draft, language="es", title=name)
    MeetingFactory(title=name)
    MeetingFactory(stop=StopFactory(program=draft), title=name, is_public=True, status="confirmed")
    PublicMeetingFactory(internal_notes=name)
    QuoteFactory(text=name)
    TakeawayFactory(text=name)
    ResourceFactory(title=name)
    SourceFactory(title=name)
    OrganizationFactory(name=name)
    named_hero(None, name="Someone", citation=name)
    named_hero(PublicProgramFactory(), name="Someone", biography=name, photo_alt=name)
    assert names_left(zainab) == []


@pytest.mark.parametrize("make", [program, visited, hosting])
def test_an_old_address_is_listed_until_it_is_forgotten(zainab: Hero, make: Callable[..., Any]) -> None:
    record = make(slug="visit-of-zainab-qadiri")
    change_address(record, "plain")
    (told,) = names_left(zainab)
    assert (told.what, owner(told.record)) == ("Old address", record)
    assert consequence(told.record, told.field) == ""
    assert take(told.key, finder(zainab)) is None
    change_address(record, "plain", forget=[told.record.pk])
    assert names_left(zainab) == []


@pytest.mark.parametrize("make", [program, visited, hosting])
def test_an_old_address_of_what_is_not_public_is_not_listed(zainab: Hero, make: Callable[..., Any]) -> None:
    change_address(make(slug="visit-of-zainab-qadiri"), "plain")
    Program.objects.update(status="draft")
    assert names_left(zainab) == []


def test_what_becomes_public_by_itself_is_listed(zainab: Hero) -> None:
    meeting = PublicMeetingFactory(title="Zainab Qadiri", public_from=datetime(2090, 1, 1, tzinfo=UTC))
    MeetingTranslation.objects.create(meeting=meeting, language="es", title="Zainab Qadiri")
    assert len(names_left(zainab)) == 2


def test_whole_names_come_first_and_parts_are_marked(zainab: Hero) -> None:
    PublicProgramFactory(summary="The Qadiri method", slug="a")
    PublicQuoteFactory(text="I met Zainab Qadiri there.")
    found = [each.found for each in names_left(zainab)]
    assert [(each.name, each.whole) for each in found] == [("Zainab Qadiri", True), ("Qadiri", False)]
    assert (found[0].before, found[0].after) == ("I met ", " there.")


def test_it_costs_the_same_number_of_queries_for_any_archive(zainab: Hero) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            names_left(zainab)
        return len(asked)

    for label, field in FIELDS[:3]:
        telling(label, field)
    few = queries()
    for _ in range(5):
        for label, field in (each for each in FIELDS if each[1] != "slug" and each[0] != "programs.city"):
            MAKERS[label](**{field: f"text {_} {field} {label}"[:80]} if "url" not in field else {})
    assert queries() == few <= 16


@pytest.mark.parametrize(("label", "field"), [each for each in FIELDS if each[1] != "slug"])
def test_each_text_can_be_taken_from_public_view(zainab: Hero, label: str, field: str) -> None:
    record = telling(label, field)
    key = f"{label}:{record.pk}:{field}"
    wanted = finder(zainab)
    assert consequence(record, field)
    taken = take(key, wanted)
    assert taken is not None
    assert wanted.find(taken.said), "what it said goes into the history"
    assert key not in [each.key for each in names_left(zainab)]
    assert take(key, wanted) is None, "a second press finds nothing to do"


def test_states_are_changed_rather_than_words_lost(zainab: Hero) -> None:
    meeting = PublicMeetingFactory(title="Zainab Qadiri")
    quote = PublicQuoteFactory(text="Zainab Qadiri said so")
    program = PublicProgramFactory(title="Visit of Zainab Qadiri")
    for record, field in ((meeting, "title"), (quote, "text"), (program, "title")):
        take(f"{record._meta.label_lower}:{record.pk}:{field}", finder(zainab))
        record.refresh_from_db()
        assert "Zainab Qadiri" in getattr(record, field)
    assert (meeting.is_public, quote.status, program.status) == (False, "draft", "in_clearance")


def test_followers_of_a_meeting_that_is_taken_from_view_hear_of_it(zainab: Hero) -> None:
    meeting = PublicMeetingFactory(title="Zainab Qadiri")
    take(f"programs.meeting:{meeting.pk}:title", finder(zainab))
    assert Change.objects.public().get().kind == "removed"
    assert Meeting.objects.get().sequence == meeting.sequence + 1


@pytest.mark.parametrize(
    "key",
    [
        "", ":", "programs.meeting", "programs.meeting:1", "programs.meeting:x:title", "auth.user:1:username",
        "programs.meeting:1:internal_notes", "programs.meeting:9999999999999999999999:title",
        "programs.meeting:1:title:x", "programs.program:1:slug", "nonsense:1:title",
        "programs.meeting:٣:title",
        "programs.meeting:1\x00:title",
    ],
)  # fmt: skip
def test_nonsense_takes_nothing(zainab: Hero, key: str) -> None:
    PublicProgramFactory(pk=1, slug="zainab-qadiri")
    assert take(key, finder(zainab)) is None


def test_a_text_that_was_corrected_meanwhile_is_left(zainab: Hero) -> None:
    meeting = PublicMeetingFactory(title="A visit")
    assert take(f"programs.meeting:{meeting.pk}:title", finder(zainab)) is None
    assert Meeting.objects.get().is_public
