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
    "oversleep": "oversleep oversleeps overslept oversleeping",
    "override": "override overrides overrode overridden overriding",
    "withhold": "withhold withholds withheld withholding",
    "hide": "hide hides hid hidden hiding",
    "lie": "lie lies lay lain lying",
    "rest": "rest rests rested resting",
    "bear": "bear bears bore borne bearing",
    "quit": "quit quits quitting",
    "bind": "bind binds bound binding",
    "feed": "feed feeds fed feeding",
    "oversee": "oversee oversees oversaw overseen overseeing",
    "swear": "swear swears swore sworn swearing",
    "teach": "teach teaches taught teaching",
    "steal": "steal steals stole stolen stealing",
    "sell": "sell sells sold selling",
    "eat": "eat eats ate eaten eating",
    "spread": "spread spreads spreading",
    "shake": "shake shakes shook shaken shaking",
    "panic": "panic panics panicked panicking",
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
    "rebuild": "rebuild rebuilds rebuilt rebuilding",
    "rerun": "rerun reruns reran rerunning",
    "reset": "reset resets resetting",
    "resend": "resend resends resent resending",
    "rewrite": "rewrite rewrites rewrote rewritten rewriting",
    "withdraw": "withdraw withdraws withdrew withdrawn withdrawing",
    "split": "split splits splitting",
    "lay": "lay lays laid laying",
    "dig": "dig digs dug digging",
    "lend": "lend lends lent lending",
    "freeze": "freeze freezes froze frozen freezing",
    "beat": "beat beats beating beaten",
    "bend": "bend bends bent bending",
    "bite": "bite bites bit bitten biting",
    "burn": "burn burns burned burnt burning",
    "cast": "cast casts casting",
    "draw": "draw draws drew drawn drawing",
    "fight": "fight fights fought fighting",
    "fly": "fly flies flew flown flying",
    "hang": "hang hangs hung hanging",
    "ride": "ride rides rode ridden riding",
    "ring": "ring rings rang rung ringing",
    "sing": "sing sings sang sung singing",
    "sink": "sink sinks sank sunk sinking",
    "shed": "shed sheds shedding",
    "shoot": "shoot shoots shot shooting",
    "sit": "sit sits sat sitting",
    "sleep": "sleep sleeps slept sleeping",
    "spill": "spill spills spilled spilt spilling",
    "spin": "spin spins spun spinning",
    "stick": "stick sticks stuck sticking",
    "strike": "strike strikes struck striking",
    "swim": "swim swims swam swum swimming",
    "tear": "tear tears tore torn tearing",
    "wear": "wear wears wore worn wearing",
    "win": "win wins won winning",
    "write": "write writes wrote written writing",
}
IRREGULAR_PAST = frozenset(
    form for forms in _IRREGULAR.values() for form in forms.split() if not form.endswith("ing")
)
"""Past tenses and participles that do not end in -ed ("cut", "run", "torn"), and the other forms of these verbs."""
_DOUBLING = frozenset(
    """
    drop slip skip stop plan nag flub rob grab chat quit trap wrap rip ship swap trip flip admit commit omit permit refer scan pin tag ban debug map tap plug unplug drag dot rub nip grab jam step wrap scrap shrug spot strip tip top log chat
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


_MORE_PARTICIPLES = """
    been become come run gone beaten bent bet bid bitten bled bought bound bred broadcast burnt burst cast chosen clung crept dealt drawn
    dreamt driven drunk eaten fed fled flown forecast foreseen forgiven fought frozen given grown hidden hung hurt kept knelt
    laid lain learnt left lent lit mistaken outgrown overdone overrun overseen overwritten proven put quit rebuilt
    redone reset rewritten ridden rung risen rid sewn shaken shed shone shot shown shrunk shut slept slid sold sought
    spelt spilt spotted spread sprung split stolen struck stuck stung sung sunk swept swollen sworn swung taught thought torn
    undone upset withdrawn withheld withstood woken won worn wound woven written
"""


def _participle(forms: list[str]) -> str:
    """The form before "-ing" of verbs with four forms or more: break breaks broke broken breaking; cut cuts cutting -> cut."""
    return forms[-2] if len(forms) > 3 else forms[0]


_PARTICIPLES = frozenset(_MORE_PARTICIPLES.split()) | {
    _participle(forms.split()) for lemma, forms in _IRREGULAR.items() if lemma != "be"
}


_PASTS = frozenset(
    forms[2] if len(forms) > 3 else forms[0]
    for forms in (written.split() for lemma, written in _IRREGULAR.items() if lemma != "be")
) | frozenset(
    """
    ate bent bet bid bit bled bought bound bred burst cast caught clung crept dealt drew drank dug fed fled flew fought
    froze grew hid hung hurt knelt laid lay lent lit quit rang rebuilt redid reset rewrote rid rode rose sang sank sat
    shed shone shook shot shrank slept slid sold sought sped spilt split spread sprang stole struck stuck stung swam
    swept swore swung taught tore typed upset withdrew withheld woke won wore wound wove
    """.split()
)


def is_past(word: str) -> bool:
    """Tell whether a word can be a past tense: "tested", "forgot", "went"."""
    return (word.endswith("ed") and len(word) > 3) or word in _PASTS


def is_participle(word: str) -> bool:
    """Tell whether a word can be a past participle: "tested", "forgotten", "split"."""
    return (word.endswith("ed") and len(word) > 3) or word in _PARTICIPLES
