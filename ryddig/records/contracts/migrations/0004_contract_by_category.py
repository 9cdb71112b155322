from django.db import migrations, models

from ryddig.records.accounts.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("contracts", "0003_conflict"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="contract",
            index=models.Index(fields=["organisation", "category"], name="contract_by_category"),
        ),
    ]
