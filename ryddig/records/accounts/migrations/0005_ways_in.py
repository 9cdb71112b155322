"""All three may be null: SQLite then adds a column, where it would otherwise remake a table that triggers name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_delegation_and_tokens")]
    operations = [
        migrations.AddField("organisation", "second_factor_roles", models.JSONField(blank=True, null=True)),
        migrations.AddField("organisation", "second_factor_from", models.DateField(blank=True, null=True)),
        migrations.AddField("organisation", "log_in_with", models.CharField(blank=True, max_length=40, null=True)),
    ]
