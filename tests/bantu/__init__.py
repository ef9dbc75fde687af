"""Proof helpers of the tests: what the Open XML SDK finds, what it misses, how a page looks, which engine is there."""
