from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("participants", "0003_organization_names")]

    operations = [
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.UniqueConstraint(
                fields=("name_key", "country"), name="organization_unique_in_country"
            ),
        ),
    ]
