"""What a refusal of a recipient is about: the address, or us. A server that refuses us must not cost everybody their mail.

"554 5.7.1 Relay access denied" may be the answer to each recipient when the server does not know us any more, or to one
recipient whom nobody outside may write to. One answer alone does not tell which. So refusals that may be about us are
kept back until the server takes a letter, or the batch is over: when it took none, nothing can be carried at present.
"""

import re
import time
from collections.abc import Iterable, Iterator

from clarion.subscribers.channels.mail.relay import Carried, Relay
from clarion.subscribers.channels.mail.smtp import NOT_INTERNATIONAL, Answer
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.parcels import ChannelDown

#: So many refusals in a batch of which nothing was taken are no chance.
MANY = 5
#: Seconds for which a server that took a letter of ours is believed to know us.
KNOWS_US_FOR = 600.0


def refuses_address(answer: Answer) -> bool:
    """A final answer about this address: it is bad, or disabled (RFC 3463), or refused without a word about why."""
    if answer.status:
        return answer.is_final and (answer.status.startswith("5.1.") or answer.status == "5.2.1")
    return answer.code in {550, 551, 553} and not _refuses_us(answer)


def _refuses_us(answer: Answer) -> bool:
    """Whether by its words it is about us: a policy, or relaying that is not granted."""
    if answer.status:
        return answer.is_final and answer.status.startswith("5.7.")
    return answer.is_final and "relay" in answer.words.lower()


def without_refusals_of_us(relay: Relay, results: Iterable[Carried]) -> Iterator[Carried]:
    """The results, once it is known whom they are about. Raises ChannelDown when the server refuses us."""
    kept: list[Carried] = []
    taken = False
    for carried in results:
        if not taken and _is_in_doubt(carried):
            kept.append(carried)
            continue
        taken = taken or _took(carried)
        yield carried
        if taken:
            yield from kept
            kept = []
    if kept and _are_about_us(kept, relay):
        raise ChannelDown(_problem(kept[0]))
    yield from kept


def _took(carried: Carried) -> bool:
    return carried.outcome is not None and carried.outcome.answer.is_yes


def _is_in_doubt(carried: Carried) -> bool:
    outcome = carried.outcome
    if outcome is None or not outcome.of_recipient or outcome is NOT_INTERNATIONAL:
        return False
    return outcome.answer.is_final and not (outcome.answer.status and refuses_address(outcome.answer))


def _are_about_us(kept: list[Carried], relay: Relay) -> bool:
    if len(kept) >= MANY and len({_words(each) for each in kept}) == 1:
        return True
    if not all(each.outcome and _refuses_us(each.outcome.answer) for each in kept):
        return False
    return len(kept) >= MANY or not relay.took_since(time.monotonic() - KNOWS_US_FOR)


def _words(carried: Carried) -> str:
    """The answer, without the address that it may repeat."""
    address = re.escape(carried.letter.recipient.decode())
    return re.sub(address, "…", str(carried.outcome.answer) if carried.outcome else "", flags=re.IGNORECASE)


def _problem(carried: Carried) -> Problem:
    return Problem(
        f"The mail server passes no mail of ours on ({_words(carried)}).",
        "Allow this machine to send through it, or check user, password and sender in CLARION_SMTP_URL and CLARION_MAIL_FROM.",
    )
