"""The country with five million full cases: `python -m bench country`.

1,469 hromadas with 4,500 points and an officer at each, three years of cases with their applicants, papers, steps,
decisions and results. Every size of `BENCH_CASES` is a database of its own in one cluster. What is laid once is asked
again by the same command while `BENCH_KEEP=1` keeps the cluster.

**What is real.** `lives` lets the project's own services lead some eighty pattern cases through every stage; each row laid
is a copy of such a row, moved to another hromada, person, officer and day. Rows are laid hromada by hromada, the hromada
bound, under forced row-level security: a row of another hromada is refused.

**What is switched off while laying** (`bare`): foreign keys, indexes and unique constraints but primary keys are taken
away and made anew, so they check every row at the end; triggers that mark what is to be counted sleep. Counts are made
afterwards by `indicators.services.refresh`, which counts everything of a hromada it never counted; none is invented.

**What is not laid**: entries of the journal (a chain of hashes is made by acts), messages, printed papers. The explanation
of a term speaks of the pattern's days. Nobody's code opens a laid case on the public page.
"""
