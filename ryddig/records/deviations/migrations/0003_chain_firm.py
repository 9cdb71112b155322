from django.db import migrations, models

ORIGINS = [
    ("self_report", "self-report"),
    ("review_item", "document review"),
    ("pay_control", "pay control"),
    ("visit_item", "on-site control"),
    ("chain_firm", "chain of subcontractors"),
    ("manual", "noted by a person"),
]


class Migration(migrations.Migration):
    dependencies = [("deviations", "0002_append_only")]
    operations = [
        migrations.AlterField(
            model_name="deviationproposal",
            name="origin",
            field=models.CharField(choices=ORIGINS, max_length=20),
        ),
    ]
