"""Open Referral HSDS 3.0: rows of its tables, and the same rows nested as its API answers."""
