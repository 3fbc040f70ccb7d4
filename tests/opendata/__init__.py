"""Open data against the published schemas, shapes and templates: every record of the demo and of the real register."""
