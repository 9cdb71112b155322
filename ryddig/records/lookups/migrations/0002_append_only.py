from django.db import migrations

from ryddig.records.accounts.append_only import AppendOnly

TABLES = ("lookups_snapshot", "lookups_signalanswer", "lookups_registercaseanswer")


class Migration(migrations.Migration):
    dependencies = [("lookups", "0001_start")]
    operations = [AppendOnly(*TABLES)]
