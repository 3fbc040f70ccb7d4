"""What every room uses: text, identifiers, clock, files with tables. Owns no database tables."""
