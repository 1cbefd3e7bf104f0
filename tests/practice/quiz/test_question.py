"""Questions in TOML: what is read, and what is refused with the file, the table, the key and the remedy."""

import pytest

from clarion.practice.content import ContentError, read_toml
from clarion.practice.quiz.question import QuestionKind, read_questions

CHOICE = """
[[questions]]
id = "cadence"
kind = "vocabulary"
prompt = "What is a cadence?"
choices = ["How often readers hear", "How bad it is", "Who is affected"]
right = "How often readers hear"
explanation = "It is the rhythm of updates."
"""
ERROR = """
[[questions]]
id = "soon"
kind = "error"
prompt = "Mark it."
text = "Card payments fail. More will follow soon."
audience = "public"
message = "progress"
rule = "vague"
wrong = "More will follow soon."
explanation = "Soon is no time."
"""


def read(*files):
    return read_questions(read_toml(file, name=f"{at}.toml") for at, file in enumerate(files, start=1))


def test_a_question_with_choices_and_one_with_a_passage_are_read():
    choice, error = read(CHOICE, ERROR).values()
    assert (choice.id, choice.kind, choice.right) == (
        "cadence",
        QuestionKind.VOCABULARY,
        "How often readers hear",
    )
    assert (error.kind, error.choices, error.passage.rule) == (QuestionKind.ERROR, (), "vague")
    assert error.passage.wrong == "More will follow soon."


def test_the_order_of_choices_follows_the_seed_and_nothing_else():
    (question,) = read(CHOICE).values()
    assert question.choices_for(7) == question.choices_for(7)
    assert set(question.choices_for(7)) == set(question.choices)
    firsts = {question.choices_for(seed)[0] for seed in range(40)}
    assert firsts == set(question.choices)


@pytest.mark.parametrize(
    ("file", "wrong", "instead", "said"),
    [
        (CHOICE, '"vocabulary"', '"riddle"', "kind: write one of vocabulary, scenario, error, judgement."),
        (CHOICE, ', "Who is affected"', "", "choices: write at least 3."),
        (CHOICE, '"Who is affected"', '"Who", "When", "Why"', "choices: write 3 or 4 texts."),
        (CHOICE, '"Who is affected"', '"How bad it is"', "choices: write every text once."),
        (
            CHOICE,
            'right = "How often',
            'right = "how often',
            "right: write one of the choices, letter by letter.",
        ),
        (CHOICE, "explanation", "explained", "explanation: write a text in quotes."),
        (
            ERROR,
            'wrong = "More',
            'wrong = "Much',
            "wrong: write words that stand in the text exactly once.",
        ),
        (
            ERROR,
            'wrong = "More will follow soon."',
            'wrong = "a"',
            "wrong: write words that stand in the text exactly once.",
        ),
        (ERROR, '"vague"', '"vagueness"', "rule: write one of alarm, blame,"),
        (ERROR, '"public"', '"everybody"', "audience: write one of engineering, partners,"),
        (
            ERROR,
            "prompt",
            'hint = "think"\nprompt',
            "hint: this key is not known here; correct or remove it.",
        ),
    ],
)
def test_what_is_not_in_shape_is_refused_with_file_table_key_and_remedy(file, wrong, instead, said):
    with pytest.raises(ContentError) as refused:
        read(file.replace(wrong, instead, 1))
    assert str(refused.value).startswith("1.toml, questions 1: " + said)


def test_an_id_that_stands_in_two_files_is_refused():
    with pytest.raises(ContentError) as refused:
        read(CHOICE, ERROR.replace('"soon"', '"cadence"'))
    assert str(refused.value) == "2.toml, questions 1: id: “cadence” is taken; write another id."
