"""The placeholders that a template may use: what each becomes, and what it asks of the writer where nothing is known.

The only list of them. A new one is a line here and, where the record knows it, a line in `facts.py`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`becomes` explains it to whoever edits a template; `asks` is the prompt that stands where it is not known.

    `from_record` False: the record never knows it, so the writer is always asked.
    """

    name: str
    becomes: str
    asks: str
    from_record: bool = True


ALL = (
    Placeholder("reference", "the incident's reference, “INC-44”", "the incident's reference"),
    Placeholder("title", "the incident's title", "what does not work"),
    Placeholder("severity", "SEV1 to SEV4", "the severity"),
    Placeholder(
        "severity_in_words",
        "the same for those who do not know the codes: “1 of 4, the highest”",
        "the severity",
    ),
    Placeholder("status", "a sentence that says where the incident stands", "where the incident stands"),
    Placeholder(
        "impact", "what readers cannot do; the title, where that is not known", "what readers cannot do"
    ),
    Placeholder(
        "impact_then",
        "the same once it is over, in the past; where its words cannot be turned safely: “How it was at the time: …”",
        "what readers could not do",
    ),
    Placeholder("services", "the affected services, “Checkout and Search”", "which service"),
    Placeholder("scope", "how many, and where: “25 % of users in Spain”", "who is affected, or how many"),
    Placeholder(
        "cause", "the cause, once it is confirmed; never a suspicion", "the confirmed cause, in plain words"
    ),
    Placeholder("action", "always asked of the writer", "what is being done now", from_record=False),
    Placeholder(
        "workaround",
        "what readers can do meanwhile",
        "what readers can do meanwhile, or that nothing is needed",
    ),
    Placeholder("started", "when it began, “09:31 UTC”", "when it began, with zone"),
    Placeholder("ended", "when it worked again, once it is resolved", "when it worked again, with zone"),
    Placeholder(
        "next_update",
        "when this audience hears again, from the draft's clock",
        "when the next update comes, with zone",
    ),
    Placeholder(
        "last_update",
        "when this audience last heard, in an update without news",
        "when they last heard from you, with zone",
    ),
    Placeholder(
        "prevention",
        "always asked of the writer",
        "what changes so that it does not come back",
        from_record=False,
    ),
    Placeholder("next_steps", "always asked of the writer", "who does what next, by name", from_record=False),
    Placeholder("commander", "the name of the incident commander", "who leads the incident"),
    Placeholder(
        "external_questions_go_to",
        "the communications lead; else who the workspace names",
        "who answers questions from outside",
    ),
    Placeholder(
        "corrected_at",
        "when the update was published that is corrected",
        "when the wrong update was published",
    ),
    Placeholder("wrong_words", "the sentence that was wrong, as it was published", "what was wrong, quoted"),
    Placeholder("right_words", "always asked of the writer", "what is right", from_record=False),
    Placeholder(
        "public_words",
        "what the public page says, in the update that talking points explain",
        "what the public page says",
    ),
    Placeholder("public_at", "when that public update was published", "when the public page said it"),
    Placeholder(
        "public_next_update",
        "when the public page promises its next update",
        "when the public page says more, with zone",
    ),
    Placeholder(
        "window",
        "when planned work takes place, “Tuesday 3 March 2026, 10:00 to 11:00 UTC”",
        "when the work takes place, with zone",
    ),
    Placeholder(
        "window_before",
        "when it was to take place by what readers were told last",
        "when the work was to take place before, with zone",
    ),
    Placeholder(
        "summary",
        "the summary of the post-mortem; only in what is begun there",
        "what happened, in two or three sentences",
    ),
    Placeholder(
        "measures",
        "the measured impact in the post-mortem, a line each",
        "what it cost, measured or estimated",
    ),
    Placeholder(
        "causes",
        "the answers in the post-mortem's tree of causes that have evidence, a line each",
        "what made it possible, in plain words",
    ),
    Placeholder(
        "changes",
        "the action items of the post-mortem, a line each, without names",
        "what changes so that it does not come back",
    ),
    Placeholder(
        "changes_and_owners",
        "the same with owner and due date",
        "what changes, who sees to it, and until when",
    ),
    Placeholder("customer", "the customer to whom a reply goes", "name of the customer"),
)

PLACEHOLDERS = {each.name: each for each in ALL}
