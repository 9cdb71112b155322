from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deviations", "0003_chain_firm")]
    operations = [
        migrations.AddField(
            model_name="agreedterm", name="notice_days", field=models.PositiveSmallIntegerField(null=True)
        ),
    ]
