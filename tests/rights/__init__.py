"""Every address × every role × every tenant, against one reviewed table."""
