import django.db.models.deletion
import ryddig.records.accounts.created_together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_never_demo'),
        ('accounts', '__first__'),
        ('contracts', '0002_append_only'),
        ('evidence', '0003_received_from_supplier'),
    ]

    operations = [
        ryddig.records.accounts.created_together.CreatedTogether(
            operations=[
                migrations.CreateModel(
                    name='ArchiveMessage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('key', models.CharField(max_length=80)),
                        ('content', models.CharField(max_length=64)),
                        ('title', models.CharField(max_length=300)),
                        ('documents', models.JSONField()),
                        ('case_number', models.CharField(blank=True, max_length=20)),
                        ('access_code', models.CharField(blank=True, max_length=20)),
                        ('legal_base', models.CharField(blank=True, max_length=255)),
                        ('on', models.DateField()),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='archive_messages', to='contracts.contract')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('package', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='evidence.evidence')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('contract', 'number'), name='archive_message_once'), models.UniqueConstraint(fields=('contract', 'content'), name='archive_content_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ArchiveAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('case_number', models.CharField(blank=True, max_length=20)),
                        ('record_number', models.CharField(blank=True, max_length=20)),
                        ('existing', models.BooleanField(default=False)),
                        ('failed', models.TextField(blank=True)),
                        ('by_hand', models.BooleanField(default=False)),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                        ('on', models.DateField()),
                        ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                        ('message', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='evidence.archivemessage')),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('message', 'number'), name='archive_answer_once')],
                    },
                ),
            ],
        ),
    ]
