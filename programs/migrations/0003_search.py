"""Full text search on PostgreSQL: a generated column, with an index, for each table that is searched.

The columns are PostgreSQL's own affair: Django does not know them, so no query reads them but a search, and on
SQLite there are none (see `public.search.text_search`). Labels: A for titles and names, B for summaries, C for the
rest. PostgreSQL refuses to change the type of a column that a generated one is made of; a migration that must
do so drops and makes the generated column too.

Needs no extension, hence no rights beyond those for tables: PostgreSQL takes letters and accents apart by itself
(`normalize`). `public.search.folding.fold` is the same rule in Python; a test holds the two together.
"""

from django.db import migrations

# The bodies are bound when the functions are made (PostgreSQL 14), so a restore with an empty search path works.
FUNCTIONS = (
    r"""
CREATE FUNCTION search_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(
  CASE WHEN octet_length(words) = char_length(words) THEN lower(words)
  ELSE replace(replace(replace(replace(
    translate(
      regexp_replace(
        lower(normalize(words, NFKD)),
        '[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]+', '', 'g'
      ), 'øłđðħŧıς', 'olddhtiσ'
    ), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
  END,
  '[!-/:-@[-`{-~‘’“”„«»–—…·•]+', ' ', 'g'
)""",
    """
CREATE FUNCTION search_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('pg_catalog.simple', search_fold(words))""",
)

#: Table, generated column, and the texts it is made of by label.
COLUMNS = [
    ("programs_city", "search", {"A": ["name"]}),
    ("programs_program", "search", {"A": ["title"], "B": ["theme", "summary", "hashtags"], "C": ["sponsor", "description"]}),
    ("programs_programtranslation", "search", {"A": ["title"], "B": ["summary"], "C": ["description"]}),
    ("programs_meeting", "search", {"A": ["title"], "B": ["location"], "C": ["summary"]}),
    ("programs_meetingtranslation", "search", {"A": ["title"], "C": ["summary"]}),
    ("programs_quote", "search", {"A": ["text", "original_text"], "B": ["context"]}),
    ("participants_organization", "search", {"A": ["name", "short_name"], "B": ["city_name"], "C": ["description"]}),
    # Words of heroes who are not shown are here as they are in the table; every search asks for those who are.
    ("participants_hero", "search", {"A": ["honorific", "name", "native_name"], "B": ["role"], "C": ["citation"]}),
    # On its own: a biography needs a consent of its own.
    ("participants_hero", "search_biography", {"C": ["biography"]}),
]  # fmt: skip


def vector(labels):
    texts = {label: " || ' ' || ".join(columns) for label, columns in labels.items()}
    return " || ".join(f"setweight(search_words({text}), '{label}')" for label, text in texts.items())


def create(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for function in FUNCTIONS:
        schema_editor.execute(function)
    for table, column, labels in COLUMNS:
        generated = f"tsvector GENERATED ALWAYS AS ({vector(labels)}) STORED"
        schema_editor.execute(f"ALTER TABLE {table} ADD COLUMN {column} {generated}")
        schema_editor.execute(f"CREATE INDEX {table}_{column} ON {table} USING gin ({column})")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, column, _labels in COLUMNS:
        schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN IF EXISTS {column}")
    schema_editor.execute("DROP FUNCTION IF EXISTS search_words(text)")
    schema_editor.execute("DROP FUNCTION IF EXISTS search_fold(text)")


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0002_hidden_addresses"),
        ("programs", "0002_changes_and_translations"),
    ]

    operations = [migrations.RunPython(create, drop, elidable=False)]
