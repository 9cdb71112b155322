from django.db import migrations

from ryddig.records.accounts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0001_start")]
    operations = [AppendOnly("dialogue_trustpulse", "dialogue_evaluation")]
