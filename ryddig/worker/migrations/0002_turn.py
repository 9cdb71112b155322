from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("worker", "0001_start")]

    operations = [
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("name", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("worker", models.CharField(blank=True, default="", max_length=64)),
                ("begun_at", models.DateTimeField(null=True)),
                ("done_on", models.DateField(null=True)),
            ],
        ),
    ]
