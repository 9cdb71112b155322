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
        ('followup', '0006_effect_append_only'),
    ]

    operations = [
        ryddig.records.accounts.created_together.CreatedTogether(
            operations=[
                migrations.CreateModel(
                    name='ChangeEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('option', 'option used'), ('price', 'price'), ('scope', 'scope'), ('time', 'time'), ('people', 'people'), ('other', 'other')], max_length=10)),
                        ('what', models.TextField()),
                        ('reason', models.TextField(blank=True)),
                        ('raised_by', models.CharField(choices=[('buyer', 'buyer'), ('supplier', 'supplier')], max_length=10)),
                        ('price_ore', models.BigIntegerField(null=True)),
                        ('days', models.IntegerField(null=True)),
                        ('sustainability', models.CharField(blank=True, max_length=500)),
                        ('within', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'not assessed')], default='unknown', max_length=10)),
                        ('within_why', models.CharField(blank=True, max_length=500)),
                        ('state', models.CharField(choices=[('proposed', 'proposed'), ('agreed', 'agreed'), ('rejected', 'rejected')], default='proposed', max_length=10)),
                        ('on', models.DateField()),
                        ('decided_on', models.DateField(null=True)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='contracts.contract')),
                        ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Evaluation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reached', models.CharField(choices=[('yes', 'yes'), ('partly', 'partly'), ('no', 'no')], max_length=10)),
                        ('went_well', models.TextField(blank=True)),
                        ('went_badly', models.TextField(blank=True)),
                        ('next_time', models.TextField(blank=True)),
                        ('on', models.DateField()),
                        ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evaluations', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Expectation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('side', models.CharField(choices=[('buyer', 'buyer'), ('supplier', 'supplier')], max_length=10)),
                        ('text', models.TextField()),
                        ('on', models.DateField()),
                        ('withdrawn_on', models.DateField(null=True)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expectations', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('supplier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='contracts.supplier')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Meeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('start', 'start-up meeting'), ('status', 'status meeting'), ('closing', 'closing meeting')], max_length=10)),
                        ('on', models.DateField()),
                        ('place', models.CharField(blank=True, max_length=200)),
                        ('state', models.CharField(choices=[('planned', 'planned'), ('held', 'held'), ('cancelled', 'cancelled')], default='planned', max_length=10)),
                        ('present', models.CharField(blank=True, max_length=1000)),
                        ('keep_until', models.DateField()),
                        ('shredded_on', models.DateField(null=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('plan_item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='followup.planitem')),
                        ('planned_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['contract', '-on', '-id'], name='meeting_newest'), models.Index(fields=['shredded_on', 'keep_until'], name='meeting_to_shred')],
                    },
                ),
                migrations.CreateModel(
                    name='MeetingDecision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField()),
                        ('side', models.CharField(choices=[('buyer', 'buyer'), ('supplier', 'supplier')], max_length=10)),
                        ('owner', models.CharField(blank=True, max_length=120)),
                        ('due_on', models.DateField(null=True)),
                        ('state', models.CharField(choices=[('open', 'open'), ('done', 'done'), ('dropped', 'dropped')], default='open', max_length=10)),
                        ('closed_on', models.DateField(null=True)),
                        ('closed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meeting_decisions', to='contracts.contract')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='dialogue.meeting')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['organisation', 'state', 'due_on', 'id'], name='decision_by_due')],
                    },
                ),
                migrations.CreateModel(
                    name='MeetingPoint',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('kind', models.CharField(choices=[('open', 'open item'), ('question', 'question'), ('own', 'own point')], max_length=10)),
                        ('source', models.CharField(max_length=120)),
                        ('text', models.TextField(blank=True)),
                        ('params', models.JSONField(default=dict)),
                        ('note', models.TextField(blank=True)),
                        ('meeting', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='points', to='dialogue.meeting')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('meeting', 'source'), name='point_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TimeEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('activity', models.CharField(choices=[('meeting', 'meeting and dialogue'), ('self_report', 'self-report'), ('document_review', 'document review'), ('pay_control', 'pay control'), ('on_site_control', 'on-site control'), ('deviation', 'deviations and letters'), ('plan', 'planning and reporting'), ('other', 'other')], max_length=20)),
                        ('minutes', models.PositiveIntegerField()),
                        ('on', models.DateField()),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='time_spent', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='TrustPulse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('side', models.CharField(choices=[('buyer', 'buyer'), ('supplier', 'supplier')], max_length=10)),
                        ('on', models.DateField()),
                        ('honesty', models.PositiveSmallIntegerField()),
                        ('integrity', models.PositiveSmallIntegerField()),
                        ('courage', models.PositiveSmallIntegerField()),
                        ('presence', models.PositiveSmallIntegerField()),
                        ('goodwill', models.PositiveSmallIntegerField()),
                        ('key', models.CharField(max_length=64)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pulses', to='contracts.contract')),
                        ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='pulses', to='dialogue.meeting')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('contract', 'key'), name='pulse_once'), models.CheckConstraint(condition=models.Q(('honesty__gte', 1), ('honesty__lte', 5)), name='pulse_honesty'), models.CheckConstraint(condition=models.Q(('integrity__gte', 1), ('integrity__lte', 5)), name='pulse_integrity'), models.CheckConstraint(condition=models.Q(('courage__gte', 1), ('courage__lte', 5)), name='pulse_courage'), models.CheckConstraint(condition=models.Q(('presence__gte', 1), ('presence__lte', 5)), name='pulse_presence'), models.CheckConstraint(condition=models.Q(('goodwill__gte', 1), ('goodwill__lte', 5)), name='pulse_goodwill')],
                    },
                ),
            ],
        ),
    ]
