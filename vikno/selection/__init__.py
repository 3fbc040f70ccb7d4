"""Who reviews proposals, how they are ranked, what was decided."""
