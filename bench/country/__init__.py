"""The country with five million full cases: `python -m bench country`.

1,469 hromadas with 4,500 points and an officer at each, three years of cases with their applicants, papers, steps,
decisions and results. Every size of `BENCH_CASES` (500000,5000000) is a database of its own in one cluster, so that
both are asked by turns. Fewer by `BENCH_HROMADAS`, `BENCH_POINTS`; another country by `BENCH_SEED`. With `BENCH_KEEP=1`
the cluster stays in the data folder (`bench-country`), and the same command asks again what is laid: all questions,
or those whose names the pattern `BENCH_ASKED` is found in («head|overdue»), each `BENCH_ROUNDS` times.

**What is real.** `lives` lets the project's own services lead a pattern case to every stage of ten lives; each row laid
is a copy of such a row, moved to another hromada, person, officer and day. Rows are laid hromada by hromada, the
hromada bound, under forced row-level security: a row of another hromada is refused.

**What is switched off while laying** (`bare`): foreign keys, indexes and unique constraints but primary keys are taken
away and made anew, so they check every row at the end; triggers that mark what is to be counted sleep. Counts are made
afterwards by `indicators.services.refresh`, which counts all of a hromada it never counted; none is invented. Then
`counts.faults_of` counts cases once more in another way: the bench fails when a month of a hromada differs.

**What is not laid**: entries of the journal (a chain of hashes is made by acts), messages, printed papers. The
explanation of a term speaks of the pattern's days. Nobody's code opens a laid case on the public page.
"""
