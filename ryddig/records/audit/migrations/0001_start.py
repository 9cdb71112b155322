import django.core.serializers.json
import django.db.models.deletion
import ryddig.records.accounts.created_together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_start'),
        ('accounts', '__first__'),
    ]

    operations = [
        ryddig.records.accounts.created_together.CreatedTogether(
            operations=[
                migrations.CreateModel(
                    name='ChainHead',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveBigIntegerField(default=0)),
                        ('hash', models.CharField(blank=True, max_length=64)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('organisation',), name='one_chain_each')],
                    },
                ),
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveBigIntegerField()),
                        ('at', models.DateTimeField()),
                        ('type', models.CharField(max_length=60)),
                        ('subject_type', models.CharField(max_length=40)),
                        ('subject_id', models.BigIntegerField()),
                        ('on', models.DateField()),
                        ('because', models.JSONField(default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ('lawbook_version', models.CharField(blank=True, max_length=32)),
                        ('details', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ('previous_hash', models.CharField(max_length=64)),
                        ('hash', models.CharField(max_length=64)),
                        ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['organisation', 'subject_type', 'subject_id', 'number'], name='event_of_subject')],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'number'), name='event_number_once')],
                    },
                ),
            ],
        ),
    ]
