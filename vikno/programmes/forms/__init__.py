"""Forms of calls and proposals."""
