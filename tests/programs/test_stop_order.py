"""The order of a program's stops, although each position is unique in the database."""

import pytest
from django.db import IntegrityError, transaction

from programs.models import Program, Stop
from programs.models.stop import LAST_POSITION
from tests.factories import ProgramFactory, StopFactory

pytestmark = pytest.mark.django_db


def program_with_stops(*positions: int) -> tuple[Program, list[int]]:
    """A program, and the keys of its stops at these positions."""
    program = ProgramFactory()
    stops = [StopFactory(program=program, city__name=f"City {at}", position=at) for at in positions]
    return program, [stop.pk for stop in stops]


def positions(program: Program) -> dict[int, int]:
    return dict(Stop.objects.filter(program=program).values_list("pk", "position"))


@pytest.mark.parametrize(
    "before", [(1, 2, 3, 4), (4, 3, 2, 1), (2, 5, 9, 100), (0, 1, 1000, 1001), (1003, 32767, 1, 1000)]
)
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 3, 2), (3, 0, 1, 2)])
def test_stops_stand_at_one_two_three_in_the_order_given(
    before: tuple[int, ...], order: tuple[int, ...]
) -> None:
    program, keys = program_with_stops(*before)
    ordered = [keys[index] for index in order]
    Stop.reorder(program, ordered)
    assert positions(program) == {key: position for position, key in enumerate(ordered, 1)}


def test_a_generator_of_keys_will_do_and_a_program_without_stops_too() -> None:
    program, keys = program_with_stops(1, 2)
    Stop.reorder(program, (key for key in reversed(keys)))
    assert positions(program) == {keys[1]: 1, keys[0]: 2}
    Stop.reorder(ProgramFactory(), [])


def test_the_stops_of_other_programs_stay_where_they_are() -> None:
    program, keys = program_with_stops(1, 2)
    other, _keys = program_with_stops(1, 2)
    before = positions(other)
    Stop.reorder(program, reversed(keys))
    assert positions(other) == before


def test_keys_that_are_not_exactly_those_of_the_programs_stops_are_refused_and_nothing_moves() -> None:
    program, (first, second) = program_with_stops(2, 1)
    _other, (stranger, _last) = program_with_stops(1, 2)
    for ids in (
        [],
        [first],
        [first, second, stranger],
        [first, stranger],
        [first, second, second],
        [first, first],
    ):
        with pytest.raises(ValueError, match="not the keys of all stops"):
            Stop.reorder(program, ids)
        assert positions(program) == {first: 2, second: 1}


def test_many_stops_cost_as_many_queries_as_few(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    program, keys = program_with_stops(*range(1, 31))
    with django_assert_num_queries(4 + 2):  # and the savepoint, made and released
        Stop.reorder(program, reversed(keys))


def test_stops_that_leave_their_positions_take_free_ones_that_no_officer_gives() -> None:
    program, (first, second, third) = program_with_stops(1, 2, LAST_POSITION + 1)
    Stop.vacate_positions(program, [first, second])
    assert positions(program) == {
        first: LAST_POSITION + 2,
        second: LAST_POSITION + 3,
        third: LAST_POSITION + 1,
    }


def test_the_database_still_refuses_one_position_for_two_stops() -> None:
    program, keys = program_with_stops(1, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stop.objects.filter(pk=keys[0]).update(position=2)
    assert set(positions(program).values()) == {1, 2}
