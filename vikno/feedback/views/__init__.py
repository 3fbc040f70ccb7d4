"""Pages for residents without sign-in, and pages for the centre."""
