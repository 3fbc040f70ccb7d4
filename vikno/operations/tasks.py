"""What the site does by the clock."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.db import DatabaseError
from procrastinate.contrib.django import app

from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.events import queries as events_now
from vikno.events import services as events
from vikno.indicators import queries as measures
from vikno.indicators import services as indicators
from vikno.notifications import services as notifications
from vikno.opendata import services as opendata
from vikno.operations import journals
from vikno.practices import services as practices
from vikno.programmes import services as programmes
from vikno.reporting import queries as reports
from vikno.reporting import services as reporting
from vikno.selection import services as selection

_MORNING = 7

_LATELY: Final = timedelta(hours=2)


@app.periodic(cron="17 * * * *")
@app.task(queue="journal", queueing_lock="journal.heads")
def tell_heads(timestamp: int) -> None:
    """The heads of the journals, once a day.

    Asked every hour: power is cut and offices are closed at night, so a fixed hour would be missed for weeks. The
    first hour of work takes the head of everything up to then.
    """
    journals.tell_heads(at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(queue="mail", queueing_lock="mail.settle")
def settle_messages(timestamp: int) -> None:
    """Messages that a killed worker left behind go on within a minute of the end of their lease; dead links go."""
    for code in journals.chains():
        with tenancy.working_for(code):
            notifications.settle_overdue(hromada_code=code, at=clock.now())
            notifications.wipe_dead_secrets(hromada_code=code, at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(queue="counts", queueing_lock="counts.refresh")
def count_changes(timestamp: int) -> None:
    """Measures follow their records within a minute."""
    _count(indicators.hromadas_to_count())


@app.periodic(cron="35 * * * *")
@app.task(queue="counts", queueing_lock="counts.lasting")
def count_what_lasts(timestamp: int) -> None:
    """What goes on without any record of it, an interruption that nobody ends, is counted every hour."""
    _count(filter(None, journals.chains()))  # the country has a chain and no records


@app.periodic(cron="20 2 * * *")
@app.task(queue="counts", queueing_lock="counts.country")
def follow_codifier(timestamp: int) -> None:
    """Sums of oblasts follow a new edition of the codifier by the next morning, also of hromadas where all is quiet."""
    for code in indicators.hromadas_that_moved():
        indicators.follow_codifier(hromada_code=code)


@app.periodic(cron="41 * * * *")
@app.task(queue="mail", queueing_lock="mail.weeks")
def write_week_letters(timestamp: int) -> None:
    """The page of the last week to heads who have agreed: on Monday from seven in the morning.

    Asked every hour of the week: where there was no power on Monday it goes later, and never twice.
    """
    at = clock.now()
    if clock.today(at).weekday() == 0 and at.astimezone(clock.KYIV).hour < _MORNING:
        return
    for code in filter(None, journals.chains()):
        with tenancy.working_for(code):
            reporting.write_week_letters(hromada_code=code, at=at)


@app.periodic(cron="25 * * * *")
@app.task(queue="counts", queueing_lock="counts.quarters")
def keep_quarters(timestamp: int) -> None:
    """What networks are is kept once a quarter, within two weeks of its end: where there was no power, later."""
    at = clock.now()
    if reports.quarter_to_keep(clock.today(at)) is None:
        return
    for code in filter(None, journals.chains()):
        with tenancy.working_for(code):
            reporting.keep_facts(hromada_code=code, at=at)


@app.periodic(cron="* * * * *")
@app.task(queue="counts", queueing_lock="events.lines")
def move_lines(timestamp: int) -> None:
    """Offers of seats end at their hour, and the seats go on to the next in line within a minute."""
    at = clock.now()
    for organisation_id in events_now.programmes_with_lines(at=at):
        with tenancy.working_for_programme(organisation_id):
            events.settle_lines(organisation_id=organisation_id, at=at)


@app.periodic(cron="* * * * *")
@app.task(queue="mail", queueing_lock="events.letters")
def write_event_letters(timestamp: int) -> None:
    """Offers, changes, reminders, surveys, certificates, questions after months: each within a minute, each once."""
    at = clock.now()
    for organisation_id in events_now.programmes_with_letters(at=at):
        with tenancy.working_for_programme(organisation_id):
            events.write_letters(organisation_id=organisation_id, at=at)


@app.periodic(cron="50 * * * *")
@app.task(queue="opendata", queueing_lock="opendata.months")
def publish_months(timestamp: int) -> None:
    """Months of the counts that have become due leave for good, one at a time, once every hromada is counted.

    It comes after the hourly count of all of them. What is published by halves would stay so.
    """
    since = clock.now() - _LATELY
    if not measures.are_counted([code for code in journals.chains() if code], since=since):
        return
    while _publish_month() is not None:
        pass


def _publish_month() -> date | None:
    with tenancy.working_for(""):
        return opendata.publish_month(actor=Actor.system(), at=clock.now())


def _count(codes: Iterable[str]) -> None:
    """One hromada that cannot be counted does not keep the others waiting; the job says which it was."""
    failed: list[Exception] = []
    for code in codes:
        try:
            with tenancy.working_for(code):
                indicators.refresh(hromada_code=code, at=clock.now())
        except DatabaseError as error:
            error.add_note(code)
            failed.append(error)
    if failed:
        raise ExceptionGroup("hromadas that could not be counted", failed)


@app.periodic(cron="* * * * *")
@app.task(queue="counts", queueing_lock="programmes.calls")
def turn_calls(timestamp: int) -> None:
    """Calls open and close within a minute; what was begun and not submitted is closed with a letter."""
    at = clock.now()
    with tenancy.working_for(""):
        programmes.turn_calls(at=at)
        swept, told = programmes.calls_to_sweep(), programmes.notices_to_tell()
    if not swept and not told:
        return
    for code in filter(None, journals.chains()):
        with tenancy.working_for(code):
            for call in swept:
                programmes.expire_drafts(call=call, hromada_code=code, at=at)
            for notice in told:
                programmes.tell_notice(notice=notice, hromada_code=code, at=at)
    with tenancy.working_for(""):
        for call in swept:
            programmes.finish_sweep(call=call, at=at)
        for notice in told:
            programmes.close_notice(notice=notice, at=at)


@app.periodic(cron="25 3 * * *")
@app.task(queue="files", queueing_lock="practices.films")
def sweep_films(timestamp: int) -> None:
    """Bytes of films that no recording names go at night."""
    with tenancy.working_for(""):
        practices.sweep_films()


@app.periodic(cron="* * * * *")
@app.task(queue="counts", queueing_lock="selection.hours")
def publish_decisions(timestamp: int) -> None:
    """Results of calls appear at the hour that was said; an hour when nothing ran is made up for at once.

    One programme whose results cannot be published keeps no other waiting.
    """
    at, failed = clock.now(), []
    for organisation_id in selection.programmes_with_due(at=at):
        try:
            with tenancy.working_for_programme(organisation_id):
                selection.publish_due(organisation_id=organisation_id, at=at)
        except DatabaseError as error:
            error.add_note(str(organisation_id))
            failed.append(error)
    if failed:
        raise ExceptionGroup("programmes whose results could not be published", failed)
