"""Self-assessment: a framework, answers proposed from records, three scores, gaps, roadmaps."""
