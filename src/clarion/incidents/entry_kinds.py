"""Kinds of entries, and the guess at one from the words of a line: plain rules that a reader can predict.

A line that begins with what somebody did ("rolled back 118", "we decided to wait", "Ines told Support") is of
that verb's kind. Else the first telling words decide, wherever they stand. What tells nothing is a note.
"""

import re
from functools import cache
from typing import NamedTuple

from django.db import models


class EntryKind(models.TextChoices):
    OBSERVATION = "observation", "Observation"
    ACTION = "action", "Action taken"
    DECISION = "decision", "Decision"
    COMMUNICATION = "communication", "Communication"
    CHANGE = "change", "Change of state"
    ALERT = "alert", "Alert"
    NOTE = "note", "Note"


#: What a line begins with, perhaps after who did it.
_BEGINS = {
    EntryKind.DECISION: """
        decided|agreed|chose|opted|ruled out|ruled against|resolved to|decision|approved|rejected|called off|going with|
        agreed not|postponed|accepted the risk|signed off""",
    EntryKind.COMMUNICATION: """
        told|informed|notified|announced|published|posted|e-mailed|emailed|mailed|wrote to|wrote|asked|replied|answered|called|
        phoned|rang up|paged|escalated|briefed|messaged|contacted|updated the status page|updated customers|tweeted|reported to|
        warned|pinged|sent|raised a ticket with|opened a ticket with|opened a case with|opened a bridge|opened a channel""",
    EntryKind.CHANGE: """
        resolved|mitigated|severity|declared|downgraded to sev|upgraded to sev|raised to sev|lowered to sev|raised severity|
        raised the severity|lowered severity|lowered the severity|incident|state|handed over|took over|closed the incident|
        reopened|moved to monitoring|moved to identified|all clear""",
    EntryKind.ALERT: "alert|alerts|alarm|pager|monitor|monitoring alert|paged by|pagerduty|firing|page from",
    EntryKind.OBSERVATION: """
        saw|noticed|observed|found|seeing|confirmed|spotted|detected|see|measured|discovered|learned|heard|suspect|suspected""",
    EntryKind.ACTION: """
        roll back|rolled|rolling|reverted|reverting|restarted|restarting|rebooted|rebooting|deployed|deploying|redeployed|shipped|
        released|merged|scaled|scaling|failed over|failing over|switched|switching|disabled|disabling|enabled|enabling|turned|
        drained|draining|blocked|unblocked|increased|decreased|raised|lowered|reduced|doubled|added|adding|removed|removing|
        deleted|purged|flushed|cleared|clearing|replaced|replacing|renewed|patched|applied|applying|started|starting|stopped|
        stopping|killed|killing|ran|running|executed|redirected|rerouted|routed|cut|moved|migrated|restored|restoring|rotated|
        upgraded|downgraded|changed|set|reset|tested|testing|checked|checking|verified|compared|read|looked|searched|
        investigated|investigating|collected|captured|took|opened|closed|created|began|put|brought|installed|isolated|
        quarantined|throttled|paused|resumed|froze|unfroze|tried|rerun|reran|requeued|replayed|copied|exchanged|fixed|repaired|
        mounted|detached|attached|promoted|demoted|bypassed|skipped|configured|reconfigured|extended|expanded|recreated|rebuilt|
        provisioned|evicted|cordoned|terminated|joined|pulled|pushed|toggled|activated|deactivated|warmed|vacuumed|reindexed""",
}  # fmt: skip

#: What tells the kind wherever it stands.
_HOLDS = {
    EntryKind.ALERT: "alert fired|alert fires|alerts fired|alarm fired|alarm rang|pager rang|pager went|was paged|were paged|is firing",
    EntryKind.DECISION: "decided|decision|we will not|agreed to|agreed on|agreed that",
    EntryKind.CHANGE: """
        resolved|mitigated|to sev1|to sev2|to sev3|to sev4|is recovered|has recovered|fully recovered|service restored|
        services restored|is over|took over|hands over|declared""",
    EntryKind.OBSERVATION: """
        error|errors|error rate|latency|timeout|timeouts|rose|rises|rising|dropped|drops|dropping|fell|falls|falling|spiked|
        spikes|spike|is down|are down|went down|went up|is up|are up|unreachable|fails|failed|failing|failures|report|reports|
        reported|complain|complained|logs show|log shows|graph|graphs|dashboard shows|shows|showed|returns|returned|slow|slower|
        crashed|crashes|full|exhausted|increased|decreased|back to normal|normal again|works again|work again|stopped|began|
        begins|ended|end|ends|restarted by itself|cause|still|no longer|reappeared|stable|healthy|unhealthy|expired""",
    EntryKind.COMMUNICATION: "status page|update sent|mail sent|bridge opened|joined the call|joined the bridge|statement",
}  # fmt: skip

#: Who acts: a pronoun, a role, or a name of up to three words ("Ravi", "Ines Alves", "the on-call engineer").
_WHO = re.compile(
    r"(?:(?i:(?:we|i|they|he|she|somebody|everybody)(?:[’'](?:ve|re|d|s))?)"
    r"|(?i:(?:the\s+|our\s+|an?\s+)?(?:(?:on-?call|duty|network|database|platform|lead|senior)\s+)?"
    r"(?:engineers?|team|operator|dba|commander|lead|vendor|supplier|provider|support|admins?|responders?|scribe))"
    r"|(?!SEV\d)[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,2})"
    r"(?:\s(?:and|\+|&)\s[A-Z][\w.’'-]*)?:?(?:\s(?:has|have|had|just|now|then|also|is|are|\w+ly))*\s+"
)
_MEASURED = re.compile(r"\d\s?(?:%|ms\b|req/s|rps\b)|\b5xx\b|\bHTTP \d{3}\b")


def guess_kind(text: str) -> EntryKind:
    """The kind that the words of a line suggest. Pure, and cheap enough for hundreds of pasted lines."""
    words = " ".join(text.split())
    who = _WHO.match(words)
    for start in (0, who.end()) if who else (0,):
        if found := _begins().pattern.match(words, start):
            return _begins().kinds[found[0].lower()]
    if found := _holds().pattern.search(words):
        return _holds().kinds[found[0].lower()]
    return EntryKind.OBSERVATION if _MEASURED.search(words) else EntryKind.NOTE


class _Phrases(NamedTuple):
    pattern: re.Pattern[str]
    kinds: dict[str, EntryKind]


@cache
def _begins() -> _Phrases:
    return _compiled(_BEGINS)


@cache
def _holds() -> _Phrases:
    return _compiled(_HOLDS)


def _compiled(table: dict[EntryKind, str]) -> _Phrases:
    """Longer phrases are tried first, so that "resolved to" is not read as "resolved"."""
    kinds = {" ".join(phrase.split()): kind for kind, listed in table.items() for phrase in listed.split("|")}
    longest_first = sorted(kinds, key=lambda phrase: -len(phrase))
    pattern = "|".join(map(re.escape, longest_first))
    return _Phrases(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), kinds)
