import pytest

from vikno.notifications import rules
from vikno.notifications.enums import Channel, Event, Language, WordingKind
from vikno.notifications.wordings import standard_wording


@pytest.mark.parametrize("event", Event)
@pytest.mark.parametrize("kind", WordingKind)
@pytest.mark.parametrize("language", Language)
def test_every_standard_wording_keeps_the_rules(event: str, kind: str, language: str) -> None:
    wording = standard_wording(event=event, kind=kind, language=language)
    assert rules.faults_of(event=event, kind=kind, subject=wording.subject, body=wording.body) == []
    assert "{" not in rules.filled(wording.body, rules.SAMPLE)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("Справа {number}, {name}", "У фігурних дужках"),
        ("Справа {number.__class__}", "У фігурних дужках"),
        ("Справа {number!r}", "У фігурних дужках"),
        ("Справа {number} {", "У фігурних дужках"),
        ("Справа", "Додайте в текст {number}"),
        ("Справа {number}: https://evil.example", "Посилання"),
        ("Справа {number}: pay.evil.com", "Посилання"),
        ("Справа {number} " + "дуже довго " * 30, "частин SMS"),
    ],
)
def test_a_wording_is_refused_with_its_reason(body: str, fault: str) -> None:
    faults = rules.faults_of(event=Event.REGISTERED, kind=WordingKind.SHORT, subject="", body=body)
    assert any(str(one).startswith(fault) or fault in str(one) for one in faults)


@pytest.mark.parametrize(
    ("text", "parts"),
    [("a" * 160, 1), ("a" * 161, 2), ("ї" * 70, 1), ("ї" * 71, 2), ("ї" * 135, 3), ("😀" * 35, 1), ("", 1)],
)
def test_parts_of_a_message_are_counted_as_they_are_paid(text: str, parts: int) -> None:
    assert rules.sms_parts(text) == parts


@pytest.mark.parametrize(
    ("channel", "contact", "address"),
    [
        (Channel.EMAIL, " maria@example.com ", "maria@example.com"),
        (Channel.EMAIL, "+380501234567", ""),
        (Channel.EMAIL, "a@b.ua\nBcc: x@y.ua", ""),
        (Channel.EMAIL, "a@b.ua, c@d.ua", ""),
        (Channel.SMS, "050 123-45-67", "+380501234567"),
        (Channel.SMS, "maria@example.com", ""),
        (Channel.POST, "вул. Садова, 1", "вул. Садова, 1"),
    ],
)
def test_a_contact_fits_its_channel_or_not(channel: str, contact: str, address: str) -> None:
    assert rules.address_for(channel, contact) == address


def test_a_value_is_not_looked_into_again() -> None:
    assert rules.filled("{a} {b}", {"a": "{b}", "b": "1"}) == "{b} 1"
