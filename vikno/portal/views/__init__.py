"""The public site: no sign-in, no scripts needed, nothing personal in an address."""
