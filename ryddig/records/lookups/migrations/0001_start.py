import django.db.models.deletion
import ryddig.records.accounts.created_together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_never_demo'),
        ('accounts', '__first__'),
        ('contracts', '0002_append_only'),
    ]

    operations = [
        ryddig.records.accounts.created_together.CreatedTogether(
            operations=[
                migrations.CreateModel(
                    name='FeedCursor',
                    fields=[
                        ('source', models.CharField(max_length=30, primary_key=True, serialize=False)),
                        ('position', models.CharField(blank=True, max_length=100)),
                        ('answered_at', models.DateTimeField(null=True)),
                        ('tried_at', models.DateTimeField(null=True)),
                        ('failures', models.PositiveIntegerField(default=0)),
                        ('failed_since', models.DateTimeField(null=True)),
                        ('failure', models.JSONField(default=dict)),
                        ('round_on', models.DateField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='RegisterCase',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('codes', models.JSONField(default=list)),
                        ('basis', models.JSONField(default=dict)),
                        ('why', models.TextField(blank=True)),
                        ('state', models.CharField(choices=[('draft', 'waiting to be sent'), ('sent', 'sent'), ('pending', 'waiting for consent'), ('granted', 'consent given'), ('harvested', 'answered'), ('denied', 'consent refused'), ('expired', 'expired'), ('revoked', 'consent withdrawn'), ('failed', 'stopped'), ('paper', 'asked for the paper instead')], default='draft', max_length=10)),
                        ('accreditation', models.CharField(blank=True, max_length=100)),
                        ('opened_on', models.DateField()),
                        ('sent_on', models.DateField(null=True)),
                        ('valid_to', models.DateField(null=True)),
                        ('reminded_on', models.JSONField(default=list)),
                        ('retry_on', models.DateField(null=True)),
                        ('remind_at', models.DateTimeField(null=True)),
                        ('end_at', models.DateTimeField(null=True)),
                        ('tried_at', models.DateTimeField(null=True)),
                        ('ended_on', models.DateField(null=True)),
                        ('failure', models.JSONField(default=dict)),
                        ('contract', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='register_cases', to='contracts.contract')),
                        ('opened_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='register_cases', to='contracts.supplier')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['state', 'id'], name='register_case_by_state')],
                    },
                ),
                migrations.CreateModel(
                    name='Signal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=60)),
                        ('severity', models.CharField(max_length=10)),
                        ('rank', models.PositiveSmallIntegerField()),
                        ('code', models.CharField(blank=True, max_length=20)),
                        ('standing', models.BooleanField(default=True)),
                        ('mark', models.CharField(max_length=64)),
                        ('text', models.TextField()),
                        ('params', models.JSONField(default=dict)),
                        ('because', models.JSONField(default=list)),
                        ('facts', models.JSONField(default=dict)),
                        ('before', models.TextField(blank=True)),
                        ('after', models.TextField(blank=True)),
                        ('since', models.DateField(null=True)),
                        ('lawbook_version', models.CharField(max_length=32)),
                        ('state', models.CharField(choices=[('open', 'open'), ('answered', 'answered'), ('cleared', 'cleared')], default='open', max_length=10)),
                        ('opened_on', models.DateField()),
                        ('cleared_on', models.DateField(null=True)),
                        ('contract', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('supplier', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='contracts.supplier')),
                        ('earlier', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lookups.snapshot')),
                        ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='lookups.snapshot')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['supplier', 'state', '-rank'], name='signal_of_supplier'), models.Index(fields=['organisation', 'state', '-rank', 'id'], name='signal_by_rank')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(models.Q(('state', 'cleared'), _negated=True), ('contract__isnull', True)), fields=('supplier', 'kind', 'mark'), name='signal_of_firm_once'), models.UniqueConstraint(condition=models.Q(models.Q(('state', 'cleared'), _negated=True), ('contract__isnull', False)), fields=('contract', 'supplier', 'kind', 'mark'), name='signal_of_contract_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SignalAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('done', models.CharField(choices=[('looked_into', 'looked into'), ('asked_supplier', 'the supplier was asked'), ('control_planned', 'a control is planned'), ('contract_stopped', 'the contract is stopped'), ('not_relevant', 'of no importance here')], max_length=20)),
                        ('reason', models.TextField()),
                        ('on', models.DateField()),
                        ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('signal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='lookups.signal')),
                    ],
                    options={
                        'ordering': ['-id'],
                    },
                ),
                migrations.CreateModel(
                    name='Snapshot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.CharField(max_length=30)),
                        ('subject', models.CharField(max_length=9)),
                        ('asked_at', models.DateTimeField()),
                        ('answered_at', models.DateTimeField()),
                        ('state', models.CharField(choices=[('found', 'found'), ('deleted', 'deleted'), ('not_found', 'not found')], default='found', max_length=10)),
                        ('sha256', models.CharField(max_length=64)),
                        ('content', models.JSONField(default=dict)),
                        ('facts', models.JSONField(default=dict)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['organisation', 'subject', 'source', '-id'], name='snapshot_newest')],
                    },
                ),
                migrations.CreateModel(
                    name='RegisterCaseAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60)),
                        ('answered_on', models.DateField()),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='lookups.registercase')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('snapshot', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lookups.snapshot')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('case', 'code'), name='case_answer_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Lookup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.CharField(max_length=30)),
                        ('subject', models.CharField(max_length=9)),
                        ('answered_at', models.DateTimeField(null=True)),
                        ('tried_at', models.DateTimeField(null=True)),
                        ('due_at', models.DateTimeField(null=True)),
                        ('failures', models.PositiveIntegerField(default=0)),
                        ('failed_since', models.DateTimeField(null=True)),
                        ('failure', models.JSONField(default=dict)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('newest', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lookups.snapshot')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['source', 'subject'], name='lookup_of_any_buyer')],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'source', 'subject'), name='one_lookup_of_a_number')],
                    },
                ),
                migrations.CreateModel(
                    name='SnapshotPersons',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('content', models.JSONField(default=dict)),
                        ('keep_until', models.DateField()),
                        ('shredded_on', models.DateField(null=True)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('snapshot', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='persons', to='lookups.snapshot')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['shredded_on', 'keep_until'], name='persons_to_shred')],
                    },
                ),
                migrations.CreateModel(
                    name='Ask',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('firm', 'about a firm'), ('name', 'which firm a name is')], default='firm', max_length=10)),
                        ('sources', models.JSONField(default=list)),
                        ('words', models.JSONField(default=dict)),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'stopped')], default='waiting', max_length=10)),
                        ('asked_on', models.DateField()),
                        ('asked_at', models.DateTimeField(auto_now_add=True)),
                        ('done_at', models.DateTimeField(null=True)),
                        ('result', models.JSONField(default=dict)),
                        ('failure', models.JSONField(default=dict)),
                        ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='contracts.supplier')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['state', 'id'], name='ask_by_state')],
                    },
                ),
            ],
        ),
    ]
