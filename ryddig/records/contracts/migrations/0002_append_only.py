from django.db import migrations

from ryddig.records.accounts.append_only import no_triggers, triggers

TABLES = ("contracts_contractanswer",)


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_start")]
    operations = [migrations.RunPython(triggers(*TABLES), no_triggers(*TABLES))]
