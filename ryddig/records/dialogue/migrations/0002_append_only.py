"""Pulses and evaluations are written once."""

from django.db import migrations

from ryddig.records.accounts.append_only import no_triggers, triggers

TABLES = ("dialogue_trustpulse", "dialogue_evaluation")


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0001_start")]
    operations = [migrations.RunPython(triggers(*TABLES), no_triggers(*TABLES))]
