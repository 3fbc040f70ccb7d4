"""Who sees what by the second lock, and what is never changed.

An assessment's own row says how far it has come, so a programme sees it from the beginning; what was answered is the
hromada's alone until it is handed in as a `Submission`. Drafts of evidence and items not yet agreed are nobody else's.
"""

from django.db import migrations

from vikno.common.rls import AppendOnly, SharedPolicy, TenantPolicy

SHARED = ("assessment", "assessmentmove", "submission", "verification", "gapaccepted", "itemmove")
ADDED_ONLY = (
    "frameworkversion", "assessmentmove", "said", "submission", "verification", "gapaccepted", "evidencerevision",
    "evidencemove", "itemmove",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial"), ("common", "0001_extensions")]

    operations = [
        TenantPolicy("assessments_said"),
        *(SharedPolicy(f"assessments_{name}") for name in SHARED),
        SharedPolicy("assessments_evidence", shown="state <> 'draft'"),
        # Revisions and moves of a draft are as much a draft: the evidence they belong to decides.
        *(
            SharedPolicy(
                f"assessments_{name}",
                shown=f"EXISTS (SELECT 1 FROM assessments_evidence e WHERE e.id = assessments_{name}.evidence_id)",
            )
            for name in ("evidencerevision", "evidencemove")
        ),
        SharedPolicy("assessments_roadmapitem", shown="state <> 'proposed'"),
        *(AppendOnly(f"assessments_{name}") for name in ADDED_ONLY),
    ]
