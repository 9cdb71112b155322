from django.db import migrations

from ryddig.records.accounts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("deviations", "0001_start")]
    operations = [AppendOnly("deviations_deviationstep", "deviations_measureprogress", "deviations_siteresult", "deviations_moneyclaim", "deviations_ledgerentry", "deviations_repayment", "deviations_letter", "deviations_letteropened")]
