"""One sound row in each table, for tests that break one rule at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from question_bank.documents.values import Genre
from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType, Level
from question_bank.storage import models as m
from question_bank.storage.models import values as v

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HASH = "0" * 64


def found_world(session: Session) -> None:
    """Store one row in each table; all have the number 1."""
    for rows in (_people(), _texts(), _question(), _around_the_question(), _papers(), _learning()):
        for row in rows:
            session.add(row)
            session.flush()


def _people() -> list[m.Base]:
    later = NOW + timedelta(days=1)
    return [
        m.Person(name="周敏", username="zhoumin", email="z@example.org", created_at=NOW),
        m.PersonRole(person_id=1, role=v.Role.AUTHOR, granted_at=NOW, granted_by_id=1),
        m.LoginSession(
            person_id=1,
            kind=v.SessionKind.PASSWORD,
            token_hash=HASH,
            created_at=NOW,
            last_seen_at=NOW,
            expires_at=later,
        ),
        m.Group(name="第一代表团", created_at=NOW),
        m.Membership(person_id=1, group_id=1, term="十四届", joined_at=NOW),
        m.PersonRequest(person_id=1, kind=v.RequestKind.GROUP, group_id=1, created_at=NOW),
        m.AuditEntry(action="question.edit", person_id=1, created_at=NOW),
        m.FormSubmission(token="a", person_id=1, endpoint="quiz", location="/", created_at=NOW),
        m.FormDraft(person_id=1, form="question", content={}, saved_at=NOW),
        m.SavedFilter(person_id=1, page="questions", name="待审", query={}, created_at=NOW),
        m.BulkAction(person_id=1, action="retire", size=1, before=[], created_at=NOW),
        m.Setting(name="office", content={"value": "人大办"}, changed_at=NOW, changed_by_id=1),
        m.Job(kind="generate", person_id=1, created_at=NOW),
        m.JobFile(job_id=1, name="讲话.txt", content=b"bytes"),
        m.Tag(name="代表法", created_at=NOW),
        m.Term(text="全过程人民民主", created_at=NOW, created_by_id=1),
        m.ConfusableSet(
            purpose=v.SetPurpose.CONFUSABLE, name="机关", created_at=NOW, created_by_id=1
        ),
        m.ConfusableMember(set_id=1, position=1, text="权力机关"),
    ]


def _texts() -> list[m.Base]:
    return [
        m.Document(title="讲话", sha256=HASH, genre=Genre.SPEECH, created_at=NOW, created_by_id=1),
        m.DocumentVersion(
            document_id=1,
            number=1,
            sha256=HASH,
            media_type="text/plain",
            original=b"bytes",
            clean_text="江山就是人民",
            created_at=NOW,
            created_by_id=1,
        ),
        m.FlagDecision(
            document_version_id=1,
            flag_start=0,
            flag_end=2,
            usable=True,
            decided_at=NOW,
            decided_by_id=1,
        ),
        m.GenerationRun(
            document_version_id=1,
            generator_version="1",
            lexicon_fingerprint="a",
            created_at=NOW,
            created_by_id=1,
        ),
        m.KeyPoint(
            document_version_id=1,
            position=1,
            kind=Kind.SLOGAN,
            pattern="set_phrase",
            source_start=0,
            source_end=6,
            quote="江山就是人民",
            importance=0.5,
        ),
        m.RefusedCandidate(
            document_version_id=1,
            position=1,
            guid="r",
            type=ItemType.CLOZE,
            form="slot",
            kind=Kind.SLOGAN,
            stem="____就是人民",
            item={},
            findings=[],
            reason="too_short",
            source_start=0,
            source_end=6,
            source_quote="江山就是人民",
        ),
    ]


def _question() -> list[m.Base]:
    return [
        m.Question(
            guid="g",
            generation_key="g",
            origin=v.Origin.GENERATED,
            type=ItemType.CLOZE,
            form="slot",
            kind=Kind.SLOGAN,
            status=v.Status.PUBLISHED,
            stem="江山就是____",
            difficulty=2,
            document_version_id=1,
            source_start=0,
            source_end=6,
            source_quote="江山就是人民",
            outdated_by_id=1,
            content_hash=HASH,
            content_changed_at=NOW,
            created_at=NOW,
            author_id=1,
            current_revision=1,
        )
    ]


def _around_the_question() -> list[m.Base]:
    return [
        m.Option(question_id=1, number=1, position=1, text="人民", correct=True),
        m.Blank(question_id=1, number=1, position=1, accepted=["人民"]),
        m.QuestionFinding(question_id=1, position=1, name="length", level=Level.NOTE),
        m.Revision(
            question_id=1,
            number=1,
            item={},
            content_hash=HASH,
            source=None,
            created_at=NOW,
            created_by_id=1,
        ),
        m.Signature(revision_id=1, person_id=1, verdict=v.SignatureVerdict.ACCEPT, created_at=NOW),
        m.QuestionTag(question_id=1, tag_id=1),
        m.QuestionBigram(question_id=1, bigram=7),
    ]


def _papers() -> list[m.Base]:
    one = Decimal(1)
    return [
        m.Paper(title="测验", code="AB12", created_at=NOW, edited_at=NOW, created_by_id=1),
        m.PaperGroup(paper_id=1, group_id=1),
        m.PaperSection(paper_id=1, position=1, title="一、填空题"),
        m.PaperRule(section_id=1, position=1, document_id=1, tag_id=1, count=1, points=one),
        m.PaperItem(paper_id=1, section_id=1, position=1, question_id=1, points=one),
        m.PaperVersion(
            paper_id=1, number=1, snapshot={}, max_score=one, created_at=NOW, created_by_id=1
        ),
        m.PaperQuestion(paper_version_id=1, question_id=1),
        m.QuestionTally(question_id=1, answers=1, correct=1, people=1, share=1.0, duration_ms=1),
        m.LearningTally(
            group_id=0, document_id=0, kind="", people=1, answers=1, correct=1, cards=1, known=0
        ),
        m.PaperCorrection(
            paper_version_id=1,
            question_id=1,
            revision_id=1,
            reason="答案更正",
            person_id=1,
            created_at=NOW,
        ),
        m.PaperSheet(
            paper_version_id=1, variant="A", person_id=1, check_code="7", layout=[], created_at=NOW
        ),
        m.Invitation(
            kind=v.InvitationKind.JOIN,
            token_hash=HASH,
            code="8841",
            role=v.Role.LEARNER,
            group_id=1,
            person_id=1,
            paper_id=1,
            created_at=NOW,
            created_by_id=1,
        ),
    ]


def _learning() -> list[m.Base]:
    one = Decimal(1)
    return [
        m.StudyPlan(person_id=1, meeting_on=date(2026, 3, 5), themes={}, created_at=NOW),
        m.Attempt(
            person_id=1,
            kind=v.AttemptKind.PLAN,
            paper_version_id=1,
            plan_id=1,
            sheet_id=1,
            layout=[],
            started_at=NOW,
            max_score=one,
        ),
        m.Answer(
            attempt_id=1,
            slot=1,
            question_id=1,
            revision_id=1,
            response={},
            mark=one,
            max_mark=one,
            correct=True,
            submission_id="s",
        ),
        m.Regrade(
            answer_id=1,
            revision_id=1,
            old_mark=Decimal(0),
            new_mark=one,
            reason="答案更正",
            person_id=1,
            created_at=NOW,
        ),
        m.Progress(
            person_id=1, question_id=1, last_correct=False, last_answered_at=NOW, wrong_since=NOW
        ),
        m.Card(person_id=1, question_id=1, due=NOW, created_at=NOW),
        m.Review(
            card_id=1,
            person_id=1,
            rating=3,
            reviewed_at=NOW,
            state_before={},
            submission_id="s",
        ),
        m.Bookmark(person_id=1, question_id=1, created_at=NOW),
        m.ProblemReport(
            person_id=1, question_id=1, revision_id=1, answer_id=1, text="有误", created_at=NOW
        ),
    ]
