"""A round of the quiz in a terminal: one question after the other, choices by number, wrong words typed."""

from clarion.cli.practice_rounds import Outcome, Round
from clarion.cli.practice_screen import Left, Screen, asked, kept_whole
from clarion.practice.quiz.marking import found_by_review
from clarion.practice.quiz.playing import AlreadyAnswered, NotAnAnswer
from clarion.practice.quiz.question import Passage, Question


def play(round_: Round, screen: Screen) -> None:
    """Until the round is over. Raises Left after the results so far were shown."""
    try:
        while question := round_.next_question():
            _ask(question, round_, screen)
    except (Left, KeyboardInterrupt):
        with kept_whole():
            _show_results(round_, screen)
            _say_what_stays(round_, screen)
        raise Left from None
    _show_results(round_, screen)
    if not round_.kept:
        screen.say("This round was not kept, and its questions do not come back.")


def _ask(question: Question, round_: Round, screen: Screen) -> None:
    number = len(round_.outcomes()) + 1
    screen.title(f"Question {number} of {round_.length} · {question.kind.label}")
    screen.say(question.prompt)
    screen.say()
    choices = question.choices_for(round_.seed)
    if question.passage:
        _show_passage(question.passage, screen)
    for place, choice in enumerate(choices, start=1):
        screen.say(f"{place}. {choice}", indent=2)
    screen.say()
    outcome = _answered(question, choices, round_, screen)
    if outcome is None:
        return
    _explain(outcome, choices, screen)
    if screen.asks and round_.next_question():
        asked("Enter goes on. ")
    screen.say()


def _show_passage(passage: Passage, screen: Screen) -> None:
    audience, message = passage.audience.value, passage.message.value.replace("_", " ")
    screen.say(passage.text, indent=4)
    screen.say()
    screen.say(
        f"Audience: {audience}. Kind: {message}. Type the words that are wrong, as they stand in the text."
    )
    screen.say("Three dots leave out what lies between: first words ... last words")


def _answered(question: Question, choices: list[str], round_: Round, screen: Screen) -> Outcome | None:
    """Asks until the answer means something; None where the question was answered in the console meanwhile."""
    prompt = "The wrong words> " if question.passage else f"Your answer (1-{len(choices)})> "
    while True:
        typed = asked(prompt).strip()
        try:
            return round_.answer(question, typed if question.passage else _choice(typed, choices))
        except NotAnAnswer as refused:
            screen.say(str(refused))
        except AlreadyAnswered as refused:
            screen.say(str(refused))
            return None


def _choice(typed: str, choices: list[str]) -> str:
    """Raises NotAnAnswer for what is no number of a choice."""
    number = typed.rstrip(".)")
    if number not in {str(place) for place in range(1, len(choices) + 1)}:
        raise NotAnAnswer(f"Type the number of one of the answers, 1 to {len(choices)}.")
    return choices[int(number) - 1]


def _explain(outcome: Outcome, choices: list[str], screen: Screen) -> None:
    question = outcome.question
    screen.say()
    screen.say("✓ Right." if outcome.right else "✕ Not this time.", look="good" if outcome.right else "warn")
    if question.passage:
        _show_wrong_words(question.passage, screen)
    elif not outcome.right:
        screen.say(f"Right is {choices.index(question.right) + 1}: {question.right}")
    screen.say(question.explanation)
    if outcome.comes_back:
        screen.say(f"It comes back {outcome.comes_back}.", look="hint")


def _show_wrong_words(passage: Passage, screen: Screen) -> None:
    screen.marked(passage.text, passage.start, passage.end, look="block")
    for finding in found_by_review(passage):
        screen.say(f"{finding.severity}[{finding.rule}] {finding.message}", indent=4)
    screen.say()


def _show_results(round_: Round, screen: Screen) -> None:
    outcomes = round_.outcomes()
    if not outcomes:
        return
    screen.say()
    screen.title(f"{sum(each.right for each in outcomes)} of {len(outcomes)} right")
    for each in outcomes:
        back = f" Comes back {each.comes_back}." if each.comes_back else ""
        screen.say(f"{'✓' if each.right else '✕'} {each.question.prompt}{back}", indent=2)


def _say_what_stays(round_: Round, screen: Screen) -> None:
    answered = len(round_.outcomes())
    if round_.kept:
        screen.say(
            f"{answered} of {round_.length} answers are kept. `clarion practice quiz`, or the console, goes on from there."
        )
