"""Who takes part in a case besides the applicant, and whether they were heard."""

from django.db.models import QuerySet

from vikno.cases.models import Case, CoApplicant, Hearing


def co_applicants_of(case: Case) -> QuerySet[CoApplicant]:
    """Everybody who applies together with the applicant, in order."""
    rows = CoApplicant.objects.filter(hromada_id=case.hromada_id, case=case)
    return rows.select_related("applicant", "representative__person").order_by("order")


def hearings_of(case: Case) -> QuerySet[Hearing]:
    """Invitations to speak and what came of them, oldest first."""
    return Hearing.objects.filter(hromada_id=case.hromada_id, case=case).order_by("pk")
