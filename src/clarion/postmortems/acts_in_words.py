"""Words by which acts of people are known, for rewrites from a person to a role or to the system: see `person_to_role.py`."""

from typing import NamedTuple

from clarion.review.reading.classes import (
    AUXILIARIES,
    COORDINATORS,
    NEGATIONS,
    POSSESSIVES,
    RELATIVES,
    SUBORDINATORS,
)
from clarion.review.reading.inflection import verb_forms


class Forms(NamedTuple):
    past: str
    participle: str


def forms_of(lemma: str) -> Forms:
    forms = verb_forms(lemma)
    return Forms(forms[2], forms[-2]) if len(forms) > 3 else Forms(forms[0], forms[0])


#: Verbs of work on a thing, which can be left out; the first line are those that something else could have done.
BY_ITSELF = tuple("renew check test verify validate run rotate restart restore update replace patch".split())
LEFT_OUT = {
    lemma: forms_of(lemma)
    for lemma in (
        *BY_ITSELF,
        *"""
        monitor review document enable disable configure close save inspect follow complete finish confirm upgrade clean
        remove delete lock unlock record measure schedule rebuild stop start flush purge drain archive sign watch read
        do add extend exchange announce
        """.split(),
    )
}
LEAVING_OUT = frozenset("forgot neglected failed omitted".split())
#: Verbs of acts that can go wrong, by their past tense; the second are wrong by themselves.
DONE = {
    forms_of(lemma).past: lemma
    for lemma in """
        delete drop push deploy merge ship release change edit apply run restart remove overwrite disable enable stop type
        enter approve commit revoke rename move clear wipe press key launch send copy close unplug pull scan mark install
        connect cut book print load upload import update replace swap order select click pick configure format cancel reboot
        isolate mount detach shut promote assign label
    """.split()
} | {"bought": "buy"}
DONE_AMISS = {
    forms_of(lemma).past: lemma
    for lemma in "ignore disregard overlook skip miss misread bypass circumvent misconfigure mistype misplace mislabel".split()
}
#: What something did by itself once somebody "let" it.
LET = {"lapse": "lapsed", "expire": "expired", "slip": "slipped"}
WRONGLY = frozenset("wrong without wrongly incorrectly prematurely twice".split())
BY_CHANCE = frozenset("accidentally mistakenly inadvertently unintentionally".split())
WITHOUT_CARE = frozenset("carelessly blindly recklessly negligently foolishly simply just".split())
#: Past tenses that make their subject a cause.
CAUSES = (
    frozenset(
        """
    broke caused forgot missed ignored misconfigured triggered skipped overlooked failed neglected omitted configured set
    sent killed closed opened started upgraded downgraded migrated rotated crashed modified executed rebooted introduced
    """.split()
    )
    | frozenset(DONE)
    | frozenset(DONE_AMISS)
    | {"let"}
)
#: One of these words stands in every act that is looked at.
ACTS = CAUSES | LEAVING_OUT | frozenset(["did", "didn't", "never", "nobody"])
#: Programs that are called like people; a name alone that is one of these is never taken for a person.
PROGRAMS = frozenset(
    """
    jenkins redis kafka jira grafana travis consul vault nomad elastic hudson cassandra airflow loki tempo sentry linus
    flink hadoop puppet chef salt ada java ruby perl julia crystal pascal oracle maria athena aurora alexa siri
    """.split()
)
#: Words that point back at whoever acted, and point at nobody once they are gone.
OF_PEOPLE = (POSSESSIVES - {"its", "our"}) | frozenset("him her them it himself herself themselves".split())
POINT_BACK = frozenset("he she his her him himself herself".split())
LEMMAS = {forms.past: lemma for lemma, forms in LEFT_OUT.items()}
AFTER = frozenset("before after until till since during while when because although though so".split())
ALONE_IN_S = frozenset("dns tls https aws sms analytics news canvas alias".split())
LONGEST_OBJECT = 10
#: With one of these before it, the act has more before it than a subject.
NO_SUBJECT = NEGATIONS | AUXILIARIES | SUBORDINATORS | RELATIVES | CAUSES | frozenset(["did", "didn't"])
#: With one of these in it, it is not plain which words belong to the thing that was left out.
NOT_IN_A_THING = (
    COORDINATORS | RELATIVES | SUBORDINATORS | NEGATIONS | CAUSES
    | frozenset("to into onto with against it them him her that what it's".split())
)  # fmt: skip
