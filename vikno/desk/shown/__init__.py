"""Ready rows for the templates of the desk: no template asks the database."""

from vikno.desk.shown.intake import (
    check_facts,
    done_facts,
    open_drafts,
    paper_lines,
    paper_rows,
    papers_of_form,
    service_facts,
    services_offered,
    steps,
    wishes_choices,
)
from vikno.desk.shown.merging import chosen_facts, merge_facts
from vikno.desk.shown.pages import address_of, candidate_of, differences, find_facts, home_facts, person_facts
from vikno.desk.shown.typed import lines_typed, papers_apart, wishes_apart
from vikno.desk.shown.visits import bundle_facts, together_facts, visit_facts

__all__ = [
    "address_of",
    "bundle_facts",
    "candidate_of",
    "check_facts",
    "chosen_facts",
    "differences",
    "done_facts",
    "find_facts",
    "home_facts",
    "lines_typed",
    "merge_facts",
    "open_drafts",
    "paper_lines",
    "paper_rows",
    "papers_apart",
    "papers_of_form",
    "person_facts",
    "service_facts",
    "services_offered",
    "steps",
    "together_facts",
    "visit_facts",
    "wishes_apart",
    "wishes_choices",
]
