"""banyak: many kertas kerja of one instrument: what they have in common is worked out once.

In: files of one sending. Out: for each what it would give alone.
"""
