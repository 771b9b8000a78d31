"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# Machines differ in speed, so no property test has a deadline. CI must give the
# same answer twice; `make test-all` looks further.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "here")
)
