from django.db import migrations

from ryddig.records.accounts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("selfreports", "0001_start")]
    operations = [AppendOnly("selfreports_selfreport", "selfreports_selfreportweighing", "selfreports_selfreportoutcome")]
