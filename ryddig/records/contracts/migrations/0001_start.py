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
                    name='Contract',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('responsible_name', models.CharField(blank=True, max_length=1000)),
                        ('reference', models.CharField(blank=True, max_length=200)),
                        ('title', models.TextField()),
                        ('sector', models.CharField(choices=[('classic', 'classic'), ('utilities', 'utilities'), ('concession', 'concession'), ('defence', 'defence')], default='classic', max_length=12)),
                        ('kind', models.CharField(blank=True, choices=[('goods', 'goods'), ('services', 'services'), ('works', 'works')], max_length=10)),
                        ('cpv', models.JSONField(blank=True, default=list)),
                        ('category', models.CharField(blank=True, max_length=1000)),
                        ('value_ore', models.BigIntegerField(blank=True, null=True)),
                        ('value_is_shared', models.BooleanField(default=False)),
                        ('estimate_ore', models.BigIntegerField(blank=True, null=True)),
                        ('ceiling_ore', models.BigIntegerField(blank=True, null=True)),
                        ('awarded_ore', models.BigIntegerField(blank=True, null=True)),
                        ('called_off_ore', models.BigIntegerField(blank=True, null=True)),
                        ('last_call_off_on', models.DateField(blank=True, null=True)),
                        ('currency', models.CharField(default='NOK', max_length=3)),
                        ('announced_on', models.DateField(blank=True, null=True)),
                        ('invited_on', models.DateField(blank=True, null=True)),
                        ('signed_on', models.DateField(blank=True, null=True)),
                        ('starts_on', models.DateField(blank=True, null=True)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('duration_months', models.PositiveIntegerField(blank=True, null=True)),
                        ('framework', models.BooleanField(blank=True, null=True)),
                        ('county', models.CharField(blank=True, max_length=1000)),
                        ('trade_certificate_relevant', models.BooleanField(blank=True, null=True)),
                        ('apprentice_need', models.BooleanField(blank=True, null=True)),
                        ('tiers', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('max_tiers', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('aliases', models.JSONField(blank=True, default=list)),
                        ('fact_sources', models.JSONField(blank=True, default=dict)),
                        ('notices', models.JSONField(blank=True, default=list)),
                        ('import_notes', models.JSONField(blank=True, default=list)),
                        ('state', models.CharField(choices=[('running', 'running'), ('ended', 'ended'), ('cancelled', 'cancelled')], default='running', max_length=10)),
                        ('search_text', models.TextField(blank=True)),
                        ('title_key', models.CharField(blank=True, max_length=80)),
                        ('supplier_names', models.CharField(blank=True, max_length=600)),
                        ('last_day', models.DateField(blank=True, null=True)),
                        ('risk_level', models.CharField(choices=[('unassessed', 'not screened yet'), ('not_assessed', 'not assessed'), ('low', 'low'), ('medium', 'medium'), ('high', 'high')], default='unassessed', max_length=12)),
                        ('risk_rank', models.PositiveSmallIntegerField(default=0)),
                        ('risk_score', models.IntegerField(default=0)),
                        ('overruled', models.BooleanField(default=False)),
                        ('regime', models.CharField(blank=True, max_length=10)),
                        ('next_due_on', models.DateField(blank=True, null=True)),
                        ('next_due_kind', models.CharField(blank=True, max_length=30)),
                        ('screened_on', models.DateField(blank=True, null=True)),
                        ('screening_id', models.BigIntegerField(blank=True, null=True)),
                        ('controls_planned', models.PositiveSmallIntegerField(default=0)),
                        ('last_control_on', models.DateField(blank=True, null=True)),
                        ('quality_count', models.PositiveSmallIntegerField(default=0)),
                        ('open_questions', models.PositiveSmallIntegerField(default=0)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contracts', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='contracts', to='accounts.unit')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['organisation', 'state', 'risk_rank', 'id'], name='contract_by_risk'), models.Index(fields=['organisation', 'state', 'last_day', 'id'], name='contract_by_end'), models.Index(fields=['organisation', 'state', 'next_due_on', 'id'], name='contract_by_due'), models.Index(fields=['organisation', 'state', 'value_ore', 'id'], name='contract_by_value'), models.Index(fields=['organisation', 'state', 'title_key', 'id'], name='contract_by_title'), models.Index(fields=['organisation', 'unit', 'risk_level', 'state'], name='contract_by_unit')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('organisation', 'reference'), name='contract_reference_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ContractAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60)),
                        ('value', models.JSONField(null=True)),
                        ('on', models.DateField()),
                        ('source', models.CharField(default='person', max_length=40)),
                        ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'ordering': ['on', 'id'],
                    },
                ),
                migrations.CreateModel(
                    name='ContractOption',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('months', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('exercise_by', models.DateField(blank=True, null=True)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('used', models.BooleanField(blank=True, null=True)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'ordering': ['position'],
                        'constraints': [models.UniqueConstraint(fields=('contract', 'position'), name='option_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportBatch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file_name', models.CharField(max_length=255)),
                        ('sha256', models.CharField(max_length=64)),
                        ('format', models.CharField(max_length=20)),
                        ('rows', models.JSONField(default=list)),
                        ('report', models.JSONField(default=dict)),
                        ('state', models.CharField(choices=[('preview', 'preview'), ('stored', 'stored'), ('discarded', 'discarded')], default='preview', max_length=10)),
                        ('on', models.DateField()),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('stored_at', models.DateTimeField(null=True)),
                        ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.unit')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['organisation', 'state', '-id'], name='batch_newest')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportLayout',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('header_key', models.CharField(max_length=64)),
                        ('mapping', models.JSONField(default=dict)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'header_key'), name='layout_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Supplier',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=1000)),
                        ('orgnr', models.CharField(blank=True, max_length=9, null=True)),
                        ('match', models.CharField(choices=[('confirmed', 'confirmed'), ('proposed', 'proposed'), ('none', 'name only')], default='none', max_length=10)),
                        ('name_key', models.CharField(max_length=300)),
                        ('norwegian', models.BooleanField(blank=True, null=True)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='other_names', to='contracts.supplier')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['organisation', 'name_key'], name='supplier_by_name')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('orgnr__isnull', False)), fields=('organisation', 'orgnr'), name='supplier_number_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ContractSupplier',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(default='supplier', max_length=20)),
                        ('named', models.CharField(blank=True, max_length=1000)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supplier_links', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='contract_links', to='contracts.supplier')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('contract', 'supplier', 'role'), name='supplier_on_contract_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SupplierMatch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('likeness', models.PositiveSmallIntegerField()),
                        ('reasons', models.JSONField(default=list)),
                        ('state', models.CharField(choices=[('proposed', 'proposed'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='proposed', max_length=10)),
                        ('decided_on', models.DateField(null=True)),
                        ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.supplier')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='contracts.supplier')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'proposed')), fields=['organisation', 'id'], name='match_open')],
                        'constraints': [models.UniqueConstraint(fields=('supplier', 'candidate'), name='match_once')],
                    },
                ),
            ],
        ),
    ]
