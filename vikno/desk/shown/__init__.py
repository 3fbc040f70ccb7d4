"""Ready rows for the templates of the desk: no template asks the database."""

from vikno.desk.shown.intake import (
    check_facts,
    done_facts,
    open_drafts,
    paper_lines,
    paper_rows,
    service_facts,
    services_offered,
    steps,
    wishes_choices,
)
from vikno.desk.shown.pages import candidate_of, differences, find_facts, home_facts, person_facts

__all__ = [
    "candidate_of",
    "check_facts",
    "differences",
    "done_facts",
    "find_facts",
    "home_facts",
    "open_drafts",
    "paper_lines",
    "paper_rows",
    "person_facts",
    "service_facts",
    "services_offered",
    "steps",
    "wishes_choices",
]
