"""Study visits and conferences: seats, delegations, waiting lists, attendance, certificates, what came of them."""
