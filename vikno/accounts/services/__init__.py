"""Everything that changes people, roles, keys of programs, and receipts of what was done once."""

from vikno.accounts.services.keys import issue_key, note_use, revoke_key
from vikno.accounts.services.people import (
    add_person,
    choose_letters,
    end_membership,
    grant_role,
    keep_own_password,
    record_sign_in,
    record_sign_out,
    reset_password,
)
from vikno.accounts.services.receipts import Answer, carry_out_once
from vikno.accounts.services.trying import count_lookup, count_try

__all__ = [
    "Answer",
    "add_person",
    "carry_out_once",
    "choose_letters",
    "count_lookup",
    "count_try",
    "end_membership",
    "grant_role",
    "issue_key",
    "keep_own_password",
    "note_use",
    "record_sign_in",
    "record_sign_out",
    "reset_password",
    "revoke_key",
]
