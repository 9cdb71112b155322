from django.db import migrations

from ryddig.records.accounts.append_only import no_triggers, triggers

TABLES = ("followup_signaleffect",)


class Migration(migrations.Migration):
    dependencies = [("followup", "0005_signal_effect")]
    operations = [migrations.RunPython(triggers(*TABLES), no_triggers(*TABLES))]
