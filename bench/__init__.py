"""Repeatable benchmarks on generated national-scale data: `make bench`, or `python -m bench territories`."""
