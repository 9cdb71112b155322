from django.db import migrations

from ryddig.records.accounts.append_only import no_triggers, triggers

TABLES = ("audit_event",)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_start")]
    operations = [migrations.RunPython(triggers(*TABLES), no_triggers(*TABLES))]
