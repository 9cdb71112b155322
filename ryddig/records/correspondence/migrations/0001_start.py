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
    ]

    operations = [
        ryddig.records.accounts.created_together.CreatedTogether(
            operations=[
                migrations.CreateModel(
                    name='SupplierContact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(blank=True, max_length=120)),
                        ('email', models.EmailField(blank=True, max_length=254)),
                        ('language', models.CharField(choices=[('nb', 'Bokmål'), ('nn', 'Nynorsk'), ('en', 'English'), ('pl', 'Polski'), ('lt', 'Lietuvių')], default='nb', max_length=2)),
                        ('keep_until', models.DateField()),
                        ('shredded_on', models.DateField(null=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='contracts.supplier')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['shredded_on', 'keep_until'], name='contact_to_shred')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('shredded_on__isnull', True)), fields=('contract', 'supplier', 'email'), name='contact_address_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Mail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=60)),
                        ('key', models.CharField(max_length=200)),
                        ('params', models.JSONField(default=dict)),
                        ('note', models.TextField(blank=True)),
                        ('link_until', models.DateField(null=True)),
                        ('language', models.CharField(choices=[('nb', 'Bokmål'), ('nn', 'Nynorsk'), ('en', 'English'), ('pl', 'Polski'), ('lt', 'Lietuvių')], max_length=2)),
                        ('message_id', models.CharField(max_length=120)),
                        ('state', models.CharField(choices=[('queued', 'waiting to be sent'), ('sending', 'being sent'), ('sent', 'sent'), ('failed', 'failed, is tried again'), ('given_up', 'could not be sent'), ('withdrawn', 'withdrawn before it was sent')], default='queued', max_length=10)),
                        ('queued_at', models.DateTimeField()),
                        ('tries', models.PositiveSmallIntegerField(default=0)),
                        ('tried_at', models.DateTimeField(null=True)),
                        ('next_try_at', models.DateTimeField(null=True)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('sent_to', models.EmailField(blank=True, max_length=254)),
                        ('subject', models.CharField(blank=True, max_length=300)),
                        ('body', models.TextField(blank=True)),
                        ('failure', models.JSONField(default=dict)),
                        ('contract', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('supplier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.supplier')),
                        ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='correspondence.suppliercontact')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['state', 'next_try_at'], name='mail_due'), models.Index(fields=['organisation', '-id'], name='mail_newest')],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'key'), name='mail_key_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SupplierLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('token_hash', models.CharField(max_length=64, unique=True)),
                        ('made_at', models.DateTimeField()),
                        ('expires_on', models.DateField()),
                        ('first_used_at', models.DateTimeField(null=True)),
                        ('last_used_at', models.DateTimeField(null=True)),
                        ('revoked_at', models.DateTimeField(null=True)),
                        ('revoked_why', models.CharField(blank=True, choices=[('withdrawn', 'withdrawn by the buyer'), ('not_sent', 'the mail was not delivered'), ('removed', 'the contact is removed')], max_length=10)),
                        ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='correspondence.suppliercontact')),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='portal_links', to='contracts.contract')),
                        ('mail', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='correspondence.mail')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.supplier')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['contact', 'revoked_at'], name='link_of_contact')],
                    },
                ),
                migrations.CreateModel(
                    name='Subscription',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('calendar_hash', models.CharField(max_length=64, null=True, unique=True)),
                        ('calendar_made_on', models.DateField(null=True)),
                        ('calendar_used_at', models.DateTimeField(null=True)),
                        ('digest', models.BooleanField(default=True)),
                        ('digested_on', models.DateField(null=True)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'user'), name='subscription_once')],
                    },
                ),
            ],
        ),
    ]
