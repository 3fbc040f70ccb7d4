"""The API from outside: what it gives and refuses, exactly once, and never a crash."""
