"""Decisions about documents are written once."""

from django.db import migrations

from ryddig.records.accounts.append_only import no_triggers, triggers


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_review")]
    operations = [migrations.RunPython(triggers("reviews_itemoutcome"), no_triggers("reviews_itemoutcome"))]
