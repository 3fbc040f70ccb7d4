"""Pure decisions of open data: names of things, weeks as recurrences, columns of the published templates."""
