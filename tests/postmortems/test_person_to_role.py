"""From a person to a role or to the system: what is rewritten, and what has to stay as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clarion.postmortems.person_to_role import rewrites_in, rewritten

ROLES = {
    "Ana Sousa": "incident commander",
    "Ben Okafor": "on-call engineer",
    "Dev Patel": "",
    "Otto Jenkins": "SRE",
    "Eve": "a supplier's engineer",
    "Redis Kale": "scribe",
}


def of(text: str) -> str:
    return rewritten(text, rewrites_in(text, ROLES))


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        (
            "Ana forgot to renew the certificate.",
            "The certificate was not renewed: nothing renewed it or warned of it.",
        ),
        (
            "Ana forgot to renew the certificate",
            "The certificate was not renewed: nothing renewed it or warned of it",
        ),
        ("Because Ana forgot to renew the certificate, checkout stopped.",
         "Because the certificate was not renewed, checkout stopped."),
        ("Ana Sousa did not test the backups before the upgrade.", "The backups were not tested before the upgrade."),
        ("The on-call engineer failed to check the alert for the disk.",
         "The alert for the disk was not checked: nothing checked it or warned of it."),
        ("The engineer on call never tested the scripts.",
         "The scripts were not tested: nothing tested them or warned of them."),
        ("Ana simply forgot to rotate our keys.", "Our keys were not rotated: nothing rotated them or warned of them."),
        ("Ana didn't update DNS.", "DNS was not updated: nothing updated it or warned of it."),
        ("Ana did not test release 118.", "Release 118 was not tested: nothing tested it or warned of it."),
        ("The team did not document the status page.", "The status page was not documented."),
        ("Nobody tested the script.", "The script was not tested: nothing tested it or warned of it."),
        ("Nobody bothered to read the notes, so 212 rows moved and 3 failed.",
         "The notes were not read, so 212 rows moved and 3 failed."),
        ("The DBA didn't bother to check the size of the table.",
         "The size of the table was not checked: nothing checked it or warned of it."),
        ("The scheduling team let the licence lapse.", "The licence lapsed."),
    ],
)  # fmt: skip
def test_what_somebody_left_out_is_told_of_the_thing(text, suggestion):
    assert of(text) == suggestion


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Ana deleted the wrong table.", "It was possible to delete the wrong table."),
        ("Ana accidentally deleted the table.", "It was possible to accidentally delete the table."),
        ("Ana carelessly pushed the change.", "It was possible to push the change."),
        ("An intern pushed the change straight to main.", "It was possible to push the change straight to main."),
        ("At 10:02 Ben deployed release 118 without a review.",
         "At 10:02 it was possible to deploy release 118 without a review."),
        ("Operators disregarded the alarm for forty minutes.",
         "It was possible to disregard the alarm for forty minutes."),
        ("The team ignored two warnings.", "It was possible to ignore two warnings."),
        ("A clerk in our back office keyed the amount in twice.", "It was possible to key the amount in twice."),
        ("The operator entered the amount by mistake.", "It was possible to enter the amount by mistake."),
    ],
)  # fmt: skip
def test_what_somebody_did_wrongly_was_possible_to_do(text, suggestion):
    assert of(text) == suggestion


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Ana deployed release 118.", "The incident commander deployed release 118."),
        ("Then Ana Sousa broke checkout.", "Then the incident commander broke checkout."),
        ("At 10:02 UTC Ben restarted the broker.", "At 10:02 UTC the on-call engineer restarted the broker."),
        ("Dev broke checkout.", "A responder broke checkout."),
        ("Otto Jenkins changed the limit.", "The SRE changed the limit."),
        ("Eve set the flag to 0.", "A supplier's engineer set the flag to 0."),
        (
            "Ana did not check whether the backup works.",
            "The incident commander did not check whether the backup works.",
        ),
        (
            "Ana deleted the wrong table and broke checkout.",
            "The incident commander deleted the wrong table and broke checkout.",
        ),
        ("- Ana restarted it.\n- It came back.", "- The incident commander restarted it.\n- It came back."),
    ],
)
def test_a_known_name_that_is_a_cause_becomes_its_role(text, suggestion):
    assert of(text) == suggestion


@pytest.mark.parametrize(
    "text",
    [
        # programs that are called like people, and things
        "Jenkins deployed release 118.",
        "Redis failed.",
        "Redis failed to renew the lease.",
        "The health check failed to check the disk.",
        "The release job deleted the wrong table.",
        "Dev environment crashed.",
        # possessives, agents, several people
        "Ana's change broke checkout.",
        "The table was deleted by Ana.",
        "Reported by Ana Sousa at 10:02.",
        "Ana and Ben deployed release 118.",
        # good or neutral acts, and people of whom nothing is known
        "Ana found the cause.",
        "Ben told Support.",
        "Zora deployed release 118.",
        "We forgot to renew the certificate.",
        "You forgot to renew the certificate.",
        # quotations and code
        "“Ana deleted the wrong table”, said the alert.",
        "> Ana deleted the wrong table.",
        "`Ana deleted the wrong table.`",
        "```\nAna deleted the wrong table.\n```",
        "The log says `Ana` deleted the wrong table.",
        "Ana forgot to run `make check`.",
        # conditions, wishes, what was already before
        "If Ana forgot to renew the certificate, nothing would tell us.",
        "Ana had not tested the script.",
        "Ana should not have deployed release 118.",
        # where it is not plain which words are the thing
        "The team forgot to rotate the keys and the tokens.",
        "They forgot to test it.",
        "The engineer did not check that the backups work.",
        "The intern who was alone did not read the logs that we keep.",
        "The tester overlooked the case, though it was on her list.",
        "The engineer ignored it.",
        "The dispatcher misread the procedure and isolated the wrong feeder.",
        "The operator let her password expire.",
        "Nobody was hurt.",
        "The certificate Ana ignored had expired.",
        "Nobody tested his script.",
        "ana deployed it",
    ],
)
def test_what_must_be_left_alone_is_left_alone(text):
    assert of(text) == text


def test_a_name_that_two_people_share_is_nobodys():
    assert rewrites_in("Ana broke checkout.", {"Ana Sousa": "scribe", "Ana Lima": "commander"}) == []


def test_each_rewrite_says_where_it_stands_and_whether_it_names_somebody():
    text = "It began at ten. Ana broke checkout. An intern deleted the wrong table."
    by_role, possible = rewrites_in(text, ROLES)
    assert (by_role.quote, by_role.suggestion, by_role.names) == ("Ana", "The incident commander", True)
    assert (possible.quote, possible.names) == ("An intern deleted", False)
    assert text[by_role.start : by_role.end] == by_role.quote


WHO = some.sampled_from(
    ["Ana", "Ben Okafor", "Dev", "Jenkins", "The engineer", "The team", "Redis", "We", "Otto Jenkins", "Eve", "Zora",
     "Nobody", "At 10:02 Ana"]
)  # fmt: skip
ACT = some.sampled_from(
    ["forgot to renew", "did not test", "never checked", "deleted", "accidentally dropped", "broke", "pushed", "found",
     "ignored", "let", "didn't bother to read", "never bothered to test"]
)  # fmt: skip
WHAT = some.sampled_from(
    ["the certificate", "the wrong table", "release 118 without a review", "the keys and tokens", "DNS", "backups",
     "the change straight to main", "`it`", "the alert of the disk before noon",
     "the licence lapse", "her own change", "the key, the chain and the root"]
)  # fmt: skip
TAIL = some.sampled_from(
    [".", ", and checkout stopped.", " because nobody knew.", "!", "\n\n> Ana broke it.\n", ""]
)
SENTENCE = some.builds(lambda who, act, what, tail: f"{who} {act} {what}{tail}", WHO, ACT, WHAT, TAIL)


@given(some.lists(SENTENCE, max_size=5).map(" ".join), some.booleans())
def test_a_rewritten_text_has_nothing_to_rewrite_and_nothing_else_in_it_changed(text, unfinished):
    text = text.rstrip(".!\n") if unfinished else text
    rewrites = rewrites_in(text, ROLES)
    after = rewritten(text, rewrites)
    assert rewrites_in(after, ROLES) == []
    place, moved = 0, 0
    for each in rewrites:
        assert text[each.start : each.end] == each.quote
        assert after[place + moved : each.start + moved] == text[place : each.start]
        place, moved = each.end, moved + len(each.suggestion) - len(each.quote)
    assert after[place + moved :] == text[place:]


@given(some.text(max_size=200))
def test_no_text_is_too_strange_to_be_read(text):
    assert rewritten(text, rewrites_in(text, ROLES)) is not None
