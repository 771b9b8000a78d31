"""
Reasons to refuse, to ask a trainer, or to mention. Each check is one small function.

The generator and the authoring page run the same checks. A check yields findings
and never raises; its name is also the id of its message. Where an item has no
source, the checks that compare with one stay silent.
"""

from __future__ import annotations

from question_bank.questions.checks.running import CHECKS, run_checks
from question_bank.questions.checks.subject import Check, Subject

__all__ = ["CHECKS", "Check", "Subject", "run_checks"]
