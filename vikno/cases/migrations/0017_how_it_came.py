"""How an application came, where not by hand."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0016_second_lock_of_workflow'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='intake_facts',
            field=models.JSONField(blank=True, default=dict, help_text='of the channel: see rules.ARRIVAL_FACTS'),
        ),
        migrations.AlterField(
            model_name='case',
            name='intake_channel',
            field=models.CharField(choices=[('person', 'особисто'), ('representative', 'через представника'), ('post', 'поштою'), ('email', 'електронною поштою або копією з Дії'), ('home_visit', 'вдома')], default='person', max_length=20),
        ),
    ]
