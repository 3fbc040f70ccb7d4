"""Blanks, reconciliations and losses have papers of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0008_first_print'),
    ]

    operations = [
        migrations.AlterField(
            model_name='generateddocument',
            name='kind',
            field=models.CharField(choices=[('inventory', 'опис вхідного пакета документів'), ('progress_sheet', 'лист про проходження справи'), ('manifest', 'реєстр передачі'), ('journal', 'журнал реєстрації'), ('discrepancy', 'акт про розбіжності'), ('bill', 'рахунок на оплату'), ('notice', 'повідомлення'), ('receipt', 'розписка про прийняття'), ('payment_receipt', 'квитанція про сплату'), ('card', 'картка справи'), ('day_list', 'перелік справ за день'), ('destruction_act', 'акт про знищення'), ('blanks_report', 'звіт про бланки'), ('decision_notice', 'повідомлення про рішення'), ('visit', "пам'ятка візиту"), ('blanks', 'документ обліку бланків'), ('reconciliation', 'звірка документів у точці'), ('loss', 'акт про втрату документів')], max_length=30),
        ),
    ]
