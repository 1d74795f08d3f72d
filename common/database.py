"""What the site asks of a database beyond its tables: not to wait, not to work for ever, to be there again.

On PostgreSQL and SQLite alike; nothing here costs a query while all is well.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

from django.core.signals import request_started
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

#: What SQLite says when it is busy or gone, and not when a query is wrong.
_SQLITE_AWAY = ("locked", "interrupted", "unable to open", "disk i/o", "busy")
#: SQLite asks after so many steps whether to go on.
_STEPS = 10_000


def is_away(error: BaseException) -> bool:
    """Whether an error says that the database cannot answer now, and not that something is wrong with us."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if connections[DEFAULT_DB_ALIAS].vendor == "sqlite":
        return any(word in str(error).lower() for word in _SQLITE_AWAY)
    return True


@contextmanager
def without_waiting() -> Iterator[None]:
    """For a write that may be left undone: raises DatabaseError where it would wait for another writer."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        [before] = connection.connection.execute("PRAGMA busy_timeout").fetchone()
        now, later = "PRAGMA busy_timeout = 0", f"PRAGMA busy_timeout = {int(before)}"
    else:
        now, later = "SET lock_timeout = '50ms'", "SET lock_timeout = 0"
    _tell(connection, now)
    try:
        yield
    finally:
        _tell(connection, later)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Within it no query takes longer: the database ends it, which raises OperationalError.

    On SQLite the limit is for all queries together.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    # Without a database a page that needs none is made all the same.
    with suppress(DatabaseError):
        connection.ensure_connection()
    if connection.connection is not None:
        _set_limit(connection, seconds)
    try:
        yield
    finally:
        if connection.connection is not None:
            _set_limit(connection, 0)


def _set_limit(connection: BaseDatabaseWrapper, seconds: float) -> None:
    if connection.vendor == "sqlite":
        end = time.monotonic() + seconds
        stop = (lambda: time.monotonic() > end) if seconds else None
        connection.connection.set_progress_handler(stop, _STEPS)
    else:
        _tell(connection, f"SET statement_timeout = {int(seconds * 1000)}")


def _tell(connection: BaseDatabaseWrapper, sql: str) -> None:
    """Say something to the driver itself: it is not one of the queries that a page costs."""
    # A connection that is dead, or a transaction that failed, says so at the next query.
    with suppress(Exception), closing(connection.connection.cursor()) as cursor:
        cursor.execute(sql)


# --- A connection that died between two requests ---------------------------------------------------


def watch_connections() -> None:
    """From now on a connection found dead by the first reading of a request is replaced, once."""
    connection_created.connect(_watch, dispatch_uid="common.database")
    request_started.connect(_begin, dispatch_uid="common.database")


def _watch(connection: BaseDatabaseWrapper, **_: Any) -> None:
    connection._is_proven = False  # type: ignore[attr-defined]
    if connection.vendor != "sqlite" and _replace_if_dead not in connection.execute_wrappers:
        connection.execute_wrappers.append(_replace_if_dead)


def _begin(**_: Any) -> None:
    for connection in connections.all(initialized_only=True):
        connection._is_proven = False  # type: ignore[attr-defined]


def _replace_if_dead(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    connection = context["connection"]
    if connection._is_proven:
        return execute(sql, params, many, context)
    try:
        result = execute(sql, params, many, context)
    except (OperationalError, InterfaceError):
        # Only a reading is safe to repeat, and only outside a transaction is nothing lost.
        is_reading = sql.lstrip()[:6].upper() == "SELECT"
        if not (is_reading and connection.connection.closed and not connection.in_atomic_block):
            raise
        connection.close()
        connection.ensure_connection()
        context["cursor"].cursor = connection.connection.cursor()
        result = execute(sql, params, many, context)
    connection._is_proven = True
    return result
