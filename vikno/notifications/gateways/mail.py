"""Letters by e-mail through the mail server of the settings."""

import email.message
import email.policy
import smtplib
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, mailers

from vikno.notifications.gateways.contract import Accepted, Declined, NotSeen, Outcome, Parcel, ParcelFile, Unclear

# The server has answered: whatever it was, the letter is not taken.
_ANSWERED = (
    smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError,
)  # fmt: skip
_PERMANENT = 500
_LINK_HEADER = "List-Unsubscribe"


class _WholeLinks(email.policy.EmailPolicy):
    """The link by which a list is left stays as it is, on one line.

    Python would fold a long one into encoded words, which no mail program follows; RFC 5322 lets a line have 998 signs.
    """

    def fold(self, name: str, value: Any) -> str:
        return f"{name}: {value}{self.linesep}" if name == _LINK_HEADER else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name == _LINK_HEADER:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


class _Letter(EmailMessage):
    def message(
        self, *, policy: email.policy.Policy = email.policy.default
    ) -> email.message.EmailMessage:  # fmt: skip
        return super().message(policy=_WholeLinks(linesep=policy.linesep))


class MailGateway:
    """Nobody can be asked what became of a letter, so one that broke off midway is for a person to judge."""

    can_look_up = False

    def send(self, parcel: Parcel) -> Outcome:
        mailer = mailers.default
        try:
            mailer.open()
        except (OSError, smtplib.SMTPException) as error:
            return Declined(type(error).__name__)
        try:
            mailer.send_messages([_letter(parcel)])
        except _ANSWERED as error:
            return Declined(type(error).__name__, is_final=_is_final(error))
        except ValueError as error:  # a line break in a header, an address that cannot be written
            return Declined(type(error).__name__, is_final=True)
        except (OSError, smtplib.SMTPException) as error:
            return Unclear(type(error).__name__)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                mailer.close()
        return Accepted(message_id(parcel))

    def look_up(self, parcel: Parcel) -> Outcome | NotSeen:
        return Unclear("no way to ask")


def trouble_of_mail() -> str:
    """What stops letters, as a word; "" when the mail server opens its door."""
    mailer = mailers.default
    try:
        mailer.open()
    except (OSError, smtplib.SMTPException) as error:
        return type(error).__name__
    with suppress(OSError, smtplib.SMTPException):
        mailer.close()
    return ""


def message_id(parcel: Parcel) -> str:
    """The same for every try: a careful mail server keeps one copy."""
    return f"<{parcel.key}@{settings.MESSAGE_ID_DOMAIN}>"


def _letter(parcel: Parcel) -> EmailMessage:
    headers = {**parcel.headers, "Message-ID": message_id(parcel), "Auto-Submitted": "auto-generated"}
    letter = _Letter(parcel.subject, parcel.body, to=[parcel.recipient], headers=headers)
    if parcel.file is not None:
        letter.attach(_part(parcel.file))
    return letter


def _part(file: ParcelFile) -> email.message.MIMEPart:
    """Its type keeps its parameters: by `method` a mail program tells an hour to keep from one to strike out."""
    kind, *rest = (part.strip() for part in file.media_type.split(";"))
    part = email.message.MIMEPart(policy=email.policy.default)
    part.set_content(
        file.body, subtype=kind.removeprefix("text/"), charset="utf-8", disposition="attachment", filename=file.name,
        params=dict(one.split("=", 1) for one in rest),
    )  # fmt: skip
    return part


def _is_final(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _said in error.recipients.values())
    # A sender or a password the server does not like is mended in the settings, and then the letter goes.
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= _PERMANENT
