"""How each family of records is counted by the database itself, for cells given side by side.

`%(points)s` and `%(days)s` are the cells; `%(first)s` and `%(last)s` the ends of their days, `%(first_day)s` and
`%(last_day)s` the days. Records of that stretch of time are read once, put on their days in Kyiv and joined to cells by
point and day: MATERIALIZED, or the planner holds every record of a point against each of its days.
"""

from typing import Final


def _day(moment: str) -> str:
    return f"({moment} AT TIME ZONE 'Europe/Kyiv')::date"


def _within(moment: str) -> str:
    return f"{moment} >= %(first)s AND {moment} < %(last)s"


CELLS: Final = """
    WITH cell AS (SELECT point, day FROM unnest(%(points)s::bigint[], %(days)s::date[]) AS asked (point, day))
"""
# Case by case: `bucket` of what was given is whole days from the application, of a decision days after its last day
# (0 in time, none where the case has no last day). Repeated: the same person for the same service within ninety days.
# Worked: how many people registered at least one application that day, whoever leads their cases now.
CASES: Final = f"""
    , taken AS MATERIALIZED (
        SELECT id, point_id AS point, service_id, intake_channel, applicant_id, registered_at,
               coalesce(registrar_id, officer_id) AS registrar_id, {_day("registered_at")} AS day
        FROM cases_case WHERE hromada_id = %(hromada)s AND {_within("registered_at")}
    ), step AS MATERIALIZED (
        SELECT step.id, step.case_id, step.step, step.happened_at, {_day("step.happened_at")} AS day,
               one.point_id AS point, one.service_id, {_day("one.registered_at")} AS registered_on
        FROM cases_statuschange AS step JOIN cases_case AS one ON one.id = step.case_id
        WHERE step.hromada_id = %(hromada)s AND {_within("step.happened_at")}
          AND step.step IN ('issued', 'posted', 'without_motion', 'withdrawn')
    ), decided AS MATERIALIZED (
        SELECT found.decided_on AS day, found.outcome, one.point_id AS point, one.service_id, one.provider_id,
               greatest(found.decided_on - one.due_on, 0) + CASE WHEN one.due_on IS NULL THEN NULL ELSE 0 END AS late
        FROM cases_decision AS found JOIN cases_case AS one ON one.id = found.case_id
        WHERE found.hromada_id = %(hromada)s AND found.decided_on BETWEEN %(first_day)s AND %(last_day)s
    )
    SELECT point, day, 'registered', service_id::text, intake_channel, '', NULL::int, count(*), 0
    FROM cell JOIN taken USING (point, day) GROUP BY point, day, service_id, intake_channel
  UNION ALL
    SELECT point, day, 'given', service_id::text, '', '', day - registered_on, count(*), 0
    FROM cell JOIN step USING (point, day)
    WHERE step.step IN ('issued', 'posted') AND NOT EXISTS (
        SELECT 1 FROM cases_statuschange AS sooner
        WHERE sooner.case_id = step.case_id AND sooner.step IN ('issued', 'posted')
          AND (sooner.happened_at, sooner.id) < (step.happened_at, step.id)
    )
    GROUP BY point, day, service_id, registered_on
  UNION ALL
    SELECT point, day, 'decided', service_id::text, outcome, coalesce(provider_id::text, ''), late, count(*), 0
    FROM cell JOIN decided USING (point, day) GROUP BY point, day, service_id, outcome, provider_id, late
  UNION ALL
    SELECT point, day, CASE step WHEN 'withdrawn' THEN 'withdrawn' ELSE 'halted' END, service_id::text, '', '', NULL,
           count(*), 0
    FROM cell JOIN step USING (point, day) WHERE step.step IN ('without_motion', 'withdrawn')
    GROUP BY point, day, 3, service_id
  UNION ALL
    SELECT point, day, 'repeated', service_id::text, '', '', NULL, count(*), 0
    FROM cell JOIN taken USING (point, day)
    WHERE EXISTS (
        SELECT 1 FROM cases_case AS sooner
        WHERE sooner.hromada_id = %(hromada)s AND sooner.applicant_id = taken.applicant_id
          AND sooner.service_id = taken.service_id
          AND (sooner.registered_at, sooner.id) < (taken.registered_at, taken.id)
          AND sooner.registered_at >= taken.registered_at - interval '92 days'
          AND day - {_day("sooner.registered_at")} <= 90
    )
    GROUP BY point, day, service_id
  UNION ALL
    SELECT point, day, 'worked', '', '', '', NULL, count(DISTINCT registrar_id), 0
    FROM cell JOIN taken USING (point, day) GROUP BY point, day
"""  # noqa: S608  names of columns are written here
# Papers of a case, at its point. `bucket` of those that came to a provider, the first time only, is whole days from the
# application.
PAPERS: Final = f"""
    , held AS MATERIALIZED (
        SELECT held.id, held.case_id, held.since, held.organisation_id, {_day("held.since")} AS day,
               one.point_id AS point, one.service_id, {_day("one.registered_at")} AS registered_on
        FROM consignments_custody AS held JOIN cases_case AS one ON one.id = held.case_id
        WHERE held.hromada_id = %(hromada)s AND held.holder_kind = 'provider' AND {_within("held.since")}
    ), checked AS MATERIALIZED (
        SELECT item.state, {_day("bag.received_at")} AS day, one.point_id AS point, one.service_id
        FROM consignments_bag AS bag JOIN consignments_bagitem AS item ON item.bag_id = bag.id
        JOIN cases_case AS one ON one.id = item.case_id
        WHERE bag.hromada_id = %(hromada)s AND {_within("bag.received_at")} AND item.state <> 'expected'
    ), lost AS MATERIALIZED (
        SELECT CASE WHEN gone.found_at IS NULL THEN 'lost' ELSE 'found' END AS found,
               {_day("gone.declared_at")} AS day, one.point_id AS point, one.service_id
        FROM consignments_loss AS gone JOIN cases_case AS one ON one.id = gone.case_id
        WHERE gone.hromada_id = %(hromada)s AND {_within("gone.declared_at")}
    )
    SELECT point, day, 'travelled', service_id::text, organisation_id::text, '', day - registered_on, count(*), 0
    FROM cell JOIN held USING (point, day)
    WHERE NOT EXISTS (
        SELECT 1 FROM consignments_custody AS sooner
        WHERE sooner.case_id = held.case_id AND sooner.holder_kind = 'provider'
          AND (sooner.since, sooner.id) < (held.since, held.id)
    )
    GROUP BY point, day, service_id, organisation_id, registered_on
  UNION ALL
    SELECT point, day, 'checked', service_id::text, state, '', NULL, count(*), 0
    FROM cell JOIN checked USING (point, day) GROUP BY point, day, service_id, state
  UNION ALL
    SELECT point, day, 'lost', service_id::text, found, '', NULL, count(*), 0
    FROM cell JOIN lost USING (point, day) GROUP BY point, day, service_id, found
"""  # noqa: S608  names of columns are written here
# In kopiykas. What went back is negative; what is forgiven by a bill that was cancelled is not.
MONEY: Final = """
    , line AS MATERIALIZED (
        SELECT line.kind, line.channel, line.amount, line.happened_on AS day, one.point_id AS point, one.service_id
        FROM payments_entry AS line JOIN payments_bill AS bill ON bill.id = line.bill_id
        JOIN cases_case AS one ON one.id = bill.case_id
        WHERE line.hromada_id = %(hromada)s AND line.happened_on BETWEEN %(first_day)s AND %(last_day)s
    ), bill AS MATERIALIZED (
        SELECT bill.id, bill.full_amount - bill.amount AS less, bill.issued_on AS day, one.point_id AS point,
               one.service_id
        FROM payments_bill AS bill JOIN cases_case AS one ON one.id = bill.case_id
        WHERE bill.hromada_id = %(hromada)s AND bill.issued_on BETWEEN %(first_day)s AND %(last_day)s
          AND bill.amount < bill.full_amount
    )
    SELECT point, day, 'paid', service_id::text, kind, channel, NULL::int, count(*), sum(amount * 100)::bigint
    FROM cell JOIN line USING (point, day) GROUP BY point, day, service_id, kind, channel
  UNION ALL
    SELECT point, day, 'forgiven', service_id::text, '', '', NULL, count(*), sum(less * 100)::bigint
    FROM cell JOIN bill USING (point, day)
    WHERE NOT EXISTS (SELECT 1 FROM payments_cancellation AS taken WHERE taken.bill_id = bill.id)
    GROUP BY point, day, service_id
"""
TALKS: Final = """
    SELECT point, day, 'talked', one.topic, one.channel, '', NULL::int, count(*), 0
    FROM cell JOIN (SELECT *, point_id AS point FROM queue_consultation) AS one USING (point, day)
    WHERE one.hromada_id = %(hromada)s AND one.cancelled_at IS NULL
    GROUP BY point, day, one.topic, one.channel
"""
BOOKINGS: Final = f"""
    , booked AS MATERIALIZED (
        SELECT point_id AS point, {_day("starts_at")} AS day, service_id, state
        FROM appointments_booking WHERE hromada_id = %(hromada)s AND {_within("starts_at")}
    )
    SELECT point, day, 'booked', service_id::text, state, '', NULL::int, count(*), 0
    FROM cell JOIN booked USING (point, day) GROUP BY point, day, service_id, state
"""  # noqa: S608  names of columns are written here
# `bucket` of an answer is its score.
ANSWERS: Final = f"""
    , answer AS MATERIALIZED (
        SELECT point_id AS point, {_day("answered_at")} AS day, score, tags
        FROM feedback_answer WHERE hromada_id = %(hromada)s AND {_within("answered_at")}
    )
    SELECT point, day, 'answered', '', '', '', score::int, count(*), 0
    FROM cell JOIN answer USING (point, day) GROUP BY point, day, score
  UNION ALL
    SELECT point, day, 'tagged', tag, '', '', NULL, count(*), 0
    FROM cell JOIN answer USING (point, day), unnest(tags) AS tag GROUP BY point, day, tag
"""  # noqa: S608  names of columns are written here
