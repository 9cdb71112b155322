import django.db.models.deletion
import ryddig.records.accounts.created_together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0003_external_auditor'),
        ('accounts', '__first__'),
        ('contracts', '0002_append_only'),
        ('evidence', '0005_archive_append_only'),
        ('followup', '0006_effect_append_only'),
    ]

    operations = [
        ryddig.records.accounts.created_together.CreatedTogether(
            operations=[
                migrations.CreateModel(
                    name='Visit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('place', models.CharField(max_length=300)),
                        ('announced', models.BooleanField()),
                        ('planned_on', models.DateField()),
                        ('alone_why', models.CharField(blank=True, max_length=500)),
                        ('points', models.JSONField(default=list)),
                        ('lawbook_version', models.CharField(max_length=32)),
                        ('state', models.CharField(choices=[('planned', 'planned'), ('open', 'under way'), ('closed', 'done'), ('cancelled', 'called off')], default='planned', max_length=10)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('opened_on', models.DateField(null=True)),
                        ('ended_on', models.DateField(null=True)),
                        ('cancelled_why', models.CharField(blank=True, max_length=500)),
                        ('personal_until', models.DateField()),
                        ('shredded_on', models.DateField(null=True)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='contracts.contract')),
                        ('ended_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('plan_item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='followup.planitem')),
                        ('planned_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['organisation', 'state', 'planned_on', 'id'], name='visit_by_day'), models.Index(fields=['shredded_on', 'personal_until'], name='visit_to_shred')],
                    },
                ),
                migrations.CreateModel(
                    name='VisitField',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=80)),
                        ('value', models.TextField(blank=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('device', models.CharField(max_length=40)),
                        ('serial', models.BigIntegerField()),
                        ('received_at', models.DateTimeField(auto_now=True)),
                        ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('visit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='visits.visit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('visit', 'key'), name='visit_field_once')],
                    },
                ),
                migrations.CreateModel(
                    name='VisitPhoto',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('mark', models.CharField(max_length=40)),
                        ('point', models.CharField(blank=True, max_length=10)),
                        ('caption', models.CharField(blank=True, max_length=500)),
                        ('kept_why', models.CharField(blank=True, max_length=500)),
                        ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('evidence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='evidence.evidence')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('visit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='visits.visit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('visit', 'mark'), name='visit_photo_once')],
                    },
                ),
                migrations.CreateModel(
                    name='VisitReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('facts', models.JSONField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('lawbook_version', models.CharField(max_length=32)),
                        ('on', models.DateField()),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('closed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('visit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='report', to='visits.visit')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
    ]
