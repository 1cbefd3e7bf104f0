"""Forms of English words: enough to write a phrase once and match it in every tense."""

_IRREGULAR = {
    "be": "be is are was were been being am",
    "become": "become becomes became becoming",
    "begin": "begin begins began begun beginning",
    "blow": "blow blows blew blown blowing",
    "break": "break breaks broke broken breaking",
    "bring": "bring brings brought bringing",
    "build": "build builds built building",
    "catch": "catch catches caught catching",
    "choose": "choose chooses chose chosen choosing",
    "come": "come comes came coming",
    "cost": "cost costs costing",
    "cut": "cut cuts cutting",
    "do": "do does did done doing",
    "drive": "drive drives drove driven driving",
    "fall": "fall falls fell fallen falling",
    "feel": "feel feels felt feeling",
    "find": "find finds found finding",
    "forget": "forget forgets forgot forgotten forgetting",
    "get": "get gets got gotten getting",
    "give": "give gives gave given giving",
    "go": "go goes went gone going",
    "have": "have has had having",
    "hear": "hear hears heard hearing",
    "hit": "hit hits hitting",
    "hold": "hold holds held holding",
    "keep": "keep keeps kept keeping",
    "know": "know knows knew known knowing",
    "lead": "lead leads led leading",
    "leave": "leave leaves left leaving",
    "let": "let lets letting",
    "lose": "lose loses lost losing",
    "make": "make makes made making",
    "mean": "mean means meant meaning",
    "meet": "meet meets met meeting",
    "mislead": "mislead misleads misled misleading",
    "misread": "misread misreads misreading",
    "overlook": "overlook overlooks overlooked overlooking",
    "oversee": "oversee oversees oversaw overseen overseeing",
    "pay": "pay pays paid paying",
    "put": "put puts putting",
    "read": "read reads reading",
    "run": "run runs ran running",
    "say": "say says said saying",
    "see": "see sees saw seen seeing",
    "send": "send sends sent sending",
    "set": "set sets setting",
    "shut": "shut shuts shutting",
    "speak": "speak speaks spoke spoken speaking",
    "spend": "spend spends spent spending",
    "stand": "stand stands stood standing",
    "take": "take takes took taken taking",
    "tell": "tell tells told telling",
    "think": "think thinks thought thinking",
    "throw": "throw throws threw thrown throwing",
    "understand": "understand understands understood understanding",
    "misunderstand": "misunderstand misunderstands misunderstood misunderstanding",
    "write": "write writes wrote written writing",
}
_DOUBLING = frozenset(
    """
    drop slip skip stop plan ship swap trip flip admit commit omit permit refer map tap plug unplug
    """.split()
)
_VOWELS = frozenset("aeiou")


def verb_forms(lemma: str) -> tuple[str, ...]:
    """Return the forms of a verb, the lemma first: "forget" -> forget, forgets, forgot, forgotten, forgetting."""
    if lemma in _IRREGULAR:
        return tuple(_IRREGULAR[lemma].split())
    if lemma.endswith("e"):
        return (lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing")
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return (lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    third = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    stem = lemma + lemma[-1] if lemma in _DOUBLING else lemma
    return (lemma, third, stem + "ed", stem + "ing")
