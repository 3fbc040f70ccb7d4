"""The centre in words and cells."""

from django.utils.translation import gettext as _

from vikno.practices.queries import Centre, Group


def heads() -> list[str]:
    return [
        _("Група послуг"), _("Заяв за рік"), _("Послуг"), _("Хто вирішує тепер"), _("Точки"), _("Працівників"),
        _("Обладнання"), _("Хто має вирішувати"), _("Яке рішення потрібне"), _("До якого дня"),
    ]  # fmt: skip


def cells(row: Group) -> list[str | int]:
    """In the order of `heads`."""
    line = row.line
    return [
        row.group.name, row.asked, row.services, "; ".join(row.decided_by), "; ".join(row.points), row.staff,
        ", ".join(row.equipment), line.decides if line else "", line.decision if line else "",
        f"{line.due_on:%d.%m.%Y}" if line and line.due_on else "",
    ]  # fmt: skip


def as_card(found: Centre) -> tuple[str, str, str]:
    """(title, context, what was done) of a draft."""
    context = [
        _("Точок у мережі: {n}.").format(n=len(found.points)),
        *(f"{point.get_kind_display()}: {point.name}" for point in found.points),
    ]
    told = [_("Найбільше просять за рік:"), *(f"{name}: {n}" for name, n in found.most_asked), ""]
    for row in found.groups:
        told.append(
            _("{group}: вирішує {who}; точок {points}, працівників {staff}.").format(
                group=row.group.name, who=", ".join(row.decided_by) or _("не вказано"), points=len(row.points),
                staff=row.staff,
            )
        )  # fmt: skip
    for name, there, absent in found.premises:
        told.append(_("{point}: є {there}; немає {absent}.").format(
            point=name, there=", ".join(there) or "—", absent=", ".join(absent) or "—"
        ))  # fmt: skip
    return _("Як влаштований наш ЦНАП"), "\n".join(context)[:4000], "\n".join(told).strip()[:8000]
