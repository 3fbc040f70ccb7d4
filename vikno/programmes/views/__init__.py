"""Pages of programmes, calls and proposals."""
