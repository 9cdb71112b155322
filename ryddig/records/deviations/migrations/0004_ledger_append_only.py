from django.db import migrations

from ryddig.records.accounts.append_only import no_triggers, triggers

TABLES = ("deviations_moneyclaim", "deviations_ledgerentry", "deviations_repayment")


class Migration(migrations.Migration):
    dependencies = [("deviations", "0003_terms_and_ledger")]
    operations = [migrations.RunPython(triggers(*TABLES), no_triggers(*TABLES))]
