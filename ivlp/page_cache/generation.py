"""The generation of the public data: a number that the database moves when a public page may change.

Triggers on every table of the public apps move it (which writes count: `public_rows`), so
`queryset.update()`, imports and raw SQL count as well as `save()`. They are put (back) after every `migrate`.
SQLite lets no migration remake a table that a trigger speaks of, so they are taken out before.

PostgreSQL: a deferred constraint trigger moves the row once per transaction, just before it commits. So
the row's lock is taken last and held briefly: no deadlock, and a long import makes nobody wait. Constraint
triggers do not see TRUNCATE, so that has a trigger of its own.
https://www.postgresql.org/docs/current/sql-createtrigger.html

SQLite has one writer at a time and no deferred triggers: plain row triggers. They use two statements
instead of an upsert, because `INSERT OR IGNORE` on a table overrules the conflict clauses in its triggers.
https://www.sqlite.org/lang_createtrigger.html
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, Error, NotSupportedError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from ivlp.page_cache import public_rows

logger = logging.getLogger(__name__)

#: Every table of these apps is public data. A new model needs nothing but to be in one of them.
PUBLIC_APPS = ("participants", "programs")

#: A trigger: its table and its name.
Trigger = tuple[str, str]

# Everything that this module puts into the database begins with `site_generation`, the table's own name.
_FUNCTION = "site_generation_move"

# max() with the clock (microseconds since 1970) keeps numbers from recurring after a flush or a restore.
_SQLITE_CLOCK = "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"
_POSTGRESQL_CLOCK = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
# ruff: disable[S608] - nothing here but constants
_MOVE = {
    "sqlite": (
        f"UPDATE site_generation SET n = max(n + 1, {_SQLITE_CLOCK}) WHERE id = 1",
        f"INSERT INTO site_generation (id, n) SELECT 1, {_SQLITE_CLOCK}"
        " WHERE NOT EXISTS (SELECT 1 FROM site_generation)",
    ),
    "postgresql": (
        f"INSERT INTO site_generation (id, n) VALUES (1, {_POSTGRESQL_CLOCK}) ON CONFLICT (id)"
        f" DO UPDATE SET n = greatest(site_generation.n + 1, {_POSTGRESQL_CLOCK})",
    ),
}
# ruff: enable[S608]

_COLUMNS = {
    "sqlite": (
        "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'"
        " ORDER BY t.name, c.cid"
    ),
    "postgresql": (
        "SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
        " WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped AND pg_table_is_visible(attrelid)"
        " ORDER BY attrelid, attnum"
    ),
}

# A move that was not wanted is looked at just before the transaction commits. The row's lock comes first:
# between looking and committing, no other transaction makes public what this one took for private. The mark
# is local to the transaction, and gone when the savepoint that made it is rolled back: exactly like the move
# itself. The search path is kept for restores, which run with an empty one.
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF current_setting('ivlp.generation_moved', true) IS NOT DISTINCT FROM txid_current()::text THEN
    RETURN NULL;
  END IF;
  IF NOT ({changed}) THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM site_generation FOR UPDATE;
  IF {shown} THEN
    PERFORM set_config('ivlp.generation_moved', txid_current()::text, true);
    {move};
  END IF;
  RETURN NULL;
END
$$"""


def current() -> int | None:
    """The generation as committed now, in one query on the primary; None if it cannot be told.

    It cannot be told when the row is missing, when the database fails, and inside a transaction, whose own
    changes may not have moved it yet. A page made without knowing it must not be kept.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.in_atomic_block:
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT n FROM site_generation")
            row = cursor.fetchone()
    except Error as error:
        logger.warning("The site's generation cannot be read: %s", error)
        # After a restart of the database server, the page itself must get a new connection.
        connection.close_if_unusable_or_obsolete()
        return None
    return row[0] if row else None


def public_tables() -> set[str]:
    """The tables of all models of the public apps, many-to-many tables included."""
    return {
        model._meta.db_table
        for label in PUBLIC_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def missing_triggers(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The triggers ("table: name") that should be in the database and are not; empty when all is well.

    While one is missing, changes of its table do not reach cached pages. `manage.py migrate` repairs it.
    """
    connection = connections[using]
    wanted, present = _wanted(connection), _present(connection)
    return sorted(": ".join(trigger) for trigger in wanted if present.get(trigger) != wanted[trigger])


def install_triggers(using: str = DEFAULT_DB_ALIAS) -> None:
    """Put the triggers on all public tables that exist, remove those no longer wanted, move the number.

    Idempotent. Does nothing before the table of SiteGeneration exists.
    """
    connection = connections[using]
    if "site_generation" not in connection.introspection.table_names():
        return
    wanted, present = _wanted(connection), _present(connection)
    with transaction.atomic(using=using), connection.cursor() as cursor:
        _drop(connection, cursor, [trigger for trigger in present if wanted.get(trigger) != present[trigger]])
        for trigger, sql in wanted.items():
            if present.get(trigger) != sql:
                cursor.execute(sql)
        # What changed while a trigger was missing counts too.
        for statement in _MOVE[connection.vendor]:
            cursor.execute(statement)


def remove_triggers(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take out everything that `install_triggers` put in, so that the table itself can go."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        _drop(connection, cursor, _present(connection))
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT proname FROM pg_proc"
                " WHERE proname LIKE 'site_generation%' AND pg_function_is_visible(oid)"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP FUNCTION "{name}"()')


def _wanted(connection: BaseDatabaseWrapper) -> dict[Trigger, str]:
    """The triggers that belong on the public tables that exist, each with the SQL that makes it."""
    if connection.vendor not in _MOVE:
        raise NotSupportedError(f"The page cache knows no triggers for {connection.vendor}.")
    make = _sqlite_triggers if connection.vendor == "sqlite" else _postgresql_triggers
    ours, columns = public_tables(), defaultdict[str, list[str]](list)
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS[connection.vendor])
        for table, column in cursor.fetchall():
            if table in ours:
                columns[table].append(column)
    return {(table, name): sql for table in columns for name, sql in make(table, columns[table]).items()}


def _sqlite_triggers(table: str, columns: Iterable[str]) -> dict[str, str]:
    before, after = public_rows.shown(table, "OLD"), public_rows.shown(table, "NEW")
    changed = public_rows.changed(table, columns, "IS NOT")
    conditions = {"INSERT": after, "UPDATE": f"{changed} AND ({before} OR {after})", "DELETE": before}
    body = "; ".join(_MOVE["sqlite"])
    # Names of triggers are one namespace for the whole file, so they carry the table's.
    return {
        name: f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" WHEN {condition} BEGIN {body}; END'
        for event, condition in conditions.items()
        for name in [f"site_generation_{event.lower()}_{table}"]
    }


def _postgresql_triggers(table: str, columns: Iterable[str]) -> dict[str, str]:
    before, after = public_rows.shown(table, "OLD"), public_rows.shown(table, "NEW")
    conditions = {"insert": after, "update": f"{before} OR {after}", "delete": before, "truncate": "true"}
    differs = public_rows.changed(table, columns, "IS DISTINCT FROM")
    triggers = {}
    for event, shown in conditions.items():
        # In the function and not in WHEN, on which columns would depend: migrations could not change them.
        changed = differs if event == "update" else "true"
        function = f"{_FUNCTION}_{event}_{table}"
        make = _POSTGRESQL_FUNCTION.format(
            name=function, changed=changed, shown=shown, move=_MOVE["postgresql"][0]
        )
        constraint, rows = "CONSTRAINT", "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
        if event == "truncate":
            constraint, rows = "", "FOR EACH STATEMENT"
        make += (
            f'; CREATE {constraint} TRIGGER {{name}} AFTER {event.upper()} ON "{table}"'
            f" {rows} EXECUTE FUNCTION {function}()"
        )
        # PostgreSQL does not keep the text: the name tells whether the trigger in the database is this one.
        name = f"site_generation_{event}_{sha256(make.encode()).hexdigest()[:12]}"
        triggers[name] = make.replace("{name}", name)
    return triggers


def _present(connection: BaseDatabaseWrapper) -> dict[Trigger, str]:
    """Our triggers that are in the database. A PostgreSQL trigger that is switched off has no SQL here."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT tbl_name, name, sql FROM sqlite_master"
                " WHERE type = 'trigger' AND name LIKE 'site_generation%'"
            )
            return {(table, name): sql for table, name, sql in cursor.fetchall()}
        wanted = _wanted(connection)
        cursor.execute(
            "SELECT relname, tgname, tgenabled FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND tgname LIKE 'site_generation%' AND pg_table_is_visible(tgrelid)"
        )
        return {
            (table, name): "" if enabled == "D" else wanted.get((table, name), "")
            for table, name, enabled in cursor.fetchall()
        }


def _drop(connection: BaseDatabaseWrapper, cursor: Any, triggers: Iterable[Trigger]) -> None:
    for table, name in triggers:
        on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "{name}"{on_table}')
