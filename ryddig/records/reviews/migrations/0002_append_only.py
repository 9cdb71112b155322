from django.db import migrations

from ryddig.records.accounts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_start")]
    operations = [AppendOnly("reviews_itemoutcome")]
