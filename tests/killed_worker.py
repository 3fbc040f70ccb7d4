"""A worker over the test database, to be killed: `python -m tests.killed_worker DATABASE URL_OF_SMS URL_OF_MAIL`.

The same tasks and the same worker as the site's, with short leases, so that a test does not wait for minutes.
"""

import asyncio
import dataclasses
import os
import sys
import time
from datetime import timedelta


def main() -> None:
    name, sms, mail = sys.argv[1:]
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["VIKNO_DB_ROLE"] = "web"
    from django.conf import settings

    given = dataclasses.replace(
        settings.ENVIRONMENT, sms_url=sms, email_url=mail, private_hosts="localhost,127.0.0.1"
    )  # fmt: skip
    settings.ENVIRONMENT = given
    options = given.mailer()["OPTIONS"]
    settings.MAILERS = {"default": {**given.mailer(), "OPTIONS": {**options, "use_tls": False}}}  # type: ignore[dict-item]
    settings.DATABASES["default"]["NAME"] = name
    import django

    django.setup()
    from vikno.notifications import sending

    sending.LEASE = timedelta(seconds=1.5)
    sending._ASK_AGAIN = timedelta(seconds=1)
    ran = sending._ran

    def slowly(errand: sending._Errand) -> sending.Outcome:
        """The two moments at which a kill is dangerous last long enough to be met: before the sending and after it."""
        time.sleep(0.3)
        outcome = ran(errand)
        time.sleep(0.3)
        return outcome

    sending._ran = slowly
    asyncio.run(_work())


async def _work() -> None:
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        async with app.open_async():
            await app.run_worker_async(
                queues=["mail"], concurrency=2, fetch_job_polling_interval=0.2, listen_notify=False,
                install_signal_handlers=False,
            )  # fmt: skip


if __name__ == "__main__":
    main()
