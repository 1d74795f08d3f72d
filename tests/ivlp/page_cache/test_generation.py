"""The generation moves with every committed change of public data, and only then."""

import time
from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from ivlp.models import SiteGeneration
from ivlp.page_cache import generation
from participants.models import Hero, Organization
from programs.models import Program, Resource, Takeaway
from tests.factories import (
    HeroFactory,
    OrganizationFactory,
    PublicProgramFactory,
    UserFactory,
)
from tests.support.generation_moves import moves, now, sql, stays

pytestmark = pytest.mark.django_db(transaction=True)

# SQLite's clock counts milliseconds.
TICK = 0.005


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda p: p.save(), id="save"),
        pytest.param(lambda p: Program.objects.filter(pk=p.pk).update(theme="Justice"), id="update"),
        pytest.param(lambda p: sql("UPDATE programs_program SET theme = 'Justice'"), id="raw SQL"),
        pytest.param(lambda p: sql("DELETE FROM programs_program"), id="raw delete"),
        pytest.param(lambda p: p.delete(), id="delete"),
        pytest.param(lambda p: PublicProgramFactory(), id="create"),
        pytest.param(
            lambda p: Takeaway.objects.bulk_create([Takeaway(program=p, text="A", status="approved")]),
            id="bulk create",
        ),
        pytest.param(
            lambda p: Program.objects.bulk_update([setattr(p, "theme", "Justice") or p], ["theme"]),
            id="bulk update",
        ),
        pytest.param(
            lambda p: Takeaway.objects.bulk_create(
                [Takeaway(program=p, text="A", status="approved")], ignore_conflicts=True
            ),
            id="bulk create that ignores conflicts",
        ),
    ],
)
def test_every_way_to_change_a_row_counts(change: Callable[[Program], object]) -> None:
    program = PublicProgramFactory()
    with moves():
        change(program)


def test_many_to_many_changes_count() -> None:
    program, hero = PublicProgramFactory(), HeroFactory(public_identity="anonymous")
    with moves():
        program.heroes.add(hero)
    with moves():
        program.heroes.remove(hero)
    with moves():
        program.heroes.set([hero])
    with moves():
        program.heroes.clear()
    with moves():
        hero.programs.add(program)


def test_an_insert_that_overrules_conflicts_counts() -> None:
    """On SQLite, OR IGNORE and OR REPLACE reach into the triggers of the table."""
    organization = OrganizationFactory()
    PublicProgramFactory(agency=organization)
    row = Organization.objects.filter(pk=organization.pk).values().get()
    with moves():
        Organization.objects.bulk_create(
            [Organization(**{**row, "short_name": "Org"})],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["short_name"],
        )
    if connection.vendor == "sqlite":
        with moves():
            sql("INSERT OR REPLACE INTO participants_organization SELECT * FROM participants_organization")


def test_what_is_not_public_data_does_not_count() -> None:
    with stays():
        UserFactory()


def test_reading_does_not_count() -> None:
    PublicProgramFactory()
    with stays():
        list(Program.objects.public())
        list(Hero.objects.all())


def test_a_change_that_is_rolled_back_does_not_count() -> None:
    program = PublicProgramFactory()
    with stays(), transaction.atomic():
        program.save()
        transaction.set_rollback(True)


def test_a_change_after_a_rolled_back_savepoint_counts() -> None:
    program = PublicProgramFactory()
    with moves(), transaction.atomic():
        with transaction.atomic():
            program.save()
            transaction.set_rollback(True)
        Program.objects.filter(pk=program.pk).update(theme="Justice")


def test_inside_a_transaction_the_generation_cannot_be_told() -> None:
    with transaction.atomic():
        assert generation.current() is None


def test_every_public_table_has_its_triggers() -> None:
    tables = generation.public_tables()
    models = [
        *apps.get_app_config("participants").get_models(),
        *apps.get_app_config("programs").get_models(),
    ]
    assert {model._meta.db_table for model in models} < tables
    assert {Program.heroes.through._meta.db_table, Resource.programs.through._meta.db_table} < tables
    assert generation.missing_triggers() == []


def test_a_table_that_lost_its_triggers_gets_them_back_with_migrate() -> None:
    if connection.vendor == "sqlite":
        generation.remove_triggers()  # as before a migration
    with connection.schema_editor() as editor:
        # What a migration does. SQLite remakes the table for it.
        field = Program._meta.get_field("project_number")
        wider = field.clone()
        wider.set_attributes_from_name("project_number")
        wider.model = Program
        wider.max_length = 999
        editor.alter_field(Program, field, wider)
    with moves():
        call_command("migrate", verbosity=0)
    assert generation.missing_triggers() == []
    with moves():
        PublicProgramFactory()
    if connection.vendor == "sqlite":
        generation.remove_triggers()
    with connection.schema_editor() as editor:
        editor.alter_field(Program, wider, field)
    generation.install_triggers()


def test_a_trigger_switched_off_is_found_and_repaired() -> None:
    if connection.vendor == "postgresql":
        sql("ALTER TABLE programs_program DISABLE TRIGGER USER")
    else:
        sql("DROP TRIGGER site_generation_update_programs_program")
    missing = generation.missing_triggers()
    assert missing
    assert {name.partition(":")[0] for name in missing} == {"programs_program"}
    generation.install_triggers()
    assert generation.missing_triggers() == []
    program = PublicProgramFactory()
    with moves():
        program.save()


def test_triggers_can_be_taken_out_and_writing_still_works() -> None:
    generation.remove_triggers()
    with stays():
        PublicProgramFactory()
    generation.install_triggers()
    assert generation.missing_triggers() == []


def test_a_lost_row_comes_back_larger_than_it_ever_was() -> None:
    program = PublicProgramFactory()
    for _ in range(50):
        program.save()
    before = now()
    time.sleep(TICK)
    SiteGeneration.objects.all().delete()
    assert generation.current() is None
    program.save()
    assert now() > before


def test_a_restored_backup_does_not_bring_numbers_back() -> None:
    """The number jumps to the clock, over every number given out after the backup was made."""
    program = PublicProgramFactory()
    backup = now()
    program.save()
    after_backup = now()
    time.sleep(TICK)
    SiteGeneration.objects.update(n=backup)
    program.save()
    assert now() > after_backup


def test_numbers_grow_even_when_the_clock_was_set_back() -> None:
    program = PublicProgramFactory()
    ahead = now() + 10**15
    SiteGeneration.objects.update(n=ahead)
    program.save()
    assert now() > ahead


def test_there_is_one_row_only() -> None:
    now()
    with pytest.raises(IntegrityError):
        SiteGeneration.objects.create(id=2, n=1)
