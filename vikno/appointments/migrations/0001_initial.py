"""Figures, resources, duty, bookings, the waiting list."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import uuid
import vikno.appointments.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('common', '0001_extensions'),
        ('catalogue', '0005_event_bundles'),
        ('network', '0003_open_work'),
        ('territories', '0004_trigrams_without_a_queue'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicNumber',
            fields=[
                ('number', models.CharField(db_collation='C', max_length=9, primary_key=True, serialize=False)),
                ('hromada_code', models.CharField(max_length=19)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('origin', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('window_started_at', models.DateTimeField()),
                ('tries', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['origin'],
                'indexes': [models.Index(fields=['window_started_at'], name='booking_attempt_by_age')],
            },
        ),
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('desk', 'робоче місце'), ('equipment', 'обладнання'), ('mobile_stop', 'виїзний прийом'), ('home_visit', 'візит додому')], max_length=20, verbose_name='що це')),
                ('name', models.CharField(max_length=120, verbose_name='назва')),
                ('equipment', models.CharField(blank=True, choices=[('passport_station', 'паспортна станція'), ('id_reader', 'зчитувач ID-карток'), ('scanner', 'сканер'), ('printer', 'принтер'), ('register_access', 'доступ до державного реєстру'), ('card_terminal', 'платіжний термінал')], max_length=30, verbose_name='обладнання')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='де')),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='з')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='до')),
                ('road_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='хвилин на дорогу')),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.point')),
                ('settlement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
            ],
            options={
                'ordering': ['point', 'kind', 'name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(db_collation='C', max_length=9, unique=True)),
                ('salt', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.point')),
                ('resource', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appointments.resource')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='StandardMinutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='хвилин')),
                ('valid_from', models.DateField(verbose_name='діє з')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.publicservice')),
            ],
            options={
                'verbose_name_plural': 'standard minutes',
                'ordering': ['service', '-valid_from', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='TermsRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='діють з')),
                ('horizon_days', models.PositiveSmallIntegerField(verbose_name='на скільки днів наперед записують')),
                ('notice_minutes', models.PositiveSmallIntegerField(verbose_name='не пізніше ніж за скільки хвилин')),
                ('step_minutes', models.PositiveSmallIntegerField(verbose_name='крок часу, хвилин')),
                ('default_minutes', models.PositiveSmallIntegerField(verbose_name='звичайна тривалість, хвилин')),
                ('hold_minutes', models.PositiveSmallIntegerField(verbose_name='скільки хвилин час чекає на код')),
                ('offer_minutes', models.PositiveSmallIntegerField(verbose_name='скільки хвилин чекає пропозиція зі списку')),
                ('offers_most', models.PositiveSmallIntegerField(verbose_name='скільки пропозицій можна пропустити')),
                ('open_most', models.PositiveSmallIntegerField(verbose_name='відкритих записів на один контакт')),
                ('day_most', models.PositiveSmallIntegerField(verbose_name='записів на один контакт у день')),
                ('code_tries', models.PositiveSmallIntegerField(verbose_name='скільки разів можна помилитися в коді')),
                ('address_hour_most', models.PositiveSmallIntegerField(verbose_name='записів з однієї мережевої адреси за годину')),
                ('remind_hours', models.PositiveSmallIntegerField(verbose_name='за скільки годин нагадувати')),
                ('keep_days', models.PositiveSmallIntegerField(verbose_name='через скільки днів стирати імена')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
            ],
            options={
                'ordering': ['-valid_from', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='WaitingEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name="ім'я")),
                ('channel', models.CharField(choices=[('phone', 'телефоном'), ('email', 'електронною поштою'), ('sms', 'повідомленням SMS'), ('post', 'листом'), ('in_person', 'особисто')], max_length=20)),
                ('contact', models.CharField(blank=True, max_length=254, verbose_name='контакт')),
                ('contact_key', models.CharField(blank=True, max_length=64)),
                ('language', models.CharField(choices=[('uk', 'українською'), ('en', 'англійською')], default='uk', max_length=5)),
                ('since', models.DateField(verbose_name='з')),
                ('until', models.DateField(verbose_name='до')),
                ('state', models.CharField(choices=[('waiting', 'чекає'), ('booked', 'дочекалася часу'), ('left', 'більше не чекає')], default='waiting', max_length=10)),
                ('offers', models.PositiveSmallIntegerField(default=0, verbose_name='скільки пропозицій було')),
                ('created_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('wiped_at', models.DateTimeField(blank=True, null=True)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.point')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.publicservice')),
            ],
            options={
                'verbose_name_plural': 'waiting entries',
                'ordering': ['offers', 'created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(db_collation='C', max_length=9, unique=True, verbose_name='номер запису')),
                ('salt', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, help_text='of the event in calendars')),
                ('sequence', models.PositiveSmallIntegerField(default=0)),
                ('starts_at', models.DateTimeField(verbose_name='час')),
                ('ends_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('held', 'чекає на код'), ('booked', 'записано'), ('confirmed', 'підтверджено'), ('attended', 'людина прийшла'), ('no_show', 'людина не прийшла'), ('by_person', 'скасувала людина'), ('by_centre', 'скасував центр'), ('lapsed', 'не підтверджено вчасно')], max_length=10, verbose_name='стан')),
                ('held_until', models.DateTimeField(blank=True, null=True)),
                ('origin', models.CharField(choices=[('site', 'на сайті'), ('phone', 'телефоном'), ('counter', 'у вікні'), ('starosta', 'через старосту'), ('waiting', 'зі списку очікування')], max_length=10, verbose_name='як записано')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name="ім'я")),
                ('channel', models.CharField(choices=[('phone', 'телефоном'), ('email', 'електронною поштою'), ('sms', 'повідомленням SMS'), ('post', 'листом'), ('in_person', 'особисто')], max_length=20)),
                ('contact', models.CharField(blank=True, max_length=254, verbose_name='контакт')),
                ('contact_key', models.CharField(blank=True, max_length=64)),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='куди приїхати')),
                ('language', models.CharField(choices=[('uk', 'українською'), ('en', 'англійською')], default='uk', max_length=5)),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('wiped_at', models.DateTimeField(blank=True, null=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='network.point')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.publicservice')),
                ('resource', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appointments.resource')),
                ('station', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='appointments.resource')),
                ('waiting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='appointments.waitingentry')),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='з')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='до')),
                ('weekday', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'понеділок'), (2, 'вівторок'), (3, 'середа'), (4, 'четвер'), (5, "п'ятниця"), (6, 'субота'), (7, 'неділя')], null=True, verbose_name='день тижня')),
                ('break_from', models.TimeField(blank=True, null=True, verbose_name='перерва з')),
                ('break_to', models.TimeField(blank=True, null=True, verbose_name='перерва до')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('ended_at', models.DateTimeField(blank=True, help_text='taken back: nothing of it holds any more', null=True)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['hromada', 'user'], name='absence_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('break_from__isnull', True), ('ends_at__gt', models.F('starts_at')), ('weekday__isnull', True)), models.Q(('break_to__gt', models.F('break_from')), ('starts_at__isnull', True), ('weekday__isnull', False)), _connector='OR'), name='absence_or_break_in_order')],
            },
        ),
        migrations.CreateModel(
            name='BookingEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('held', 'чекає на код'), ('booked', 'записано'), ('confirmed', 'підтверджено'), ('attended', 'людина прийшла'), ('no_show', 'людина не прийшла'), ('by_person', 'скасувала людина'), ('by_centre', 'скасував центр'), ('lapsed', 'не підтверджено вчасно')], max_length=10)),
                ('starts_at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, choices=[('staff', 'немає працівника'), ('power', "немає світла або зв'язку"), ('alert', 'повітряна тривога або обстріл'), ('register', 'не працює державний реєстр'), ('equipment', 'несправне обладнання'), ('closed', 'точка не приймає'), ('other', 'інша причина')], max_length=20, verbose_name='причина')),
                ('at', models.DateTimeField()),
                ('by_id_of_user', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='appointments.booking')),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['hromada', 'state', 'at'], name='booking_event_by_state')],
            },
        ),
        migrations.CreateModel(
            name='Capacity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(blank=True, null=True, verbose_name='дата')),
                ('weekday', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'понеділок'), (2, 'вівторок'), (3, 'середа'), (4, 'четвер'), (5, "п'ятниця"), (6, 'субота'), (7, 'неділя')], null=True, verbose_name='день тижня')),
                ('opens', models.TimeField(verbose_name='з')),
                ('closes', models.TimeField(verbose_name='до')),
                ('staff', models.PositiveSmallIntegerField(verbose_name='скільки людей приймає')),
                ('reason', models.CharField(blank=True, choices=[('staff', 'немає працівника'), ('power', "немає світла або зв'язку"), ('alert', 'повітряна тривога або обстріл'), ('register', 'не працює державний реєстр'), ('equipment', 'несправне обладнання'), ('closed', 'точка не приймає'), ('other', 'інша причина')], max_length=20, verbose_name='чому')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.point')),
            ],
            options={
                'verbose_name_plural': 'capacities',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['hromada', 'point'], name='capacity_of_point')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('on__isnull', True), ('weekday__isnull', False)), models.Q(('on__isnull', False), ('weekday__isnull', True)), _connector='OR'), name='capacity_of_a_date_or_weekday'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='capacity_in_order')],
            },
        ),
        migrations.CreateModel(
            name='PointDoor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('door', models.CharField(choices=[('code', 'усі, з кодом у SMS або листі'), ('name', 'усі, досить імені'), ('staff', 'лише працівники'), ('closed', 'запису немає')], max_length=10, verbose_name='хто записується')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.point')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['hromada', 'point', '-id'], name='point_door_newest')],
            },
        ),
        migrations.AddIndex(
            model_name='resource',
            index=models.Index(fields=['hromada', 'point'], name='resource_of_point'),
        ),
        migrations.AddConstraint(
            model_name='resource',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['desk', 'equipment']), ('opens_at__isnull', True)), models.Q(('closes_at__gt', models.F('opens_at')), ('opens_at__isnull', False), models.Q(('place', ''), _negated=True)), _connector='OR'), name='travelling_resource_has_its_window'),
        ),
        migrations.AddConstraint(
            model_name='resource',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'equipment'), _negated=True), models.Q(('equipment', ''), _negated=True), _connector='OR'), name='equipment_resource_says_which'),
        ),
        migrations.AddIndex(
            model_name='standardminutes',
            index=models.Index(fields=['hromada', 'service', '-valid_from'], name='standard_minutes_newest'),
        ),
        migrations.AddConstraint(
            model_name='standardminutes',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__range', (5, 480))), name='standard_minutes_in_range'),
        ),
        migrations.AddIndex(
            model_name='termsrow',
            index=models.Index(fields=['hromada', '-valid_from', '-id'], name='booking_terms_newest'),
        ),
        migrations.AddIndex(
            model_name='waitingentry',
            index=models.Index(fields=['hromada', 'point', 'state', 'offers', 'created_at'], name='waiting_in_turn'),
        ),
        migrations.AddConstraint(
            model_name='waitingentry',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='waiting_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='waitingentry',
            constraint=models.UniqueConstraint(models.F('point'), models.F('service'), models.F('contact_key'), condition=models.Q(('state', 'waiting'), models.Q(('contact_key', ''), _negated=True)), name='waits_once'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['hromada', 'point', 'starts_at'], include=('ends_at', 'resource', 'station', 'state', 'held_until'), name='booking_by_day'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(condition=models.Q(('contact_key', ''), _negated=True), fields=['hromada', 'contact_key'], name='booking_of_contact'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(condition=models.Q(('state', 'held')), fields=['held_until'], name='booking_held'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='booking_in_order'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_until__isnull', False), ('state', 'held')), models.Q(('state', 'held'), _negated=True), _connector='OR'), name='booking_held_until_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('held', 'booked', 'confirmed', 'attended'))), expressions=[('resource', '='), (vikno.appointments.models.TimeRange('starts_at', 'ends_at'), '&&')], name='resource_is_booked_once'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('held', 'booked', 'confirmed', 'attended')), ('station__isnull', False)), expressions=[('station', '='), (vikno.appointments.models.TimeRange('starts_at', 'ends_at'), '&&')], name='station_is_booked_once'),
        ),
    ]
