from django.db import migrations

from ryddig.records.accounts.append_only import AppendOnly

TABLES = ("audit_event",)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_start")]
    operations = [AppendOnly(*TABLES)]
