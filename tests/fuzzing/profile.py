"""How much is tried: little and always the same in the suite, as much as asked for else."""

from hypothesis import HealthCheck, settings

SOME = settings(
    max_examples=50, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
FEW = settings(SOME, max_examples=15)
"""For what takes tens of milliseconds."""
