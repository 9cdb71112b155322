from django.db import migrations

from ryddig.records.accounts.append_only import AppendOnly

TABLES = ("followup_payrun", "followup_payworkersum", "followup_payfinding", "followup_paydecision")


class Migration(migrations.Migration):
    dependencies = [("followup", "0003_pay_control")]
    operations = [AppendOnly(*TABLES)]
