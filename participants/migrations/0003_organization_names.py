"""Organizations are unique by country and what their name means, not by how it is written.

Names that were written in two ways before stay: nothing is merged or renamed here, for only an officer knows
whether they are one. The later of two gets a key of its own (`double_key`), until it is renamed.
"""

from django.db import migrations, models

from common.letters.folding import NAME_KEY_LENGTH, name_key


def set_keys(apps, schema_editor):
    Organization = apps.get_model("participants", "Organization")
    taken = set()
    for row in Organization.objects.order_by("pk").only("pk", "name", "country").iterator(chunk_size=1000):
        key = name_key(row.name)
        if (key, str(row.country)) in taken:
            key = f"{key[: NAME_KEY_LENGTH - 20]} #{row.pk}"
        taken.add((key, str(row.country)))
        Organization.objects.filter(pk=row.pk).update(name_key=key)


class Migration(migrations.Migration):
    dependencies = [("participants", "0002_hidden_addresses")]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="name_key",
            field=models.CharField(default="", editable=False, max_length=NAME_KEY_LENGTH),
        ),
        migrations.AlterField(
            model_name="organization",
            name="name",
            field=models.CharField(max_length=200, verbose_name="name"),
        ),
        migrations.RunPython(set_keys, migrations.RunPython.noop, elidable=True),
    ]
