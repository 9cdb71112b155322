from django.db import migrations

from ryddig.records.accounts.append_only import AppendOnly

TABLES = ("evidence_archivemessage", "evidence_archiveanswer")


class Migration(migrations.Migration):
    dependencies = [("evidence", "0004_archive")]
    operations = [AppendOnly(*TABLES)]
