from django.db import migrations

from ryddig.records.accounts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_start")]
    operations = [AppendOnly("visits_visitreport")]
