"""The project's own benchmark: ratios of ways to do the same work, measured side by side in one run.

`python -m benchmarks` (or `make bench`) prints them. Nothing here is asserted: `tests/test_benchmarks.py` only proves
that every measured function runs and that ways which are compared give the same result.
"""
