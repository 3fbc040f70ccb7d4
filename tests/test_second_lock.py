"""The second lock: every table with a tenant column forces its policy, and the web role cannot pass it."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from vikno.audit.models import JournalEntry
from vikno.common import tenancy

pytestmark = pytest.mark.django_db

# Public or nobody's data: each table without a policy gives its reason.
WITHOUT_POLICY = {
    "accounts_membership": "read before the tenant is known; filtered by the signed-in person",
    "announcements_announcement": "public news and drafts of it; whose it is decides the policy of the room",
    "appointments_publicnumber": "number and hromada only; a resident's page asks it before it knows the tenant",
    "audit_outboxevent": "identifiers only; handled for all hromadas at once",
    "cases_casenumber": "number and hromada only; the public page asks it before it knows the tenant",
    "indicators_counted": "a moment only",
    "indicators_mark": "what to count anew, a point and a day; handled for all hromadas at once",
    "indicators_monthcount": "sums of a month without people; who reads them decides the policy of the room",
    "indicators_plannedday": "the public timetable of a day; a state set from outside the hromada marks its days",
    "network_authorisation": "decisions of councils are public",
    "network_centre": "public",
    "network_centre_serves": "public",
    "network_point": "public",
    "opendata_housinglist": "published lists, everybody's; a list that is taken off keeps nobody of it",
    "territories_demandpoint": "public",
    "territories_unit": "public",
}


def _tables() -> dict[str, tuple[bool, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT DISTINCT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
                      EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
               FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
               WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
                 AND (a.attname IN ('hromada_id', 'hromada_code') OR c.relname = 'network_centre_serves')"""
        )
        return {name: (forced, policy) for name, forced, policy in cursor.fetchall()}


def test_every_table_of_a_tenant_forces_its_policy() -> None:
    open_tables = {name for name, (forced, policy) in _tables().items() if not (forced and policy)}
    assert open_tables == set(WITHOUT_POLICY)


def test_the_suite_itself_works_as_the_web_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("vikno_web", False, False)


def test_nothing_is_owned_by_the_web_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = 'vikno_web'::regrole")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_a_binding_ends_with_its_transaction() -> None:
    with transaction.atomic():
        tenancy.bind("UA53020010000035494")
        assert tenancy.bound() == "UA53020010000035494"
    with transaction.atomic():
        assert tenancy.bound() == ""


def test_the_journal_refuses_change_by_grant() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        JournalEntry.objects.update(action="nothing.happened")
