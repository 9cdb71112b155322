from django.db import migrations

from ryddig.records.accounts.append_only import AppendOnly

TABLES = ("followup_screeningrecord", "followup_riskoverride", "followup_quarterplan",)


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_start")]
    operations = [AppendOnly(*TABLES)]
