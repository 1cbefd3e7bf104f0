"""How alike two statements are: their telling words, stemmed, with the trade's synonyms made one."""

from collections.abc import Set as AbstractSet
from functools import lru_cache

from clarion.review.reading.patterns import pattern

_EMPTY = frozenset(
    """
    a an the this that these those my your his her its our their whose some any every each no all both of in on at for from with
    by about during within between under over through across to into onto as than then so and but or nor yet if while when where
    which who whom what how why because since after before until due owing thanks is are was were be been being am has have had
    having do does did will would can could shall should may might must not also again already always only just even very too
    more most much many there here it he she they we you i us them him me itself themselves up out off down back new one two
    cause caused causes reason reasons root source identified found known confirmed determined incident outage problem issue
    responsible blame blamed led lead result resulted trigger triggered happened occurred time same moment own part such
    now still get got gotten become became make made go went come came take took put set our we've it's called
    """.split()
)
_GROUPS = """
    expire lapse expiry expiration outdated
    certificate cert
    full exhaust fill
    restart reboot bounce
    fail failure fault faulty broken break broke defect defective malfunction crash bug
    configuration config setting misconfiguration configure misconfigure
    overload saturate congest congestion overwhelm swamp spike
    change update release deploy deployment rollout version upgrade
    provider supplier vendor carrier partner
    power electricity electrical
    connectivity link connection cable line fibre fiber
    database db
    disk drive storage space
    delete remove erase wipe drop
    wrong incorrect mistaken false bad erroneous inaccurate
    lack miss missing omit lose lost absent
    empty blank void
    double twice duplicate two
    memory ram
    limit cap quota ceiling
    block jam stick stuck clog
    keep hold retain
    collect fetch
    damage corrupt corruption
    letter parcel post
    start begin launch begun
    stop halt cease
    slow sluggish delay
    server host machine node
    fire blaze burn
    water flood leak
    cut sever damage
    increase raise rise
    lower reduce decrease cut
    permission right access authorisation authorization
    password credential
    number digit figure
    price rate tariff fee
    payment pay charge
    send transmit deliver submit
    accept allow admit permit let
    reject refuse decline deny
    field column
    people visitor person user customer
    separate border divide isolate distinguish
    swap mix confuse
    load import
    filter exclude leave ignore skip
    holiday vacation
    read query
    index catalogue catalog
    wide broad
    network internet
    traffic demand request volume
    attack ddos
    dns name-server resolver
    cool cooling air-conditioning chiller
    valve tap
    key token secret
    table list
    schedule cron timer
    queue backlog
    switch failover
phone telephone call ring hotline
browser website web site webpage
mail email e-mail
hand manual manually
desk counter reception
branch shop
paper print printed
parcel shipment
remain stay
choose pick select
    clock time-server
    entry record row
""".strip()
_SYNONYMS: dict[str, str] = {}
_OPPOSITES = (
    ("lower", "increase"), ("empty", "full"), ("old", "new"), ("before", "after"), ("open", "close"), ("accept", "reject"),
    ("small", "large"), ("fast", "slow"), ("older", "newer"), ("first", "last"), ("above", "below"), ("more", "less"),
    ("too long", "too short"), ("minimum", "maximum"), ("start", "stop"), ("add", "delete"), ("enable", "disable"), ("keep", "throw"), ("keep", "discard"), ("use", "avoid"), ("use", "ignore"), ("open", "close"), ("on", "off"), ("cold", "hot"),
)  # fmt: skip
_OPPOSITE_OF = {a: b for pair in _OPPOSITES for a, b in (pair, pair[::-1])}
_IRREGULAR = {
    "ran": "run", "broke": "break", "broken": "break", "lost": "lose", "sent": "send", "kept": "keep", "held": "hold", "began": "begin",
    "begun": "begin", "fell": "fall", "fallen": "fall", "left": "leave", "wrote": "write", "written": "write", "read": "read",
    "grew": "grow", "grown": "grow", "overran": "overrun", "cutting": "cut", "shut": "shut", "burnt": "burn", "stuck": "stick",
    "chosen": "choose", "chose": "choose", "gave": "give", "given": "give", "data": "data", "indices": "index", "indexes": "index",
    "paid": "pay", "sold": "sell", "built": "build", "dropped": "drop", "swapped": "swap", "stopped": "stop", "blew": "blow",
    "let": "let", "rose": "rise", "risen": "rise", "mice": "mouse", "people": "people", "children": "child", "fed": "feed", "feeds": "feed",
    "less": "less", "taxes": "tax", "caches": "cache", "queries": "query", "failover": "failover",
}  # fmt: skip


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a word without its ending: "expired", "expires", "expiring" -> "expir"; synonyms share one stem."""
    plain = word.removesuffix("'s").removesuffix("'")
    root = _cut(_IRREGULAR.get(plain, plain))
    return _synonyms().get(root, root)


def _synonyms() -> dict[str, str]:
    if not _SYNONYMS:
        for line in _GROUPS.splitlines():
            words = line.split()
            first = _cut(words[0])
            for word in words:
                _SYNONYMS.setdefault(_cut(word), first)
    return _SYNONYMS


def _cut(word: str) -> str:
    """Cut plural, past, gerund and noun endings; what is left need not be a word."""
    for ending, put in (
        ("ies", "y"),
        ("ied", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            word = word[: -len(ending)] + put
            break
    else:
        if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
            word = word[:-1]
    for ending in ("ation", "ment", "ing", "ed", "ion"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def content(words: list[str]) -> set[str]:
    """Return the stems of the telling words; "data centre" counts as one."""
    found = set()
    for place, word in enumerate(words):
        if word in _EMPTY or (len(word) < 2 and not word.isdigit()):
            continue
        if word in {"centre", "center", "centres", "centers"} and place and words[place - 1] == "data":
            found.discard(stem("data"))
            found.add("datacentre")
            continue
        found.add(stem(word))
    return found


_TOKEN = pattern(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’][^\W\d_]+)*")


@lru_cache(maxsize=512)
def content_of(text: str) -> frozenset[str]:
    """Return the stems of the telling words of a text; decimals and versions are one word."""
    return frozenset(content([match.group().lower().replace("’", "'") for match in _TOKEN.finditer(text)]))


def likeness(told: AbstractSet[str], recorded: AbstractSet[str]) -> float:
    """Return the share of words that two statements have in common, of the shorter one's; 0 to 1."""
    shorter = min(len(told), len(recorded))
    return len(told & recorded) / shorter if shorter else 0.0


def opposed(told: AbstractSet[str], recorded: AbstractSet[str]) -> bool:
    """Tell whether one says the opposite of the other: lowered for raised, empty for full."""
    mine, theirs = told - recorded, recorded - told
    return any(stem(_OPPOSITE_OF[word]) in theirs for word in _roots(mine))


_MEANS = tuple(
    "phone mail browser app branch desk cash card hand paper fax chat portal counter store bus fax post letter form web agent".split()
)


def other_means(told: AbstractSet[str], recorded: AbstractSet[str]) -> bool:
    """Tell whether both name a means, and not the same: by phone, in the branch."""
    means = {stem(word) for word in _MEANS}
    return bool(told & means) and bool(recorded & means) and (told & means).isdisjoint(recorded & means)


_SWITCHING = frozenset("turn turned switch switched keep kept leave left put set".split())


def switched_otherwise(told: list[str], recorded: list[str]) -> bool:
    """Tell whether one switches on what the other switches off."""
    if _SWITCHING.isdisjoint(told) or _SWITCHING.isdisjoint(recorded):
        return False
    return ("off" in recorded and "on" in told and "off" not in told) or (
        "off" in told and "on" in recorded and "off" not in recorded
    )


def _roots(stems: AbstractSet[str]) -> list[str]:
    return [word for word in _OPPOSITE_OF if stem(word) in stems]
