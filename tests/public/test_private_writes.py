"""What officers write in private changes nothing that a stranger can measure."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from common.addresses import change_address
from ivlp.page_cache import generation, public_rows
from participants.models import Consent, Hero, HeroAddress, Organization
from programs.models import City, Meeting, Program, ProgramAddress, Quote, Resource, Source, Stop, Takeaway
from programs.models.translation import MeetingTranslation, ProgramTranslation
from tests.factories import (
    CityFactory,
    ConsentFactory,
    HeroFactory,
    MeetingFactory,
    OrganizationFactory,
    ProgramFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    QuoteFactory,
    ResourceFactory,
    SourceFactory,
    StopFactory,
    TakeawayFactory,
    UserFactory,
    named_hero,
)
from tests.support.generation_moves import moves, stays
from tests.support.public_content import make_public_content

pytestmark = pytest.mark.django_db(transaction=True)


def saved(record: object, **changes: object) -> None:
    """As a form does: read, changed and saved whole."""
    for name, value in changes.items():
        setattr(record, name, value)
    record.save()  # type: ignore[attr-defined]


class World:
    """Something public with one of each kind beside it that nobody may know of."""

    def __init__(self) -> None:
        self.program = PublicProgramFactory(participant_count=10)
        self.stop = StopFactory(program=self.program)
        self.meeting = PublicMeetingFactory(program=self.program, stop=self.stop)
        self.host = OrganizationFactory()
        self.meeting.organizations.add(self.host)
        self.hero = named_hero(self.program)
        self.withheld = HeroFactory(public_identity="withheld")
        self.program.heroes.add(self.withheld)
        self.meeting.heroes.add(self.withheld)
        self.silent = HeroFactory(public_identity="named", name="No consent")
        self.program.heroes.add(self.silent)
        self.elsewhere = named_hero(ProgramFactory())
        self.draft = ProgramFactory()
        self.draft_stop = StopFactory(program=self.draft)
        self.draft_meeting = PublicMeetingFactory(program=self.draft, stop=self.draft_stop)
        self.hidden_meeting = MeetingFactory(program=self.program, stop=self.stop, is_public=False)
        self.quote = QuoteFactory(program=self.program, hero=None)
        self.takeaway = TakeawayFactory(program=self.program, status="draft")
        self.organization = OrganizationFactory()
        self.city = CityFactory(name="Nowhere", state="ND", time_zone="America/Chicago")
        # Once public, and now not.
        self.withdrawn = PublicProgramFactory(status="draft")
        self.source, self.resource = SourceFactory(), ResourceFactory()
        self.user = UserFactory()

    def addresses(self) -> list[str]:
        page = self.program.get_absolute_url()
        return [
            "/",
            "/programs/",
            page,
            f"{page}calendar.ics",
            f"{page}changes/",
            self.meeting.get_absolute_url(),
            self.hero.get_absolute_url(),
            "/heroes/",
            "/organizations/",
            "/quotes/",
            "/search/?q=a",
            "/sitemap.xml",
            f"{page}changes.atom",
            "/sitemap-heroes.xml",
            "/sitemap-meetings.xml",
            f"/api/v1/programs/{self.program.slug}",
            f"/api/v1/meetings/{self.meeting.uid}",
            "/api/v1/meetings",
            "/api/v1/heroes",
        ]

    def seen(self, client: Client) -> list[tuple[object, ...]]:
        answers = [client.get(address) for address in self.addresses()]
        assert sum(answer.status_code == 200 for answer in answers) == len(answers)
        return [(answer.status_code, answer.content, sorted(answer.headers.items())) for answer in answers]


PRIVATE_WRITES: dict[str, Callable[[World], object]] = {
    "note on a withheld hero": lambda w: saved(w.withheld, internal_notes="In danger."),
    "name of a withheld hero": lambda w: saved(w.withheld, name="Another Name", biography="Long."),
    "name of a hero without consent": lambda w: saved(w.silent, name="Another Name"),
    "name of a hero of drafts only": lambda w: saved(w.elsewhere, name="Another Name"),
    "bulk update of withheld heroes": lambda w: Hero.objects.filter(pk=w.withheld.pk).update(role="Judge"),
    "note on a public hero": lambda w: saved(w.hero, internal_notes="Call on Monday."),
    "e-mail of a public hero": lambda w: saved(w.hero, email="hero@example.org", time_zone="Asia/Tokyo"),
    "note on a public hero, that field alone": lambda w: (
        setattr(w.hero, "internal_notes", "x"),
        w.hero.save(update_fields=["internal_notes"]),
    ),
    "a new withheld hero": lambda w: HeroFactory(public_identity="withheld"),
    "a withheld hero on the public program": lambda w: w.program.heroes.add(
        HeroFactory(public_identity="withheld")
    ),
    "a withheld hero taken off it": lambda w: w.program.heroes.remove(w.withheld),
    "a withheld hero taken off the meeting": lambda w: w.meeting.heroes.clear(),
    "a withheld hero deleted": lambda w: (w.program.heroes.remove(w.withheld), w.withheld.delete()),
    "consent of a withheld hero": lambda w: ConsentFactory(hero=w.withheld, scope="identity"),
    "consent of a withheld hero revoked": lambda w: ConsentFactory(
        hero=w.withheld, scope="identity"
    ).revoke(),
    "consent for the biography without one for the name": lambda w: ConsentFactory(
        hero=w.silent, scope="biography"
    ),
    "number of a public program": lambda w: saved(w.program, project_number="E/VF-2021-1"),
    "officer of a public program": lambda w: w.program.officers.add(w.user),
    "official number that is not told": lambda w: Program.objects.filter(pk=w.program.pk).update(
        participant_count=11
    ),
    "draft program": lambda w: saved(w.draft, title="Another title"),
    "new draft": lambda w: ProgramFactory(),
    "draft deleted": lambda w: ProgramFactory().delete(),
    "stop of a draft": lambda w: saved(w.draft_stop, summary="Another"),
    "meeting of a draft": lambda w: saved(w.draft_meeting, title="Another"),
    "meeting of a draft, with people": lambda w: (
        w.draft_meeting.organizations.add(w.organization),
        w.draft_meeting.heroes.add(w.hero),
    ),
    "translation of a draft": lambda w: ProgramTranslation.objects.create(
        program=w.draft, language="fr", title="Titre"
    ),
    "hidden meeting": lambda w: saved(w.hidden_meeting, title="Another", location="Room 5"),
    "hidden meeting moved": lambda w: saved(w.hidden_meeting, date=date(2021, 7, 30)),
    "hidden meeting's translation": lambda w: MeetingTranslation.objects.create(
        meeting=w.hidden_meeting, language="fr", title="Titre"
    ),
    "new hidden meeting": lambda w: MeetingFactory(program=w.program, stop=w.stop, is_public=False),
    "hidden meeting deleted": lambda w: w.hidden_meeting.delete(),
    "note on a public meeting": lambda w: saved(w.meeting, internal_notes="Bring the letter."),
    "link to join a public meeting": lambda w: saved(w.meeting, join_url="https://meet.example/1"),
    "details to join, that field alone": lambda w: (
        setattr(w.meeting, "join_details", "Code 5"),
        w.meeting.save(update_fields=["join_details"]),
    ),
    "draft quote": lambda w: saved(w.quote, text="Another"),
    "new draft quote": lambda w: QuoteFactory(program=w.program, hero=w.hero),
    "draft takeaway": lambda w: saved(w.takeaway, text="Another"),
    "organization nobody sees": lambda w: saved(w.organization, name="Another"),
    "city where nothing public is": lambda w: saved(w.city, name="Another"),
    "source of nothing": lambda w: saved(w.source, title="Another"),
    "resource of nothing": lambda w: saved(w.resource, title="Another"),
    "address of a draft": lambda w: change_address(w.draft, "plain"),
    "address of a program that was withdrawn": lambda w: change_address(w.withdrawn, "plain"),
    "address of a program that was withdrawn, forgotten": lambda w: change_address(
        w.withdrawn, "plain", forget_old=True
    ),
    "address of a withheld hero": lambda w: change_address(w.withheld, "plain"),
    "address of a hero without consent": lambda w: change_address(w.silent, "plain", forget_old=True),
    "address of a hero of drafts only": lambda w: change_address(w.elsewhere, "plain", forget_old=True),
    "address of an organization nobody sees": lambda w: change_address(w.organization, "plain"),
    "address of a city where nothing public is": lambda w: change_address(w.city, "plain", forget_old=True),
    "old addresses of what is not public, forgotten": lambda w: (
        change_address(w.withdrawn, "plain"),
        change_address(w.silent, "plain"),
        HeroAddress.objects.update(slug=""),
        ProgramAddress.objects.update(slug=""),
        HeroAddress.objects.all().delete(),
        ProgramAddress.objects.all().delete(),
    ),
    "resource of a draft": lambda w: w.resource.programs.add(w.draft),
}


@pytest.mark.parametrize("write", PRIVATE_WRITES.values(), ids=PRIVATE_WRITES)
def test_a_private_write_changes_nothing_a_stranger_can_measure(
    client: Client, write: Callable[[World], object]
) -> None:
    world = World()
    before = world.seen(client)
    with stays():
        write(world)
    # Not from memory: made again.
    generation.install_triggers()
    assert world.seen(client) == before


PUBLIC_WRITES: dict[str, Callable[[World], object]] = {
    "withheld becomes anonymous": lambda w: saved(w.withheld, public_identity="anonymous"),
    "named becomes withheld": lambda w: saved(w.hero, public_identity="withheld"),
    "first consent": lambda w: ConsentFactory(hero=w.silent, scope="identity"),
    "consent revoked": lambda w: w.hero.consents.get(scope="identity").revoke(),
    "consent revoked in bulk": lambda w: w.hero.consents.update(revoked_on=timezone.now().date()),
    "name corrected": lambda w: saved(w.hero, name="Another", internal_notes="x"),
    "draft published": lambda w: saved(w.draft, status="published"),
    "program withdrawn": lambda w: saved(w.program, status="draft"),
    "official number told": lambda w: saved(w.program, participant_count_public=True),
    "meeting opened": lambda w: saved(w.hidden_meeting, is_public=True, status="confirmed"),
    "meeting hidden": lambda w: Meeting.objects.filter(pk=w.meeting.pk).update(is_public=False),
    "meeting moved to a draft": lambda w: Meeting.objects.filter(pk=w.meeting.pk).update(
        program=w.draft, stop=None, start_time=None, end_time=None
    ),
    "embargo brought forward": lambda w: Meeting.objects.filter(pk=w.meeting.pk).update(
        public_from=datetime.now(UTC) + timedelta(days=3)
    ),
    "hero taken off": lambda w: w.program.heroes.remove(w.hero),
    "hero of a draft joins": lambda w: w.program.heroes.add(w.elsewhere),
    "quote approved": lambda w: saved(
        w.quote, status="approved", source=w.source, approved_by=w.user, approved_at=timezone.now()
    ),
    "takeaway approved": lambda w: saved(w.takeaway, status="approved"),
    "host": lambda w: saved(w.stop, host=w.organization),
    "resource": lambda w: w.resource.meetings.add(w.meeting),
    "source": lambda w: w.program.sources.add(w.source),
    "organization of a hero": lambda w: Hero.objects.filter(pk=w.hero.pk).update(organization=w.organization),
    "address of a program": lambda w: change_address(w.program, "plain"),
    "address of a hero": lambda w: change_address(w.hero, "plain", forget_old=True),
    "address of a city": lambda w: change_address(w.stop.city, "plain"),
    "address of a host": lambda w: change_address(w.host, "plain"),
    "old address of a program": lambda w: w.program.old_addresses.create(digest="1", slug="old"),
    "old address of a hero": lambda w: w.hero.old_addresses.create(digest="1", slug="old"),
    "old address of a city": lambda w: w.stop.city.old_addresses.create(digest="1", slug=""),
    "old address of a host": lambda w: w.host.old_addresses.create(digest="1", slug=""),
    "city": lambda w: saved(w.stop.city, name="Another"),
    "draft and its meeting in one": lambda w: (
        saved(w.draft_meeting, title="Another"),
        Program.objects.filter(pk=w.draft.pk).update(status="published", published_at=timezone.now()),
    ),
}


@pytest.mark.parametrize("write", PUBLIC_WRITES.values(), ids=PUBLIC_WRITES)
def test_what_the_public_may_see_moves_it(write: Callable[[World], object]) -> None:
    world = World()
    with moves():
        write(world)


def test_every_public_row_meets_the_condition_of_its_trigger() -> None:
    make_public_content()
    world = World()
    world.program.sources.add(world.source)
    public = {
        "participants_hero": Hero.objects.public(),
        "participants_organization": Organization.objects.public(),
        "programs_city": City.objects.public(),
        "programs_meeting": Meeting.objects.public(),
        "programs_program": Program.objects.public(),
        "programs_quote": Quote.objects.public(),
        "programs_resource": Resource.objects.public(),
        "programs_stop": Stop.objects.public(),
        "programs_takeaway": Takeaway.objects.public(),
        "programs_source": Source.objects.filter(programs__in=Program.objects.public()),
        "participants_consent": Consent.objects.in_force().filter(
            hero__in=Hero.objects.public().values("pk"), hero__public_identity="named"
        ),
        "programs_program_heroes": Program.heroes.through.objects.filter(
            program__in=Program.objects.public().values("pk"), hero__in=Hero.objects.public().values("pk")
        ),
        "programs_meeting_organizations": Meeting.organizations.through.objects.filter(
            meeting__in=Meeting.objects.public().values("pk")
        ),
    }
    for record in (world.program, world.hero, world.stop.city, world.host, world.withdrawn, world.silent):
        change_address(record, f"plain-{record.pk}")
    public |= {
        f"{owners.model._meta.db_table}address": owners.model.old_addresses.rel.related_model.objects.filter(
            owner__in=owners.values("pk")
        )
        for table, owners in public.items()
        if hasattr(owners.model, "old_addresses")
    }
    for table, rows in public.items():
        keys = set(rows.values_list("pk", flat=True))
        assert keys, table
        with connection.cursor() as cursor:
            condition = public_rows.shown(table, f'"{table}"')
            cursor.execute(f'SELECT id FROM "{table}" WHERE {condition}')  # noqa: S608 - our own
            assert keys <= {key for (key,) in cursor.fetchall()}, table


def test_every_table_has_its_condition_and_every_private_column_exists() -> None:
    assert set(public_rows.CONDITIONS) == generation.public_tables()
    columns = {
        model._meta.db_table: {field.column for field in model._meta.concrete_fields}
        for model in apps.get_models(include_auto_created=True)
    }
    for table, private in public_rows.PRIVATE_COLUMNS.items():
        assert private <= columns[table]
