from django.db import migrations

from ryddig.records.accounts.append_only import AppendOnly

TABLES = ("followup_signaleffect",)


class Migration(migrations.Migration):
    dependencies = [("followup", "0005_signal_effect")]
    operations = [AppendOnly(*TABLES)]
