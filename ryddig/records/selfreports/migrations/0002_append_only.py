from django.db import migrations

from ryddig.records.accounts.append_only import no_triggers, triggers

TABLES = ("selfreports_selfreport", "selfreports_selfreportweighing", "selfreports_selfreportoutcome")


class Migration(migrations.Migration):
    dependencies = [("selfreports", "0001_start")]
    operations = [migrations.RunPython(triggers(*TABLES), no_triggers(*TABLES))]
