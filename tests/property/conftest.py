"""Hypothesis beside other work on the same processors: drawing that is slow there is no failure of a test."""

from hypothesis import HealthCheck, settings

settings.register_profile("wire", parent=settings(), suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wire")
