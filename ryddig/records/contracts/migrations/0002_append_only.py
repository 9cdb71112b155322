from django.db import migrations

from ryddig.records.accounts.append_only import AppendOnly

TABLES = ("contracts_contractanswer",)


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_start")]
    operations = [AppendOnly(*TABLES)]
