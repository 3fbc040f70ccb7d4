"""A bill is one more kind of printed form."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_act_on_differences'),
    ]

    operations = [
        migrations.AlterField(
            model_name='generateddocument',
            name='kind',
            field=models.CharField(choices=[('inventory', 'опис вхідного пакета документів'), ('progress_sheet', 'лист про проходження справи'), ('manifest', 'реєстр передачі'), ('journal', 'журнал реєстрації'), ('discrepancy', 'акт про розбіжності'), ('bill', 'рахунок на оплату'), ('notice', 'повідомлення')], max_length=30),
        ),
    ]
