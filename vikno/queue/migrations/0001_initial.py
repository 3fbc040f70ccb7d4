"""The queue of a point: windows, tickets, calls, consultations."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0003_open_work'),
        ('territories', '0004_trigrams_without_a_queue'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=12, verbose_name='номер вікна')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('is_open', models.BooleanField(default=True, verbose_name='працює')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counters', to='network.point')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DayNumbers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('purpose', models.CharField(choices=[('consult', 'консультація'), ('submit', 'подати документи'), ('collect', 'забрати результат'), ('booked', 'за записом')], max_length=10)),
                ('last', models.PositiveSmallIntegerField(default=0)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.point')),
            ],
            options={
                'ordering': ['-day', 'purpose'],
            },
        ),
        migrations.CreateModel(
            name='PressureEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('conflict', 'конфлікт із відвідувачем'), ('threat', 'погрози'), ('crowd', 'забагато людей'), ('grief', 'важка розмова: втрата, горе'), ('tired', 'сильна втома'), ('conditions', 'спека, тіснота, темрява')], max_length=12, verbose_name='що сталося')),
                ('day', models.DateField()),
                ('happened_at', models.DateTimeField()),
                ('is_demo', models.BooleanField(default=False)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.point')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-happened_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PriorityClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('name', models.CharField(max_length=80, verbose_name='назва')),
                ('name_en', models.CharField(blank=True, max_length=80, verbose_name='назва англійською')),
                ('head_start_minutes', models.PositiveSmallIntegerField(verbose_name='ніби прийшли раніше на, хвилин')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('valid_from', models.DateField(verbose_name='діє з')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='діє до')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='підстава')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='QueueRuleRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='діє з')),
                ('longest_wait_minutes', models.PositiveSmallIntegerField(verbose_name='найдовше очікування, хвилин')),
                ('overdue_one_in', models.PositiveSmallIntegerField(verbose_name='кожен який виклик — тому, хто чекає найдовше')),
                ('booking_late_minutes', models.PositiveSmallIntegerField(verbose_name='запис чекає на запізнілого, хвилин')),
                ('booking_ahead_minutes', models.PositiveSmallIntegerField(verbose_name='запис випереджає живу чергу, хвилин')),
                ('cap_minutes', models.PositiveSmallIntegerField(verbose_name='незакритий візит рахувати не довшим, хвилин')),
                ('pause_after_minutes', models.PositiveSmallIntegerField(verbose_name='радити паузу після, хвилин')),
                ('pause_minutes', models.PositiveSmallIntegerField(verbose_name='тривалість паузи, хвилин')),
                ('pressure_entries', models.PositiveSmallIntegerField(verbose_name='радити паузу після стількох записів про напруження')),
                ('pressure_window_minutes', models.PositiveSmallIntegerField(verbose_name='за скільки хвилин їх рахувати')),
                ('source', models.CharField(max_length=200, verbose_name='підстава')),
                ('is_confirmed', models.BooleanField(default=False)),
                ('recorded_at', models.DateTimeField()),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(help_text='None: every point', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.point')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-valid_from', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='QueueService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='назва черги')),
                ('lane', models.SlugField(blank=True, help_text='"": the ordinary one; "surge"', max_length=20, verbose_name='лінія')),
                ('one_in', models.PositiveSmallIntegerField(default=1, help_text='1: no limit', verbose_name='у спільному вікні не частіше, ніж кожен який виклик')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('is_open', models.BooleanField(default=True, verbose_name='працює')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='queue_services', to='network.point')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CounterService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='serves', to='queue.counter')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='served_at', to='queue.queueservice')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('is_capped', models.BooleanField(default=False, help_text='nobody ended it; the closing of the day did')),
                ('counter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='queue.counter')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-began_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('break', 'перерва'), ('pressure', 'перепочинок після напруження'), ('papers', 'робота з паперами'), ('trouble', 'технічна причина'), ('alert', 'повітряна тривога')], max_length=10)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('shift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='queue.shift')),
            ],
            options={
                'ordering': ['-began_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('day', models.DateField()),
                ('purpose', models.CharField(choices=[('consult', 'консультація'), ('submit', 'подати документи'), ('collect', 'забрати результат'), ('booked', 'за записом')], max_length=10)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'чекає'), ('called', 'викликано'), ('serving', 'обслуговують'), ('postponed', 'відкладено'), ('done', 'завершено'), ('no_show', "не з'явився"), ('abandoned', 'пішов, не дочекавшись')], default='waiting', max_length=10)),
                ('issued_by', models.CharField(choices=[('reception', 'рецепція'), ('kiosk', 'кіоск'), ('phone', 'телефон'), ('qr', 'QR-код'), ('window', 'біля вікна, без талона')], default='reception', max_length=10)),
                ('arrived_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('waits_since', models.DateTimeField()),
                ('turn_at', models.DateTimeField()),
                ('queued_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('booked_for', models.DateTimeField(blank=True, null=True)),
                ('booking_key', models.UUIDField(blank=True, null=True)),
                ('is_late', models.BooleanField(default=False, help_text='a booking missed by more than the allowed minutes')),
                ('is_capped', models.BooleanField(default=False, help_text='nobody closed it; the closing of the day did')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name='примітка')),
                ('phone', models.CharField(blank=True, help_text='E.164, for one message; wiped with the note', max_length=16)),
                ('is_demo', models.BooleanField(default=False)),
                ('counter', models.ForeignKey(help_text='where it stands now', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queue.counter')),
                ('for_counter', models.ForeignKey(help_text='only this one', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queue.counter')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='network.point')),
                ('priority', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queue.priorityclass')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='queue.queueservice')),
            ],
            options={
                'ordering': ['day', 'purpose', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('press', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('topic', models.SlugField(max_length=40, verbose_name='тема')),
                ('channel', models.CharField(choices=[('in_person', 'особисто'), ('phone', 'телефоном'), ('message', 'повідомленням')], max_length=10, verbose_name='канал')),
                ('day', models.DateField()),
                ('happened_at', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='network.point')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='queue.ticket')),
            ],
            options={
                'ordering': ['-happened_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('press', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('turn', models.CharField(choices=[('order', 'за чергою'), ('priority', 'за пільгою'), ('booked', 'за записом'), ('overdue', 'чекає задовго'), ('alone', 'інших немає'), ('chosen', 'покликано за номером')], max_length=10)),
                ('lane', models.SlugField(blank=True, max_length=20)),
                ('queued_at', models.DateTimeField(help_text='from when this wait is counted')),
                ('called_at', models.DateTimeField()),
                ('last_called_at', models.DateTimeField(help_text='grows with every recall')),
                ('times', models.PositiveSmallIntegerField(default=1)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, help_text='the move that ended it', max_length=10)),
                ('is_start_assumed', models.BooleanField(default=False, help_text='«почати» was not pressed: counted from the call')),
                ('is_capped', models.BooleanField(default=False)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.point')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('counter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='queue.counter')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='queue.ticket')),
            ],
            options={
                'ordering': ['-called_at', '-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.UniqueConstraint(models.F('point'), models.F('name'), name='counter_once_at_a_point'),
        ),
        migrations.AddConstraint(
            model_name='daynumbers',
            constraint=models.UniqueConstraint(models.F('point'), models.F('day'), models.F('purpose'), name='numbers_of_a_day_once'),
        ),
        migrations.AddIndex(
            model_name='pressureentry',
            index=models.Index(fields=['hromada', 'day', 'point'], name='pressure_of_day'),
        ),
        migrations.AddConstraint(
            model_name='priorityclass',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='priority_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='priorityclass',
            constraint=models.UniqueConstraint(models.F('hromada'), models.F('code'), condition=models.Q(('valid_to__isnull', True)), name='priority_in_force_once'),
        ),
        migrations.AddConstraint(
            model_name='queuerulerow',
            constraint=models.CheckConstraint(condition=models.Q(('cap_minutes__gt', 0), ('longest_wait_minutes__gt', 0), ('overdue_one_in__gt', 0), ('pressure_entries__gt', 0)), name='queue_rule_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='queueservice',
            constraint=models.UniqueConstraint(models.F('point'), models.F('name'), name='queue_service_once_at_a_point'),
        ),
        migrations.AddConstraint(
            model_name='queueservice',
            constraint=models.CheckConstraint(condition=models.Q(('one_in__gt', 0)), name='queue_service_is_called'),
        ),
        migrations.AddConstraint(
            model_name='counterservice',
            constraint=models.UniqueConstraint(models.F('counter'), models.F('service'), name='counter_serves_once'),
        ),
        migrations.AddIndex(
            model_name='shift',
            index=models.Index(fields=['hromada', 'counter', '-began_at'], name='shift_of_counter'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.UniqueConstraint(models.F('counter'), condition=models.Q(('ended_at__isnull', True)), name='one_officer_at_a_counter'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.UniqueConstraint(models.F('user'), condition=models.Q(('ended_at__isnull', True)), name='one_counter_for_an_officer'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('began_at')), _connector='OR'), name='shift_in_order'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.UniqueConstraint(models.F('shift'), condition=models.Q(('ended_at__isnull', True)), name='one_pause_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('began_at')), _connector='OR'), name='pause_in_order'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'postponed', 'called', 'serving'])), fields=['hromada', 'point', 'day'], name='ticket_live'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['hromada', 'point', 'day', 'state'], name='ticket_of_day'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(models.F('point'), models.F('day'), models.F('purpose'), models.F('number'), name='ticket_number_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(models.F('counter'), condition=models.Q(('state__in', ['called', 'serving'])), name='one_ticket_at_a_counter'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('counter__isnull', False), ('state__in', ['called', 'serving'])), models.Q(models.Q(('state__in', ['called', 'serving']), _negated=True), ('counter__isnull', True)), _connector='OR'), name='ticket_at_a_counter_while_served'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ['abandoned', 'done', 'no_show'])), models.Q(models.Q(('state__in', ['abandoned', 'done', 'no_show']), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='ticket_ended_at_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='ticket_has_a_number'),
        ),
        migrations.AddIndex(
            model_name='consultation',
            index=models.Index(fields=['hromada', 'day', 'point'], name='consultation_of_day'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['hromada', 'point', '-last_called_at'], name='call_of_point_newest'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['hromada', 'counter', '-called_at'], name='call_of_counter_newest'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['hromada', 'user', '-called_at'], name='call_of_officer'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.UniqueConstraint(models.F('ticket'), condition=models.Q(('ended_at__isnull', True)), name='ticket_called_to_one_counter'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('outcome', '')), models.Q(('ended_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='call_ended_by_a_move'),
        ),
    ]
