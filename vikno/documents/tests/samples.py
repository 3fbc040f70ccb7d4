"""Papers as small as they come and as bad as they come. People and places are invented."""

import datetime as dt
from dataclasses import replace

from vikno.common.clock import KYIV
from vikno.documents.papers import (
    DecisionNotice,
    Discrepancy,
    DiscrepancyRow,
    Inventory,
    InventoryPaper,
    Journal,
    JournalRow,
    Letterhead,
    Manifest,
    ManifestRow,
    Paper,
    ProgressSheet,
    ProgressStep,
)

AT = dt.datetime(2026, 11, 20, 14, 5, tzinfo=KYIV)
LONG_NAME = (
    "Переяславська-Хмельниченко Олександра-Євдокія Костянтинівна-Святославівна, "
    "яка раніше звалася Їжакевич-Ґалаґанівна Ю. Й."
)
LONG_WORD = "Новокостянтинопільськозаводська" * 4
LETTERHEAD = Letterhead(
    name="Центр надання адміністративних послуг Вигаданої селищної ради",
    lines=("вул. Незалежності, 41, с-ще Вигадане, 39999", "+380 44 000 00 01"),
)

INVENTORY = Inventory(
    letterhead=LETTERHEAD,
    number="2604170000017",
    number_shown="26-0417-000001-7",
    registered_at=AT,
    service="Реєстрація місця проживання (перебування) особи (00034)",
    applicant="Іваненко Олександра Костянтинівна",
    point="Віддалене робоче місце, с. Пологи, вул. Центральна, 2",
    officer="Ґалаґан Їжак Євтихійович",
    papers=(
        InventoryPaper(name="Заява про реєстрацію місця проживання", form="оригінал", sheets=1),
        InventoryPaper(name="Паспорт громадянина України", form="оригінал для огляду", sheets=2),
    ),
    notification="телефоном +380 50 123 45 67",
    result="там, де подано",
    access_code="739-244-181",
    status_page="https://cnap.vyhadane.example/stan",
    term="Рішення — не пізніше 22 грудня 2026 року.",
    phone="+380 44 000 00 01",
)
LONG_INVENTORY = replace(
    INVENTORY,
    letterhead=replace(LETTERHEAD, name=LETTERHEAD.name + " " + LONG_WORD),
    applicant=LONG_NAME,
    representative=f"{LONG_NAME}; довіреність № 1234567 від 01.02.2026",
    service="Призначення державної соціальної допомоги " + LONG_WORD,
    point=LONG_WORD,
    officer=LONG_NAME,
    papers=tuple(
        InventoryPaper(name=f"Документ {n}: довідка про склад сім'ї " * (1 + n % 3), form="оригінал і копія", sheets=n)
        for n in range(1, 61)
    ),
    notes=("Діє мовчазна згода: див. картку послуги.",),
    is_demo=True,
)
BARE_INVENTORY = replace(INVENTORY, papers=(), term="", phone="", letterhead=Letterhead(name="ЦНАП"))

STEP = ProgressStep(
    happened_at=AT, step="заяву зареєстровано", place="ВРМ, с. Пологи", by="Ґалаґан Їжак Євтихійович, адміністратор"
)
PROGRESS = ProgressSheet(
    letterhead=LETTERHEAD,
    number=INVENTORY.number,
    number_shown=INVENTORY.number_shown,
    registered_at=AT,
    service=INVENTORY.service,
    applicant=INVENTORY.applicant,
    provider="Відділ реєстрації Вигаданої селищної ради",
    term=INVENTORY.term,
    state="передано суб'єкту надання",
    steps=(
        STEP,
        replace(STEP, step="документи вкладено в пакет", note="пакет 26-0417-00001-4"),
        replace(
            STEP, step="пакет передано кур'єрові", by="Кур'єренко Устим, кур'єр", happened_at=AT + dt.timedelta(hours=2)
        ),
    ),
    made_at=AT + dt.timedelta(days=1),
)
LONG_PROGRESS = replace(
    PROGRESS,
    applicant=LONG_NAME,
    steps=tuple(
        replace(STEP, place=LONG_WORD, by=LONG_NAME, note="примітка " * (n % 7), happened_at=AT + dt.timedelta(hours=n))
        for n in range(60)
    ),
)
BARE_PROGRESS = replace(PROGRESS, steps=(), provider="", term="")

NOTICE = DecisionNotice(
    letterhead=LETTERHEAD,
    number=INVENTORY.number,
    number_shown=INVENTORY.number_shown,
    registered_at=AT,
    service=INVENTORY.service,
    applicant=INVENTORY.applicant,
    decided_by="Відділ реєстрації Вигаданої селищної ради",
    outcome="відмовлено",
    decided_on=AT.date(),
    decision_number="15/26",
    grounds="Подано не всі документи.",
    officer=INVENTORY.officer,
    made_at=AT,
    hearing="Вас запрошено 10.11.2026 висловитися 16.11.2026 (на зустрічі). 16.11.2026: висловився на слуханні.",
    complain_until=AT.date() + dt.timedelta(days=31),
    complaint=("Оскаржити можна до 21.12.2026 включно.", "Скаргу подайте до комісії.", "Підстава: закон."),
    phone=INVENTORY.phone,
)
LONG_NOTICE = replace(
    NOTICE,
    applicant=LONG_NAME,
    representative=LONG_NAME,
    together=(LONG_NAME, LONG_WORD, LONG_NAME),
    grounds=f"Підстава, яку довго пояснюють. {LONG_WORD} " * 3,
    hearing="Заявник сказав, що не згоден. " * 8,
    is_demo=True,
)
BARE_NOTICE = replace(
    NOTICE, outcome="надано", grounds="", hearing="", decision_number="", complain_until=None, complaint=(), phone="",
    result="Де отримати: там, де подано.",
)  # fmt: skip

MANIFEST = Manifest(
    letterhead=LETTERHEAD,
    number="260417000014",
    number_shown="26-0417-00001-4",
    seal="А 0012345",
    origin="ВРМ, с. Пологи, вул. Центральна, 2",
    destination="Основний офіс, с-ще Вигадане, вул. Незалежності, 41",
    rows=(
        ManifestRow(number_shown="26-0417-000001-7", service="Реєстрація місця проживання", sheets=3),
        ManifestRow(number_shown="26-0417-000002-0", service="Допомога при народженні дитини", sheets=12),
    ),
    sealed_at=AT,
    sealed_by="Ґалаґан Їжак Євтихійович",
)
LONG_MANIFEST = replace(
    MANIFEST,
    origin=LONG_WORD,
    destination="Довга назва " * 12,
    sealed_by=LONG_NAME,
    rows=tuple(
        ManifestRow(number_shown=f"26-0417-{n:06d}-0", service="Призначення допомоги " * (1 + n % 4), sheets=n)
        for n in range(1, 61)
    ),
)

DISCREPANCY = Discrepancy(
    letterhead=LETTERHEAD,
    number=MANIFEST.number,
    number_shown=MANIFEST.number_shown,
    seal=MANIFEST.seal,
    seal_found="пошкоджена: дріт розірвано",
    origin=MANIFEST.origin,
    destination=MANIFEST.destination,
    carrier="Кур'єренко Устим",
    received_at=AT + dt.timedelta(hours=3),
    received_by="Ґалаґан Їжак Євтихійович",
    expected=2,
    rows=(
        DiscrepancyRow(
            number_shown="26-0417-000002-0", service="Допомога при народженні дитини", sheets=12, found="немає",
            note="лишилося у кур'єра",
        ),
    ),
)  # fmt: skip
LONG_DISCREPANCY = replace(
    DISCREPANCY,
    carrier=LONG_NAME,
    received_by=LONG_NAME,
    rows=tuple(
        replace(DISCREPANCY.rows[0], number_shown=f"26-0417-{n:06d}-0", note="намокло " * (n % 9), service=LONG_WORD)
        for n in range(1, 61)
    ),
)
BARE_DISCREPANCY = replace(DISCREPANCY, rows=(), carrier="")

ROW = JournalRow(
    number_shown="26-0417-000001-7",
    registered_at=AT,
    applicant="Іваненко Олександра Костянтинівна",
    service="Реєстрація місця проживання (перебування) особи",
    point="ВРМ, с. Пологи",
    officer="Ґалаґан Ї. Є.",
    due_on=dt.date(2026, 12, 22),
    forwarded_on=dt.date(2026, 11, 23),
    outcome="надано",
    issued_on=dt.date(2026, 12, 1),
)
JOURNAL = Journal(
    letterhead=LETTERHEAD,
    since=dt.date(2026, 11, 1),
    until=dt.date(2026, 11, 30),
    place="Уся мережа",
    rows=(ROW, replace(ROW, number_shown="26-0417-000002-0", outcome="", issued_on=None)),
    made_at=AT,
)
LONG_JOURNAL = replace(
    JOURNAL,
    rows=tuple(
        replace(
            ROW,
            number_shown=f"26-0417-{n:06d}-0",
            applicant=LONG_NAME if n % 5 == 0 else ROW.applicant,
            point=LONG_WORD if n % 9 == 0 else ROW.point,
        )
        for n in range(1, 61)
    ),
)
BARE_JOURNAL = replace(JOURNAL, rows=())

PAPERS: dict[str, Paper] = {
    "inventory": INVENTORY,
    "inventory-long": LONG_INVENTORY,
    "inventory-bare": BARE_INVENTORY,
    "progress": PROGRESS,
    "progress-long": LONG_PROGRESS,
    "progress-bare": BARE_PROGRESS,
    "notice": NOTICE,
    "notice-long": LONG_NOTICE,
    "notice-bare": BARE_NOTICE,
    "manifest": MANIFEST,
    "manifest-long": LONG_MANIFEST,
    "discrepancy": DISCREPANCY,
    "discrepancy-long": LONG_DISCREPANCY,
    "discrepancy-bare": BARE_DISCREPANCY,
    "journal": JOURNAL,
    "journal-long": LONG_JOURNAL,
    "journal-bare": BARE_JOURNAL,
}
