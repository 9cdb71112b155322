import django.db.models.deletion
import ryddig.records.accounts.created_together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_never_demo'),
        ('accounts', '__first__'),
        ('contracts', '0002_append_only'),
        ('evidence', '0001_start'),
        ('followup', '0002_append_only'),
    ]

    operations = [
        ryddig.records.accounts.created_together.CreatedTogether(
            operations=[
                migrations.CreateModel(
                    name='PayControl',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('first', models.DateField()),
                        ('last', models.DateField()),
                        ('firm', models.JSONField(default=dict)),
                        ('state', models.CharField(choices=[('draft', 'not started'), ('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'stopped')], default='draft', max_length=10)),
                        ('attempt', models.PositiveIntegerField(default=0)),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('progress', models.JSONField(default=dict)),
                        ('failure', models.JSONField(default=dict)),
                        ('opened_on', models.DateField()),
                        ('asked_at', models.DateTimeField(null=True)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pay_controls', to='contracts.contract')),
                        ('opened_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['state', 'id'], name='pay_control_by_state')],
                    },
                ),
                migrations.CreateModel(
                    name='PayControlFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reading', models.JSONField(default=dict)),
                        ('control', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='followup.paycontrol')),
                        ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='evidence.evidence')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('control', 'evidence'), name='pay_file_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PayFinding',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('check_id', models.CharField(max_length=10)),
                        ('check_version', models.PositiveSmallIntegerField()),
                        ('worker', models.CharField(blank=True, max_length=40)),
                        ('first', models.DateField()),
                        ('last', models.DateField()),
                        ('outcome', models.CharField(max_length=20)),
                        ('shortfall_ore', models.BigIntegerField(default=0)),
                        ('in_question_ore', models.BigIntegerField(default=0)),
                        ('unit', models.CharField(max_length=20)),
                        ('exact', models.JSONField(default=dict)),
                        ('why', models.CharField(blank=True, max_length=60)),
                        ('arithmetic', models.TextField(blank=True)),
                        ('rules', models.JSONField(default=list)),
                        ('places', models.JSONField(default=list)),
                        ('key', models.CharField(max_length=64)),
                        ('mark', models.CharField(max_length=64)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='followup.payrun')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['run', 'worker', 'number'], name='pay_finding_by_worker')],
                        'constraints': [models.UniqueConstraint(fields=('run', 'number'), name='pay_finding_number_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PayDecision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=64)),
                        ('mark', models.CharField(max_length=64)),
                        ('choice', models.CharField(choices=[('confirm', 'confirmed'), ('ask', 'ask the supplier'), ('dismiss', 'dismissed'), ('open', 'not decided')], max_length=10)),
                        ('reason', models.TextField(blank=True)),
                        ('on', models.DateField()),
                        ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('control', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='followup.paycontrol')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('finding', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='followup.payfinding')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['control', 'mark', '-id'], name='pay_decision_newest')],
                    },
                ),
                migrations.CreateModel(
                    name='PayRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField()),
                        ('attempt', models.PositiveIntegerField()),
                        ('on', models.DateField()),
                        ('lawbook_version', models.CharField(max_length=32)),
                        ('first', models.DateField()),
                        ('last', models.DateField()),
                        ('firm', models.JSONField()),
                        ('files', models.JSONField(default=list)),
                        ('coverage', models.JSONField(default=list)),
                        ('sums', models.JSONField(default=dict)),
                        ('counts', models.JSONField(default=dict)),
                        ('found', models.PositiveIntegerField()),
                        ('stored', models.PositiveIntegerField()),
                        ('reports', models.JSONField(default=dict)),
                        ('control', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='followup.paycontrol')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('control', 'version'), name='pay_run_version_once'), models.UniqueConstraint(fields=('control', 'attempt'), name='pay_run_attempt_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PayWorkerSum',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('worker', models.CharField(blank=True, max_length=40)),
                        ('wage_ore', models.BigIntegerField(default=0)),
                        ('holiday_pay_ore', models.BigIntegerField(default=0)),
                        ('pension_ore', models.BigIntegerField(default=0)),
                        ('in_question_ore', models.BigIntegerField(default=0)),
                        ('breaches', models.PositiveIntegerField(default=0)),
                        ('questions', models.PositiveIntegerField(default=0)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='workers', to='followup.payrun')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['run', 'worker'], name='pay_worker_in_run')],
                        'constraints': [models.UniqueConstraint(fields=('run', 'number'), name='pay_worker_number_once')],
                    },
                ),
            ],
        ),
    ]
