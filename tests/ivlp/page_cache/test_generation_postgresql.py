"""PostgreSQL moves the generation once per transaction, last of all, and misses nothing."""

import pytest
from django.db import connection, transaction

from ivlp.models import SiteGeneration
from programs.models import Program
from tests.factories import HeroFactory, PublicProgramFactory
from tests.support.generation_moves import moves, now, sql

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own way of doing it"),
]


def test_one_transaction_moves_it_once() -> None:
    programs = [PublicProgramFactory() for _ in range(5)]
    SiteGeneration.objects.update(n=10**18)
    with transaction.atomic():
        for program in programs:
            program.save()
        Program.objects.update(theme="Justice")
    assert now() == 10**18 + 1


def test_truncate_counts() -> None:
    program = PublicProgramFactory()
    program.heroes.add(HeroFactory())
    with moves():
        sql("TRUNCATE programs_program_heroes")
    with moves():
        sql("TRUNCATE programs_program CASCADE")


def test_truncating_the_number_itself_with_everything_gives_a_larger_one() -> None:
    PublicProgramFactory()
    with moves():
        sql("TRUNCATE site_generation, programs_program CASCADE")


def test_writes_after_constraints_were_made_immediate_count() -> None:
    """The number moves early then, yet nobody sees it before the commit that shows the rest."""
    program = PublicProgramFactory()
    before = now()
    other = connection.copy()
    try:
        with transaction.atomic():
            program.save()
            sql("SET CONSTRAINTS ALL IMMEDIATE")
            Program.objects.filter(pk=program.pk).update(theme="Justice")
            with other.cursor() as cursor:
                cursor.execute("SELECT n FROM site_generation")
                assert cursor.fetchone() == (before,)
        with other.cursor() as cursor:
            cursor.execute("SELECT n, theme FROM site_generation, programs_program")
            after, theme = cursor.fetchone()
        assert after > before
        assert theme == "Justice"
    finally:
        other.close()


def test_a_mark_made_in_a_rolled_back_savepoint_is_gone() -> None:
    """Else the rest of the transaction would commit without moving the number."""
    program = PublicProgramFactory()
    with moves(), transaction.atomic():
        with transaction.atomic():
            program.save()
            sql("SET CONSTRAINTS ALL IMMEDIATE")  # moves and marks inside the savepoint
            transaction.set_rollback(True)
        Program.objects.filter(pk=program.pk).update(theme="Justice")


def test_the_next_transaction_on_the_same_connection_moves_it_again() -> None:
    program = PublicProgramFactory()
    for _ in range(3):
        with moves(), transaction.atomic():
            program.save()


def test_a_restore_with_an_empty_search_path_works() -> None:
    PublicProgramFactory()
    with moves(), transaction.atomic():
        sql("SET LOCAL search_path = ''")
        sql("UPDATE public.programs_program SET theme = 'Justice'")


def test_two_writers_do_not_wait_for_each_other_before_they_commit() -> None:
    first, second = PublicProgramFactory(), PublicProgramFactory()
    other = connection.copy()
    try:
        other.connect()
        with other.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        with transaction.atomic():
            first.save()
            with other.cursor() as cursor:  # commits while the first is still open
                cursor.execute("UPDATE programs_program SET theme = 'B' WHERE id = %s", [second.pk])
    finally:
        other.close()
