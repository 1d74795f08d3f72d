from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def remove_triggers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Without the table, a trigger left behind would refuse every write."""
    from ivlp.page_cache.generation import remove_triggers

    remove_triggers(schema_editor.connection.alias)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SiteGeneration",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("n", models.BigIntegerField()),
            ],
            options={
                "db_table": "site_generation",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="site_generation_one_row")
                ],
            },
        ),
        # The triggers themselves are put in after every migrate (ivlp/apps.py).
        migrations.RunPython(migrations.RunPython.noop, remove_triggers),
    ]
