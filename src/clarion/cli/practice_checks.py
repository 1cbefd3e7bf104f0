"""What the criteria and the review say of a practised text, as lines of a terminal; then tier, model answer and why."""

from clarion.cli.practice_screen import Screen
from clarion.practice.comparing import differences
from clarion.practice.criteria import Met
from clarion.practice.exercises.exercise import Exercise
from clarion.practice.exercises.judging import judge
from clarion.practice.remarks import Remark, remarks
from clarion.practice.tiers import Tier
from clarion.review import registry

SHAPES = {Tier.NEEDS_WORK: "○", Tier.SOLID: "◐", Tier.EXCELLENT: "●"}
_LOOKS = {Tier.NEEDS_WORK: "warn", Tier.SOLID: "", Tier.EXCELLENT: "good"}


def show_checks(exercise: Exercise, text: str, screen: Screen) -> None:
    judgement = judge(exercise, text)
    screen.say()
    screen.title("Criteria")
    for each in judgement.met:
        screen.say(
            f"{'✓' if each.met else '–'} {each.criterion.says}{_asks(each)}", indent=2, look=_look(each)
        )
    said = remarks(text, judgement.met, judgement.review)
    screen.say()
    screen.title("In your text")
    for remark in said:
        _show_remark(remark, text, screen)
    if not said:
        screen.say("The review has nothing to say about your words.", indent=2)
    screen.say()
    tier = judgement.tier
    screen.say(f"As it stands: {SHAPES[tier]} {tier.label}: {tier.when}.", look=_LOOKS[tier])
    screen.say()


def _asks(met: Met) -> str:
    """What would help, where something is missing; where something is wrong, the remark at its place says it."""
    optional = "" if met.criterion.must else " (to be excellent)"
    if met.met or met.criterion.check != "element":
        return optional
    return f"{optional}. {registry.element(met.criterion.wanted[0]).asks}"


def _look(met: Met) -> str:
    return "good" if met.met else "warn"


def _show_remark(remark: Remark, text: str, screen: Screen) -> None:
    screen.say(f"line {remark.line}: {remark.about}", indent=2, look=remark.severity.value)
    screen.marked(text, remark.start, remark.end, look=remark.severity.value)
    screen.say(f"= {remark.message}", indent=4)
    if remark.suggestion:
        screen.say(f"= perhaps: {remark.suggestion}", indent=4)


def show_outcome(exercise: Exercise, text: str, screen: Screen) -> None:
    """The tier in its table, the model answer, why it works, and what differs."""
    judgement = judge(exercise, text)
    screen.title(f"Your text: {judgement.tier.label}")
    for tier in Tier:
        reached = tier is judgement.tier
        mark, look = (SHAPES[tier], _LOOKS[tier] or "bold") if reached else (" ", "")
        screen.say(f"{mark} {tier.label}: {tier.when}{' (reached)' if reached else ''}", indent=2, look=look)
    screen.say()
    screen.title("A model answer")
    screen.say(exercise.model, indent=2)
    screen.say()
    screen.title("Why it works")
    screen.say(exercise.why)
    screen.say()
    screen.title("What differs")
    differing = differences(judgement.met, exercise.model, exercise.task)
    for each in differing:
        says = f" The model answer: “{each.model_says}”" if each.model_says else ""
        screen.say(f"– {each.criterion.says}: not in yours.{says}", indent=2)
    if not differing:
        screen.say(
            "Your text meets all that the model answer meets. Other words can be as good as these.", indent=2
        )
    screen.say()
