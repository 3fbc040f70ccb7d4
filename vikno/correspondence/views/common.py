"""What every page of letters and messages needs."""

from vikno.correspondence import policies

DESK = tuple(sorted(policies.DESK))
READERS = tuple(sorted(policies.MAIL_READERS))
