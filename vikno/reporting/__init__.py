"""Reports: what must be mended in the records, the quarterly report of a centre, the week of its head."""
