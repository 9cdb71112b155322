from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="wrapped_key",
            field=models.CharField(blank=True, db_default="", default="", max_length=250),
        ),
    ]
