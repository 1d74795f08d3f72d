"""A marked word in every private or unpublished place, so that a test can look for them in public.

Every text field of an unpublished record gets a word of its own, found by looking at the model: a field that
is added later is marked without a change here.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from common.addresses import change_address
from participants.models import Hero, Organization
from participants.models.consent import Consent
from programs.models import City, Program, Stop
from tests.factories import (
    CityFactory,
    ConsentFactory,
    HeroFactory,
    MeetingFactory,
    OrganizationFactory,
    ProgramFactory,
    PublicMeetingFactory,
    PublicQuoteFactory,
    QuoteFactory,
    ResourceFactory,
    SourceFactory,
    StopFactory,
    TakeawayFactory,
    UserFactory,
)
from tests.support.public_content import PublicContent, photo

#: Countries and years that nothing public has. A hidden person or program brings one, and it is a mark too.
COUNTRIES = {"BT": "Bhutan", "TO": "Tonga", "FJ": "Fiji", "NR": "Nauru", "WS": "Samoa", "PW": "Palau"}
FOREVER = timezone.now() + timedelta(days=3650)


@dataclass
class Secrets:
    """The marks by where they are, and the addresses of everything that must not be found."""

    marks: dict[str, str] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)  #: addresses that public records had
    _numbers: "count[int]" = field(default_factory=lambda: count(100))

    def mark(self, where: str) -> str:
        """A new word that occurs nowhere else."""
        word = f"zq{next(self._numbers)}xj"
        self.marks[word] = where
        return word

    def fill(self, factory: Any, where: str, **facts: Any) -> Any:
        """A record with a mark in each text field that has no other value, its address remembered."""
        model = factory._meta.model
        record = factory(**{**self.texts(model, where, facts), **facts})
        if hasattr(record, "get_absolute_url"):
            self.addresses.append(record.get_absolute_url())
        return record

    def texts(self, model: type[models.Model], where: str, besides: Any = ()) -> dict[str, str]:
        """Marked texts for the fields of a model."""
        marked = {}
        for each in model._meta.get_fields():
            text = isinstance(each, models.CharField) and not isinstance(each, models.FileField)
            if not text or each.choices or each.name in besides or (each.max_length or 0) < 12:  # type: ignore[union-attr]
                continue
            if each.name in ("time_zone", "slug", "password"):
                continue
            word = self.mark(f"{where}: {model.__name__}.{each.name}")  # type: ignore[union-attr]
            marked[each.name] = {  # type: ignore[union-attr]
                models.URLField: f"https://{word}.example/{word}",
                models.EmailField: f"{word}@ivlp.example",
            }.get(
                next(kind for kind in (models.URLField, models.EmailField, object) if isinstance(each, kind)),
                word,
            )
        return marked

    def person(self, where: str, program: Program, scopes: tuple[str, ...] = (), **facts: Any) -> Hero:
        """A hero of `program`, with an employer of their own, and consents for `scopes`."""
        hero: Hero = self.fill(
            HeroFactory,
            where,
            organization=self.fill(OrganizationFactory, f"employer of {where}"),
            photo=photo(),
            time_zone="Asia/Thimphu",
            **facts,
        )
        for scope in scopes:
            self.consent(hero, where, scope=scope)
        program.heroes.add(hero)
        return hero

    def consent(self, hero: Hero, where: str, **facts: Any) -> Consent:
        row: Consent = ConsentFactory(
            hero=hero,
            reference=self.mark(f"{where}: where the release is kept"),
            recorded_by=self.user(where),
            **facts,
        )
        return row

    def user(self, where: str) -> User:
        """A member of the staff, whose name and address must not be found in public either."""
        return UserFactory(**self.texts(User, f"staff, {where}"))  # type: ignore[no-any-return]

    def leave_address(self, record: Any, where: str, *, forget: bool) -> str:
        """The page of a record at an address with a mark, which the record had and left."""
        slug, record.slug = record.slug, self.mark(f"{where}: old address")
        record.save()
        page: str = record.get_absolute_url()
        change_address(record, slug, forget_old=forget)
        return page

    def sourced(self, record: Any, where: str) -> None:
        record.sources.add(self.fill(SourceFactory, f"source of {where}"))


def hide(content: PublicContent) -> Secrets:
    """Hide secrets among the public content of `content`."""
    secrets = Secrets({"Thimphu": "home time zone of a hero"})
    program, stop = content.programs[0], content.programs[0].stops.order_by("position")[0]
    for status, year in (("draft", 1951), ("in_clearance", 1953)):
        _unpublished_program(secrets, status, year)
    _meetings_that_are_not_public(secrets, stop)
    _people(secrets, program, stop)
    _words_that_are_not_public(secrets, program)
    for record in (program, content.heroes[0], content.organizations[0], content.cities[0]):
        secrets.forgotten.append(secrets.leave_address(record, "public record", forget=True))
    _private_fields_of_public_records(secrets, content)
    for factory in (OrganizationFactory, ResourceFactory, SourceFactory, HeroFactory):
        secrets.fill(factory, "used by nothing")
    secrets.fill(CityFactory, "used by nothing", time_zone="UTC")
    return secrets


def _unpublished_program(secrets: Secrets, status: str, year: int) -> None:
    where = f"{status} program"
    secrets.marks[str(year)] = f"year of a {where}"
    program = secrets.fill(
        ProgramFactory,
        where,
        status=status,
        starts_on=date(year, 3, 1),
        ends_on=date(year, 3, 31),
        published_at=datetime(2021, 7, 1, tzinfo=UTC),
        agency=secrets.fill(OrganizationFactory, f"agency of {where}"),
    )
    program.officers.add(secrets.user(where))
    for forget in (False, True):
        secrets.addresses.append(secrets.leave_address(program, where, forget=forget))
        secrets.addresses.append(secrets.leave_address(program.agency, where, forget=forget))
    city: City = secrets.fill(CityFactory, where, time_zone="America/Adak")
    stop: Stop = secrets.fill(
        StopFactory,
        where,
        program=program,
        city=city,
        host=secrets.fill(OrganizationFactory, f"host of {where}"),
    )
    secrets.addresses.append(secrets.leave_address(city, where, forget=True))
    hero = secrets.person(
        where, program, ("identity", "biography", "photo", "quotes"), public_identity="named"
    )
    HeroFactory(public_identity="anonymous", country="TV").programs.add(program)
    secrets.marks["Tuvalu"] = f"country of someone in a {where}"
    _meeting(secrets, where, stop, hero, is_public=True, status="confirmed", date=date(year, 3, 2))
    said = {"program": program, "hero": hero, "status": "approved"}
    user, source = secrets.user(where), secrets.fill(SourceFactory, where)
    secrets.fill(PublicQuoteFactory, where, **said, approved_by=user, source=source, featured=True)
    secrets.fill(TakeawayFactory, where, **said)
    secrets.fill(ResourceFactory, where, organization=_organization(secrets, where)).programs.add(program)
    secrets.sourced(program, where)


def _organization(secrets: Secrets, where: str) -> Organization:
    organization: Organization = secrets.fill(OrganizationFactory, f"organization of {where}")
    return organization


def _meeting(secrets: Secrets, where: str, stop: Stop, hero: Hero, **facts: Any) -> None:
    """A meeting with all that can belong to one."""
    meeting = secrets.fill(
        MeetingFactory,
        where,
        stop=stop,
        whole_group=False,
        heroes=[hero],
        organizations=[_organization(secrets, where)],
        **facts,
    )
    secrets.sourced(meeting, where)
    secrets.fill(ResourceFactory, where, organization=_organization(secrets, where)).meetings.add(meeting)
    # What was said is public, where it was said is not.
    if stop.program.is_public:
        PublicQuoteFactory(program=stop.program, meeting=meeting, text="Said somewhere that is not public")
        TakeawayFactory(program=stop.program, meeting=meeting, status="approved", text="Learned somewhere")


def _meetings_that_are_not_public(secrets: Secrets, stop: Stop) -> None:
    hero = stop.program.heroes.first()
    assert hero is not None
    for where, facts in {
        "tentative meeting": {"is_public": True, "status": "tentative"},
        "meeting under embargo": {"is_public": True, "status": "confirmed", "public_from": FOREVER},
        "cancelled meeting under embargo": {"is_public": True, "status": "cancelled", "public_from": FOREVER},
        "meeting not public": {"is_public": False, "status": "confirmed"},
    }.items():
        _meeting(secrets, where, stop, hero, **facts)


def _people(secrets: Secrets, program: Program, stop: Stop) -> None:
    every: tuple[str, ...] = ("identity", "biography", "photo", "quotes")
    withheld = secrets.person("withheld hero", program, every, public_identity="withheld", country="BT")
    bare = secrets.person("hero without consent", program, every[1:], public_identity="named", country="TO")
    expired = secrets.person("hero whose consent expired", program, public_identity="named", country="FJ")
    revoked = secrets.person("hero who revoked", program, public_identity="named", country="NR")
    early = secrets.person("hero whose consent begins later", program, public_identity="named", country="WS")
    for scope in every:
        secrets.consent(expired, "expired", scope=scope, expires_on=date(2021, 2, 1))
        secrets.consent(revoked, "revoked", scope=scope).revoke()
        secrets.consent(early, "later", scope=scope, given_on=FOREVER.date())
    elsewhere: Hero = secrets.person(
        "hero of no program", program, every, public_identity="named", country="PW"
    )
    elsewhere.programs.clear()
    secrets.marks |= dict.fromkeys(COUNTRIES.values(), "country of a hidden hero")
    hidden = [withheld, bare, expired, revoked, early, elsewhere]
    PublicMeetingFactory(stop=stop, title="With some of the group", whole_group=False, heroes=hidden)
    for number, hero in enumerate(hidden):
        if hero is not withheld:
            page = secrets.leave_address(hero, "hidden hero", forget=bool(number % 2))
            secrets.addresses.append(page)
        secrets.addresses.append(f"{hero.get_absolute_url()}photo.jpg")
        said = {
            "program": program,
            "hero": hero,
            "status": "approved",
            "organization": _organization(secrets, "x"),
        }
        source = secrets.fill(SourceFactory, "quote of a hidden hero")
        secrets.fill(PublicQuoteFactory, "quote of a hidden hero", **said, source=source, featured=True)
        secrets.fill(TakeawayFactory, "takeaway of a hidden hero", **said)

    # The anonymous are shown, by country only; even their consents for more change nothing.
    anonymous = secrets.person("anonymous hero", program, every, public_identity="anonymous", country="AL")
    secrets.addresses.remove(anonymous.get_absolute_url())
    secrets.addresses.append(f"{anonymous.get_absolute_url()}photo.jpg")
    said = {"program": program, "hero": anonymous, "status": "approved"}
    PublicQuoteFactory(
        text="A word without a name", organization=_organization(secrets, "anonymous quote"), **said
    )
    TakeawayFactory(
        text="Learned without a name", organization=_organization(secrets, "anonymous takeaway"), **said
    )
    PublicMeetingFactory(stop=stop, whole_group=False, heroes=[anonymous])


def _words_that_are_not_public(secrets: Secrets, program: Program) -> None:
    for factory in (QuoteFactory, TakeawayFactory):
        where = f"draft {factory._meta.model.__name__}"
        facts = {"source": secrets.fill(SourceFactory, where)} if factory is QuoteFactory else {}
        secrets.fill(factory, where, program=program, organization=_organization(secrets, where), **facts)


def _private_fields_of_public_records(secrets: Secrets, content: PublicContent) -> None:
    program, meeting, hero, plain = (
        content.programs[0],
        content.meetings[0],
        content.heroes[0],
        content.heroes[1],
    )
    program.project_number = secrets.mark("project number of a public program")
    program.save()
    program.officers.add(secrets.user("public program"))
    for name in ("join_details", "internal_notes"):
        setattr(meeting, name, secrets.mark(f"{name} of a public meeting"))
    meeting.join_url = f"https://{secrets.mark('join_url of a public meeting')}.example/"
    meeting.save()
    for each in (hero, plain):
        each.internal_notes = secrets.mark("internal notes of a named hero")
        each.email = f"{secrets.mark('e-mail of a named hero')}@ivlp.example"
        each.time_zone = "Asia/Thimphu"
        secrets.consent(each, "named hero")
    # No consent for these.
    for name in ("biography", "photo_alt", "photo_credit"):
        setattr(plain, name, secrets.mark(f"{name} without consent"))
    plain.photo = photo()
    for each in (hero, plain):
        each.save()
    secrets.addresses.append(f"{plain.get_absolute_url()}photo.jpg")
    secrets.fill(PublicQuoteFactory, "quote without consent", program=program, hero=plain)
    approved = PublicQuoteFactory(program=program, approved_by=secrets.user("who approved a public quote"))
    assert approved.approved_by is not None
