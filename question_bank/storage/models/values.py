"""The closed lists that stand in columns, beyond those of the earlier stages."""

from __future__ import annotations

import enum


class Origin(enum.StrEnum):
    """Where a question comes from."""

    GENERATED = "generated"
    AUTHORED = "authored"
    IMPORTED = "imported"


class Status(enum.StrEnum):
    """Where a question stands; only published ones reach deputies."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    REJECTED = "rejected"
    RETIRED = "retired"


class SignatureVerdict(enum.StrEnum):
    """What a trainer says of one wording."""

    ACCEPT = "accept"
    REJECT = "reject"


class SetPurpose(enum.StrEnum):
    """What a set of words is for: distractors, second answers, accepted spellings."""

    CONFUSABLE = "confusable"
    ALSO_TRUE = "also_true"
    ACCEPTED_FORMS = "accepted_forms"


class Role(enum.StrEnum):
    """What a person may do; several each."""

    LEARNER = "learner"
    AUTHOR = "author"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class SessionKind(enum.StrEnum):
    """How a login session was opened: by a device's first answer, or with a password."""

    DEVICE = "device"
    PASSWORD = "password"  # noqa: S105  the name of a way in, not a secret


class InvitationKind(enum.StrEnum):
    """What a link does: first account, join a group, new password, another phone."""

    SETUP = "setup"
    JOIN = "join"
    RESET = "reset"
    DEVICE = "device"


class ScoringRule(enum.StrEnum):
    """What an incomplete multiple choice earns; any wrong tick earns nothing."""

    ALL_OR_NOTHING = "all_or_nothing"
    HALF = "half"
    FIXED = "fixed"
    PROPORTIONAL = "proportional"


class PaperState(enum.StrEnum):
    """Where a paper stands; frozen papers have a version that attempts can use."""

    DRAFT = "draft"
    FROZEN = "frozen"
    CANCELLED = "cancelled"


class AnswersShown(enum.StrEnum):
    """When those who sat a paper see the answers."""

    AT_ONCE = "at_once"
    AFTER_SUBMIT = "after_submit"
    AFTER_CLOSE = "after_close"
    NEVER = "never"


class Audience(enum.StrEnum):
    """Who may sit a paper."""

    EVERYONE = "everyone"
    GROUPS = "groups"
    CODE = "code"


class AttemptKind(enum.StrEnum):
    """What an attempt is: free practice, a paper, or a day of a plan."""

    PRACTICE = "practice"
    EXAM = "exam"
    PLAN = "plan"


class AttemptState(enum.StrEnum):
    """Where an attempt stands."""

    OPEN = "open"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class FinishReason(enum.StrEnum):
    """Why an attempt ended."""

    SUBMITTED = "submitted"
    TIME = "time"
    CLOSED = "closed"
    ABANDONED = "abandoned"


class CardState(enum.StrEnum):
    """Where a flashcard stands with its scheduler."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class ReportKind(enum.StrEnum):
    """What a deputy reports: something wrong with a question, or with a mark."""

    PROBLEM = "problem"
    APPEAL = "appeal"


class ReportTopic(enum.StrEnum):
    """What a deputy finds wrong with a question."""

    KEY = "key"
    WORDING = "wording"
    SOURCE = "source"
    OUTDATED = "outdated"
    OTHER = "other"


class ReportState(enum.StrEnum):
    """What became of a report."""

    OPEN = "open"
    FIXED = "fixed"
    DISMISSED = "dismissed"


class JobState(enum.StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class RequestKind(enum.StrEnum):
    """What a deputy asks of the office: another group, or to be forgotten."""

    GROUP = "group"
    ERASE = "erase"


class RequestState(enum.StrEnum):
    """What became of a request."""

    OPEN = "open"
    DONE = "done"
    DISMISSED = "dismissed"
