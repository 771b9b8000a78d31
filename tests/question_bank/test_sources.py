from __future__ import annotations

from hashlib import sha256

from question_bank.sources import built_in_speech


def test_the_built_in_speech_is_kept_byte_for_byte() -> None:
    speech = built_in_speech()

    assert sha256(speech.data).hexdigest() == (
        "967dcf9c95a185973435076e75fe83bdb4271e2a6a95074481daa42b4ff968b8"
    )


def test_the_built_in_speech_is_named_and_titled() -> None:
    speech = built_in_speech()

    assert (speech.name, speech.title) == ("speech.txt", "在代表座谈会上的讲话")
