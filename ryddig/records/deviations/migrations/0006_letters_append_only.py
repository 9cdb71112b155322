from django.db import migrations

from ryddig.records.accounts.append_only import no_triggers, triggers

TABLES = ("deviations_letter", "deviations_letteropened")


class Migration(migrations.Migration):
    dependencies = [("deviations", "0005_letters")]
    operations = [migrations.RunPython(triggers(*TABLES), no_triggers(*TABLES))]
