"""Letters, against a mail server that is there: sent once, tried again, given up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.subscribers import posting
from clarion.subscribers.letters import Letter, LetterState, take_letters
from clarion.subscribers.posting import post_letters
from clarion.subscribers.scope import Scope
from clarion.subscribers.sending import ATTEMPTS
from clarion.subscribers.subscribing import Wish, ask

pytestmark = pytest.mark.django_db


def a_letter(mail: str = "ida@example.com", language: str = "en") -> Letter:
    return ask(Wish("mail", mail, mail, Scope(), language), at=timezone.now())


def test_a_letter_arrives_once_with_a_link_to_confirm(mail_server) -> None:
    letter, now = a_letter(), timezone.now()
    assert (post_letters(at=now), post_letters(at=now + timedelta(hours=1))) == (1, 0)
    [mail] = mail_server.mails
    assert mail["To"] == "ida@example.com"
    assert mail["Subject"] == "Please confirm your subscription to Status"
    assert mail["Auto-Submitted"] == "auto-generated"
    said = mail.get_payload(decode=True).decode()
    assert f"/subscribe/confirm/{letter.public_id}:" in said
    assert Letter.objects.get().state == LetterState.SENT


def test_an_address_that_is_refused_holds_up_no_other_and_is_not_tried_again(mail_server) -> None:
    mail_server.refuses["none@example.com"] = "550 5.1.1 nobody here"
    a_letter("none@example.com")
    a_letter()
    post_letters(at=timezone.now())
    assert [letter.state for letter in Letter.objects.all()] == [LetterState.FAILED, LetterState.SENT]


def test_while_no_server_answers_letters_wait_and_are_given_up_at_last(settings) -> None:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {
        "default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1}}
    }
    a_letter()
    at = timezone.now()
    for _ in range(ATTEMPTS):
        assert Letter.objects.get().state == LetterState.WAITING
        assert post_letters(at=at) == 1
        at += timedelta(hours=1)
    letter = Letter.objects.get()
    assert letter.state == LetterState.FAILED
    assert letter.failure.startswith("The mail server cannot be reached")


def test_a_slow_server_gets_no_more_letters_than_there_is_time_for_and_the_rest_go_next(
    mail_server, monkeypatch
) -> None:
    letters, at = [a_letter(f"a{number}@example.com") for number in range(3)], timezone.now()
    monkeypatch.setattr(posting, "PATIENCE", -1)
    assert post_letters(at=at) == 3
    assert [(each.state, each.attempts) for each in Letter.objects.all()] == [(LetterState.WAITING, 0)] * 3
    monkeypatch.undo()
    assert post_letters(at=at) == 3
    assert {mail["To"] for mail in mail_server.mails} == {letter.to for letter in letters}


def test_what_another_worker_has_taken_since_is_left_to_it(mail_server, monkeypatch) -> None:
    a_letter()
    at = timezone.now()
    later = at + timedelta(hours=1)

    def taken_again(*, at, at_most):
        taken = take_letters(at=at, at_most=at_most)
        take_letters(at=later, at_most=at_most)
        return taken

    monkeypatch.setattr(posting, "PATIENCE", -1)
    monkeypatch.setattr(posting, "take_letters", taken_again)
    post_letters(at=at)
    letter = Letter.objects.get()
    assert (letter.attempts, letter.next_attempt_at) == (2, later + timedelta(minutes=1))


def test_two_workers_never_hold_the_same_letter_and_what_a_killed_one_held_comes_back() -> None:
    a_letter()
    at = timezone.now()
    assert len(take_letters(at=at, at_most=10)) == 1
    assert take_letters(at=at, at_most=10) == []
    assert len(take_letters(at=at + timedelta(minutes=1, seconds=1), at_most=10)) == 1
