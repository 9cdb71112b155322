import django.db.models.deletion
import ryddig.records.accounts.created_together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_start'),
        ('accounts', '__first__'),
        ('contracts', '0001_start'),
    ]

    operations = [
        ryddig.records.accounts.created_together.CreatedTogether(
            operations=[
                migrations.CreateModel(
                    name='ScreeningRecord',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField()),
                        ('on', models.DateField()),
                        ('lawbook_version', models.CharField(max_length=32)),
                        ('facts', models.JSONField()),
                        ('decision', models.JSONField()),
                        ('difference', models.JSONField(default=list)),
                        ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='screenings', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('contract', 'version'), name='screening_version_once')],
                    },
                ),
                migrations.CreateModel(
                    name='RiskOverride',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('level', models.CharField(blank=True, max_length=12)),
                        ('step', models.CharField(blank=True, max_length=30)),
                        ('reason', models.TextField()),
                        ('withdrawn', models.BooleanField(default=False)),
                        ('on', models.DateField()),
                        ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('screening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='followup.screeningrecord')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ContractDuty',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('rule', models.CharField(max_length=80)),
                        ('theme', models.CharField(max_length=40)),
                        ('owed_by', models.JSONField(default=list)),
                        ('outcome', models.CharField(choices=[('applies', 'applies'), ('does_not_apply', 'does_not_apply'), ('unknown', 'unknown')], max_length=20)),
                        ('may_sanction', models.BooleanField(default=False)),
                        ('also_if', models.CharField(blank=True, max_length=10)),
                        ('because', models.JSONField(default=list)),
                        ('in_contract', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'not answered')], default='unknown', max_length=10)),
                        ('note', models.TextField(blank=True)),
                        ('answered_on', models.DateField(null=True)),
                        ('answered_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['organisation', 'rule', 'outcome', 'contract'], name='duty_by_rule')],
                        'constraints': [models.UniqueConstraint(fields=('contract', 'rule'), name='duty_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PlanItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=30)),
                        ('number', models.PositiveSmallIntegerField(default=1)),
                        ('due_on', models.DateField()),
                        ('state', models.CharField(choices=[('planned', 'planned'), ('done', 'done'), ('cancelled', 'cancelled')], default='planned', max_length=10)),
                        ('because', models.JSONField(default=list)),
                        ('done_on', models.DateField(null=True)),
                        ('hours', models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                        ('note', models.TextField(blank=True)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_items', to='contracts.contract')),
                        ('done_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.unit')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['organisation', 'state', 'due_on', 'id'], name='plan_by_due')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'done'), _negated=True), fields=('contract', 'kind', 'number'), name='one_open_of_a_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='QualityFinding',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60)),
                        ('text', models.TextField()),
                        ('params', models.JSONField(default=dict)),
                        ('facts', models.JSONField(default=list)),
                        ('state', models.CharField(choices=[('open', 'open'), ('mended', 'mended'), ('closed', 'closed')], default='open', max_length=10)),
                        ('reason', models.TextField(blank=True)),
                        ('found_on', models.DateField()),
                        ('closed_on', models.DateField(null=True)),
                        ('closed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['organisation', 'state', 'code', 'contract'], name='finding_by_code')],
                    },
                ),
                migrations.CreateModel(
                    name='QuarterPlan',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField()),
                        ('quarter', models.PositiveSmallIntegerField()),
                        ('hours', models.DecimalField(decimal_places=1, max_digits=7)),
                        ('hours_per_kind', models.JSONField(default=dict)),
                        ('chosen', models.JSONField(default=list)),
                        ('left_out', models.JSONField(default=list)),
                        ('figures', models.JSONField(default=dict)),
                        ('on', models.DateField()),
                        ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.unit')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['organisation', 'year', 'quarter', '-id'], name='quarter_newest')],
                    },
                ),
            ],
        ),
    ]
