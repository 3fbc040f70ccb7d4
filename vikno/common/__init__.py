"""What every room uses: text, identifiers, clock, tables of numbers and words. Owns no tables in the database."""
