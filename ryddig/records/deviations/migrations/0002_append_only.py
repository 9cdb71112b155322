from django.db import migrations

from ryddig.records.accounts.append_only import no_triggers, triggers

TABLES = ("deviations_deviationstep", "deviations_measureprogress", "deviations_siteresult")


class Migration(migrations.Migration):
    dependencies = [("deviations", "0001_start")]
    operations = [migrations.RunPython(triggers(*TABLES), no_triggers(*TABLES))]
