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
        ('correspondence', '0001_start'),
        ('evidence', '0005_archive_append_only'),
        ('followup', '0006_effect_append_only'),
    ]

    operations = [
        ryddig.records.accounts.created_together.CreatedTogether(
            operations=[
                migrations.CreateModel(
                    name='SelfReportRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('questionnaire', models.CharField(max_length=80)),
                        ('version', models.PositiveIntegerField()),
                        ('state', models.CharField(choices=[('planned', 'to be sent'), ('sent', 'sent'), ('delivered', 'delivered'), ('closed', 'closed'), ('withdrawn', 'withdrawn')], default='planned', max_length=10)),
                        ('send_on', models.DateField()),
                        ('due_on', models.DateField()),
                        ('remind_on', models.JSONField(default=list)),
                        ('because', models.JSONField(default=list)),
                        ('may_reuse', models.BooleanField(default=False)),
                        ('asked_on', models.DateField()),
                        ('sent_on', models.DateField(null=True)),
                        ('delivered_on', models.DateField(null=True)),
                        ('late_on', models.DateField(null=True)),
                        ('closed_on', models.DateField(null=True)),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contact', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='correspondence.suppliercontact')),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='self_reports', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='self_reports', to='contracts.supplier')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['state', 'due_on'], name='self_report_by_due')],
                        'constraints': [models.UniqueConstraint(fields=('contract', 'number'), name='self_report_number_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['planned', 'sent'])), fields=('contract', 'supplier', 'questionnaire'), name='self_report_open_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SelfReportOutcome',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('points', models.JSONField()),
                        ('note', models.TextField(blank=True)),
                        ('on', models.DateField()),
                        ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='selfreports.selfreportrequest')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SelfReportFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('question', models.CharField(max_length=80)),
                        ('evidence', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='self_report_file', to='evidence.evidence')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='selfreports.selfreportrequest')),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='SelfReportDraft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('answers', models.JSONField(default=dict)),
                        ('prefilled', models.JSONField(default=dict)),
                        ('number', models.PositiveIntegerField(default=1)),
                        ('saved_at', models.DateTimeField()),
                        ('saved_by_link', models.BigIntegerField(null=True)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='selfreports.selfreportrequest')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SelfReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('questionnaire', models.CharField(max_length=80)),
                        ('version', models.PositiveIntegerField()),
                        ('answers', models.JSONField()),
                        ('confirmed', models.JSONField(default=list)),
                        ('sha256', models.CharField(max_length=64)),
                        ('lawbook_version', models.CharField(max_length=64)),
                        ('language', models.CharField(max_length=2)),
                        ('delivered_on', models.DateField()),
                        ('delivered_at', models.DateTimeField(auto_now_add=True)),
                        ('delivered_by_link', models.BigIntegerField()),
                        ('expires_on', models.DateField()),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='report', to='selfreports.selfreportrequest')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SelfReportWeighing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('late', models.BooleanField()),
                        ('meaning', models.JSONField()),
                        ('difference', models.JSONField()),
                        ('proposals', models.JSONField(default=list)),
                        ('terms', models.JSONField(null=True)),
                        ('lawbook_version', models.CharField(max_length=64)),
                        ('on', models.DateField()),
                        ('after', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='followup.screeningrecord')),
                        ('before', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='followup.screeningrecord')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weighings', to='selfreports.selfreportrequest')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('request', 'late'), name='self_report_weighed_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SelfReportPersons',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('answers', models.JSONField(default=dict)),
                        ('keep_until', models.DateField()),
                        ('shredded_on', models.DateField(null=True)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('report', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='persons', to='selfreports.selfreport')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['shredded_on', 'keep_until'], name='report_persons_to_shred')],
                    },
                ),
                migrations.CreateModel(
                    name='SelfReportReader',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('first_at', models.DateTimeField(auto_now_add=True)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readers', to='selfreports.selfreport')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('report', 'user'), name='self_report_reader_once')],
                    },
                ),
            ],
        ),
    ]
