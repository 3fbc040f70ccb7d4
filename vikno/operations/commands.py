"""What each command does. Every function takes the parsed options and the environment and answers an `Outcome`."""

from argparse import Namespace
from contextlib import ExitStack

from django.utils.translation import gettext as _

from config.environment import Environment
from vikno.operations import (
    backup as backups,
)
from vikno.operations import (
    demonstration,
    exchange,
    installation,
    people,
    restoring,
    serving,
)
from vikno.operations import (
    doctor as doctors,
)
from vikno.operations.cluster import Cluster
from vikno.operations.terminal import CHECK_FAILED, DONE, REFUSED, Outcome, say


def serve(options: Namespace, environment: Environment) -> Outcome:
    port = options.port or environment.site_port
    with (
        serving.nobody_else_serves(environment, port=port) as claim,
        installation.running_database(environment, say=say),
    ):
        installation.prepare(environment, say=say)
        installation.prepare_pages(environment, say=say)
        serving.serve(environment, claim=claim, port=port, say=say)
    return Outcome()


def demo(options: Namespace, environment: Environment) -> Outcome:
    demonstration.require_demo_mode(environment)
    port = options.port or environment.site_port
    with ExitStack() as stack:
        shown = None if options.load_only else port
        claim = stack.enter_context(serving.nobody_else_serves(environment, port=shown))
        if options.reset or demonstration.is_half_loaded(environment):
            demonstration.throw_away(environment, say=say)
        stack.enter_context(installation.running_database(environment, say=say))
        installation.prepare(environment, say=say)
        demonstration.load(environment, cases=options.cases, say=say)
        if options.load_only:
            return Outcome(_("Вигадану громаду завантажено."))
        installation.prepare_pages(environment, say=say)
        serving.serve(environment, claim=claim, port=port, say=say, ready=demonstration.sign_ins(port))
    return Outcome()


def cluster(options: Namespace, environment: Environment) -> Outcome:
    if not environment.is_embedded:
        return Outcome(_("База — за DATABASE_URL, вбудована не потрібна."), {"embedded": False})
    ours = Cluster(environment)
    facts = {"embedded": True, "folder": str(ours.data)}
    if options.action == "start":
        words = _("Базу запущено.") if ours.start() else _("База працює.")
        return Outcome(words, {**facts, "running": True})
    if options.action == "stop":
        ours.stop()
        return Outcome(_("Базу зупинено."), {**facts, "running": False})
    running = ours.is_running
    words = _("База працює: {folder}") if running else _("База не працює: {folder}")
    return Outcome(
        words.format(folder=ours.data), {**facts, "running": running}, exit_code=DONE if running else CHECK_FAILED
    )


def take(options: Namespace, environment: Environment) -> Outcome:
    with installation.running_database(environment, say=say):
        installation.prepare(environment, say=say)
        report = exchange.take(
            kind=options.kind,
            path=options.path,
            edition_on=options.edition,
            cards=options.cards,
            say=say,
            point_id=options.point,
        )
        return Outcome(str(report), report.as_json(), exit_code=report.exit_code)


def give(options: Namespace, environment: Environment) -> Outcome:
    with installation.running_database(environment, say=say):
        installation.prepare(environment, say=say)
        rows = exchange.give(kind=options.kind, path=options.path)
    return Outcome(
        _("Записано рядків: {rows}. Файл: {path}").format(rows=rows, path=options.path),
        {"kind": options.kind, "path": str(options.path), "rows": rows},
    )


def doctor(options: Namespace, environment: Environment) -> Outcome:
    findings = doctors.examine_all(environment, say=say)
    bad = any(finding.is_bad for finding in findings)
    return Outcome(
        doctors.in_words(findings),
        {"healthy": not bad, "findings": [finding.as_json() for finding in findings]},
        exit_code=CHECK_FAILED if bad else DONE,
    )


def verify_audit(options: Namespace, environment: Environment) -> Outcome:
    from vikno.operations import journals

    told = journals.heads_kept(options.heads)
    with installation.running_database(environment, say=say):
        installation.prepare(environment, say=say)
        verdicts = journals.verify(only=options.hromada, told=told)
        whole = all(verdict.is_whole for verdict in verdicts)
        return Outcome(
            journals.in_words(verdicts),
            {"whole": whole, "journals": [journals.as_json(verdict) for verdict in verdicts]},
            exit_code=DONE if whole else REFUSED,
        )


def sum_oblasts(options: Namespace, environment: Environment) -> Outcome:
    from vikno.indicators import services as indicators

    with installation.running_database(environment, say=say):
        installation.prepare(environment, say=say)
        indicators.sum_country()
        return Outcome(_("Суми областей пораховано спочатку."), {"summed": True})


def add_person(options: Namespace, environment: Environment) -> Outcome:
    from vikno.operations.people import NewPerson

    given = NewPerson(
        username=options.username, full_name=options.full_name, role=options.role, hromada=options.hromada,
        oblast=options.oblast, organisation=options.organisation, email=options.email,
    )  # fmt: skip
    with installation.running_database(environment, say=say):
        installation.prepare(environment, say=say)
        password = people.add_person(given)
    if not password:
        return Outcome(_("Такий обліковий запис уже був: додано роль."), {"username": given.username})
    return _password_shown(given.username, password)


def new_password(options: Namespace, environment: Environment) -> Outcome:
    with installation.running_database(environment, say=say):
        installation.prepare(environment, say=say)
        password = people.give_password(options.username)
    return _password_shown(options.username, password)


def _password_shown(username: str, password: str) -> Outcome:
    words = _("Вхід: {username}. Тимчасовий пароль на 7 днів, більше його не покажемо: {password}")
    return Outcome(
        words.format(username=username, password=password), {"username": username, "password": password}
    )  # fmt: skip


def mail(options: Namespace, environment: Environment) -> Outcome:
    from vikno.correspondence import errors, importing

    mailboxes = environment.mailboxes_read()
    if not mailboxes:
        raise errors.NoMailboxes
    with installation.running_database(environment, say=say):
        installation.prepare(environment, say=say)
        brought = {mailbox.name: importing.fetch_letters(mailbox) for mailbox in mailboxes}
    line = _("{name}: нових листів {taken}, лишилося на наступний раз {left}")
    words = [line.format(name=name, taken=one.taken, left=one.left) for name, one in brought.items()]
    facts = {name: {"taken": one.taken, "known": one.known, "left": one.left} for name, one in brought.items()}
    return Outcome("\n".join(words), {"mailboxes": facts})


def backup(options: Namespace, environment: Environment) -> Outcome:
    with installation.running_database(environment, say=say):
        archive = backups.make(environment, folder=options.to, say=say)
    size = archive.stat().st_size
    words = _("Копію зроблено й перевірено: {path} ({megabytes} МБ). Тримайте її на іншому комп'ютері, як саму базу.")
    return Outcome(
        words.format(path=archive, megabytes=f"{size / 1e6:.1f}"), {"path": str(archive), "bytes": size}
    )  # fmt: skip


def restore(options: Namespace, environment: Environment) -> Outcome:
    from vikno.common import clock
    from vikno.desk.services import replay_destruction

    with (
        serving.nobody_else_serves(environment),
        installation.running_database(environment, say=say),
    ):
        kept = restoring.restore(environment, archive=options.archive, say=say)
        installation.prepare(environment, say=say)
        if again := replay_destruction(at=clock.now()):
            say(_("Знову знищено справ, які вже було знищено за актом: {n}.").format(n=again))
    words = _("Відновлено. Попередні дані збережено в базі «{kept}», доки ви їх не вилучите.")
    return Outcome(words.format(kept=kept), {"kept": kept})
