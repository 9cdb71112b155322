from django.db import migrations

from ryddig.records.accounts.append_only import no_triggers, triggers

TABLES = ("visits_visitreport",)


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_start")]
    operations = [migrations.RunPython(triggers(*TABLES), no_triggers(*TABLES))]
