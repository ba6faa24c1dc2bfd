"""Whole operations, timed as a user meets them: ``make bench``. Results: bench/RESULTS.md."""
