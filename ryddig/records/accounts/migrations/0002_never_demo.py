from django.db import migrations

from ryddig.records.accounts.append_only import never_demo, no_never_demo


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_start")]
    operations = [migrations.RunPython(never_demo, no_never_demo)]
