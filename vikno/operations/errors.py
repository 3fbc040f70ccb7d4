"""Why a command is declined, each reason by its name, with what to do."""

from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class ClusterRefusal(Refusal):
    """The embedded database cannot be had."""

    code = "operations.cluster"


class NoPostgres(ClusterRefusal):
    code = "operations.no_postgres"
    message = _(
        "Не знайдено PostgreSQL {floor} або новішого. Встановіть його чи вкажіть VIKNO_POSTGRES_BIN або DATABASE_URL."
    )


class OtherPostgres(ClusterRefusal):
    code = "operations.other_postgres"
    message = _(
        "Базу в {data} створив PostgreSQL {major}, а тут є лише {found}. "
        "Поверніть PostgreSQL {major} (VIKNO_POSTGRES_BIN) або відновіть резервну копію в нову теку VIKNO_HOME."
    )


class NobodyToRunAs(ClusterRefusal):
    code = "operations.nobody_to_run_as"
    message = _("Під root потрібен користувач postgres або nobody: PostgreSQL не працює як root.")


class ForeignCluster(ClusterRefusal):
    code = "operations.foreign_cluster"
    message = _(
        "База в {data} належить іншому користувачеві ({owner}). Запустіть Вікно від нього або задайте VIKNO_HOME."
    )


class UnsafeFolder(ClusterRefusal):
    code = "operations.unsafe_folder"
    message = _("Тека {folder} належить іншому користувачеві. Вилучіть її або задайте коротший VIKNO_HOME.")


class ClusterNotCreated(ClusterRefusal):
    code = "operations.cluster_not_created"
    message = _("Не вдалося створити базу: {tail}")


class ClusterNotStarted(ClusterRefusal):
    code = "operations.cluster_not_started"
    message = _("База не запускається. Журнал {log}: {tail}")


class ClusterNotStopped(ClusterRefusal):
    code = "operations.cluster_not_stopped"
    message = _("Базу не вдалося зупинити: {tail}")


class ClusterInUse(ClusterRefusal):
    code = "operations.cluster_in_use"
    message = _("Базою користується сайт або інша команда Вікна. Спершу зупиніть їх.")


class CommandHung(ClusterRefusal):
    code = "operations.command_hung"
    message = _("Програма {program} не відповіла за {seconds} с.")


class DatabaseAway(Refusal):
    code = "operations.database_away"
    message = _("База за DATABASE_URL не відповідає: {reason}")


class MigrationFailed(Refusal):
    code = "operations.migration_failed"
    message = _("Не вдалося оновити будову бази: {tail}")


class PagesNotPrepared(Refusal):
    code = "operations.pages_not_prepared"
    message = _("Не вдалося підготувати файли сторінок: {tail}")


class PortTaken(Refusal):
    code = "operations.port_taken"
    message = _("Порт {port} зайнято. Зупиніть іншу програму або вкажіть --port.")


class PortForbidden(Refusal):
    code = "operations.port_forbidden"
    message = _("Порт {port} може слухати лише root. Вкажіть --port, більший за 1023.")


class AlreadyServing(Refusal):
    code = "operations.already_serving"
    message = _("Вікно вже працює з цією текою даних: http://localhost:{port} (процес {pid}). Спершу зупиніть його.")


class SiteWillNotStart(Refusal):
    code = "operations.site_will_not_start"
    message = _("Сайт не запускається: причину написано вище. Перевірте: vikno doctor.")


class NotADemo(Refusal):
    code = "operations.not_a_demo"
    message = _("VIKNO_MODE=production або DATABASE_URL: вигадану громаду сюди не завантажуємо.")


class BackupFailed(Refusal):
    code = "operations.backup_failed"
    message = _("Копію не зроблено: {reason}")


class BackupBlind(BackupFailed):
    code = "operations.backup_blind"
    message = _(
        "Копію не зроблено: роль {role} бачить не всі рядки. Задайте DATABASE_BACKUP_URL з роллю, яка має BYPASSRLS."
    )


class RestoreElsewhere(Refusal):
    code = "operations.restore_elsewhere"
    message = _(
        "Базу за DATABASE_URL відновлюйте так: розпакуйте архів (tar -xf) "
        "і передайте database.dump програмі pg_restore."
    )


class RestoreFailed(Refusal):
    code = "operations.restore_failed"
    message = _("Не відновлено, нічого не змінено: {reason}")


class ArchiveDamaged(Refusal):
    code = "operations.archive_damaged"
    message = _("Копія пошкоджена: {reason}. Нічого не змінено; візьміть іншу копію.")


class NotAnArchive(Refusal):
    code = "operations.not_an_archive"
    message = _("{name} — не копія Вікна. Нічого не змінено.")


class NoSuchFile(Refusal):
    code = "operations.no_such_file"
    message = _("Немає такого файлу чи теки: {path}")


class NoHeadsInFile(Refusal):
    code = "operations.no_heads_in_file"
    message = _("У файлі {name} немає жодного підсумку журналу: рядка, що починається словом vikno-audit.")


class UnknownChain(Refusal):
    code = "operations.unknown_chain"
    message = _("Громада {code} тут журналу не веде. Вкажіть код КАТОТТГ, а для загальних довідників — знак -.")


class WrongPlace(Refusal):
    code = "operations.wrong_place"
    message = _("Тут потрібен файл, а {path} — тека.")


class UnknownForm(Refusal):
    code = "operations.unknown_form"
    message = _("{name}: назва файлу має закінчуватися на .csv, .json або .xlsx.")


class NotForThisKind(Refusal):
    code = "operations.not_for_this_kind"
    message = _("{option} не стосується «{kind}».")


class NotUnderstood(Refusal):
    code = "operations.not_understood"
    message = _("{reason}. Довідка: {program} --help")


class OutOfDisk(Refusal):
    code = "operations.out_of_disk"
    message = _("На диску немає місця ({path}). Звільніть його й повторіть.")


class NotAllowed(Refusal):
    code = "operations.not_allowed"
    message = _("Немає прав: {path}. Дайте їх користувачеві, від якого працює Вікно.")


class SystemDeclined(Refusal):
    code = "operations.system_declined"
    message = _("Система відмовила: {reason} {path}")


class DatabaseDeclined(Refusal):
    code = "operations.database_declined"
    message = _("База відмовила: {reason}")


class PointNotNamed(Refusal):
    code = "operations.point_not_named"
    message = _("Скажіть, з якої точки скани: --point НОМЕР. Номер точки видно в її адресі на сайті.")


class CopyNotMade(Refusal):
    code = "operations.copy_not_made"
    message = _("Копію бази не зроблено. Перевірте місце на диску і повторіть. PostgreSQL каже: {tail}")


class CopyNotPromoted(Refusal):
    code = "operations.copy_not_promoted"
    message = _("Копія не стала головною базою. Перевірте, чи вона працює. PostgreSQL каже: {tail}")


class NotOfThisRole(Refusal):
    code = "operations.not_of_this_role"
    message = _(
        "Роль «{role}»: для роботи в громаді вкажіть --hromada, для решти ролей — ні. --oblast лише для overseer."
    )


class NoSuchTerritory(Refusal):
    code = "operations.no_such_territory"
    message = _("Коду {code} немає в кодифікаторі. Завантажте його: vikno import territories.")


class NoSuchPerson(Refusal):
    code = "operations.no_such_person"
    message = _("Такого імені для входу немає: {username}.")


class NotARanking(Refusal):
    code = "operations.not_a_ranking"
    message = _("{path} — не файл прогону. Збережіть його зі сторінки результатів конкурсу.")
