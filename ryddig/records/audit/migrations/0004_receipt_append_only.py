from django.db import migrations

from ryddig.records.accounts.append_only import AppendOnly

TABLES = ("audit_shredreceipt",)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_receipt")]
    operations = [AppendOnly(*TABLES)]
