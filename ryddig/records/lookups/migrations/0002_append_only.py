from django.db import migrations

from ryddig.records.accounts.append_only import no_triggers, triggers

TABLES = ("lookups_snapshot", "lookups_signalanswer", "lookups_registercaseanswer")


class Migration(migrations.Migration):
    dependencies = [("lookups", "0001_start")]
    operations = [migrations.RunPython(triggers(*TABLES), no_triggers(*TABLES))]
