"""No difference between audiences: the same words for engineers, customers and leaders."""

import re

from clarion.practice.criteria import Span
from clarion.practice.interview.red_flag import RedFlag, Spoken, places

_TEXT = r"(?:message|text|update|e-?mail|mail|information|words|summary|report|note|statement|post|template|thing)s?"
_ALL = r"(?:everyone|everybody|all (?:\w+ )?(?:of them|people|groups|audiences|readers|recipients|sides|parties|stakeholders)|the whole (?:company|list|world)|all)"
_SAME = (
    re.compile(rf"\b(?:the )?(?:exact )?same {_TEXT}(?: \w+){{0,4}}? (?:to|for|with) (?:{_ALL}|(?:the )?(?:engineers|customers|leaders|executives|management))\b", re.IGNORECASE),
    re.compile(rf"\b(?:one|a single) {_TEXT}(?: \w+){{0,3}}? (?:to|for) {_ALL}\b", re.IGNORECASE),
    re.compile(rf"\b(?:everyone|everybody) (?:gets?|got|receives?|received|reads?|saw|sees) (?:exactly )?the same(?: {_TEXT})?\b", re.IGNORECASE),
    re.compile(r"\b(?:put|copy|copied|forward|forwarded|paste|pasted|publish|published|send|sent) (?:\w+ ){0,4}?(?:engineers?'?|engineering|internal|technical|incident) (?:\w+ ){0,3}?(?:straight|directly|unchanged|as (?:it|they) (?:is|are|was|were)|word for word)", re.IGNORECASE),
    re.compile(r"\b(?:no|not any|little) (?:real )?difference between (?:\w+ ){0,3}?(?:customers|audiences|engineers|readers|leaders|internal)\b", re.IGNORECASE),
    re.compile(r"\b(?:i|we) (?:do not|don't|did not|didn't|never) (?:change|adapt|adjust|rewrite|tailor)(?:ed)? (?:\w+ ){0,4}?(?:audiences?|readers?|customers|leaders|groups?)\b", re.IGNORECASE),
    re.compile(rf"\bidentical {_TEXT}\b", re.IGNORECASE),
    re.compile(rf"\b(?:one|a single|the same|just one) {_TEXT}(?: \w+){{0,5}}?,? (?:everywhere|for (?:{_ALL}|every (?:group|audience|reader))|to (?:{_ALL}|every (?:group|audience|reader)))\b", re.IGNORECASE),
    re.compile(rf"\b(?:one|the same) {_TEXT}(?: (?:is|was|has to be|must be))? (?:good )?enough\b", re.IGNORECASE),
    re.compile(r"(?<!never )(?<!not )(?<!n't )\b(?:copy|copied|copying|paste|pasted|forward|forwarded|publish|published|post|posted) (?:\w+ ){0,2}?(?:engineers?['’]?|engineering|internal|technical) (?:\w+ ){0,2}?(?:in|into|on|onto|to) (?:the |our |all )?(?:newsletter|page|status page|customers?|mail|website|blog|clients|everyone|everybody)\b", re.IGNORECASE),
    re.compile(r"(?<!not )(?<!n't )(?<!n’t )(?<!never )\b(?:got|get|gets|received|receive|read|reads|saw|see) (?:exactly )?what the (?:engineers|developers|team|technicians) (?:wrote|write|said|say|posted)\b", re.IGNORECASE),
    re.compile(r"\b(?:not|n['’]t|never|no need to|no reason to|no point in) (?:bother(?:ed)? (?:to )?|need(?:ed)? to |want(?:ed)? to |see why |waste time (?:on|with) )?(?:to )?(?:write|writing|make|making|have|having|prepare|preparing|wrote|made|had)? ?(?:different|separate|several|extra|special) (?:texts|versions|messages|updates|mails)\b", re.IGNORECASE),
    re.compile(r"\b(?:why|not|n['’]t) (?:\w+ ){0,5}?(?:something|anything) (?:else|different|other) than (?:the |our )?(?:board|engineers|customers|leaders|directors|others)\b", re.IGNORECASE),
    re.compile(r"\b(?:treat|treated) (?:all |every |the )?(?:\w+ )?(?:audiences?|readers?|of them|everyone|everybody|groups?) (?:the same|alike|no differently)\b", re.IGNORECASE),
    re.compile(r"\b(?:not|n['’]t|never) (?:really )?(?:distinguish|differentiate) between (?:\w+ ){0,3}?(?:readers|audiences|groups|customers|engineers|them)\b", re.IGNORECASE),
    re.compile(r"\b(?:whoever|everyone|everybody|anyone|all)\b[^.!?]{0,30}\b(?:got|gets|received|heard|hears|read|reads) (?:exactly )?the same (?:\w+ )?(?:sentences?|words|lines?|texts?|messages?|answers?)\b", re.IGNORECASE),
)  # fmt: skip


def _find(spoken: Spoken) -> list[Span] | None:
    return places(spoken.text, _SAME, "The same words for all of them.")


FLAG = RedFlag(
    id="one_text_for_all",
    name="No difference between audiences",
    why="An engineer needs the next step, a customer the way around, a leader the cost and the decision. One text serves none of them.",
    instead="Name two audiences, and what each got that the other did not: one base of facts, one text per audience.",
    find=_find,
    examples=(
        "I sent the same e-mail to everyone, so that nobody felt left out.",
        "I write one message for all audiences, because it is quicker.",
        "Everybody gets the same update from me.",
        "I forwarded the engineers' notes straight to the customers.",
        "For me there is no difference between customers and engineers.",
        "I do not change the words for different readers.",
    ),
    lookalikes=(
        "Everyone worked from the same facts, and each audience got its own text.",
        "I sent one message to support and another to the customers.",
        "I never send the engineers' notes to customers; I translate them first.",
        "We told everyone at the same time that the next update comes at noon.",
        "The difference between the text for customers and the one for leaders was the decision.",
    ),
)
