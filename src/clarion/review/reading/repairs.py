"""Verbs of what is done about an incident, by form: what the responders do, as opposed to what they say."""

from clarion.review.reading.inflection import verb_forms

_LEMMAS = """
    restart reboot reset restore recover revert repair fix mend correct replace exchange swap rebuild reindex reroute route shift move
    migrate copy load reload add remove scale throttle limit disable enable switch apply deploy redeploy release roll test verify
    check compare validate investigate analyse analyze examine inspect diagnose debug trace isolate mitigate stabilise stabilize
    contact press escalate engage monitor watch observe clean clear drain flush purge send resend reprocess rerun replay repeat
    reimport import export create credit refund reimburse compensate cancel forward transfer fail patch upgrade update-software
    downgrade install reinstall configure reconfigure tune adjust increase raise reduce lower double extend expand free balance
    rebalance distribute redirect divert bypass block unblock stop pause halt resume withdraw recall order deliver bring drive fetch
    lay splice weld pump search scan collect gather review reconcile recalculate correct merge split convert rotate renew reissue
    issue sign recreate regenerate refresh sync synchronise synchronize resynchronise reconnect connect disconnect unplug start
    activate deactivate backfill requeue process handle work negotiate write call phone ask look dig trace rewrite
    change delete edit rename map count print ship store archive quarantine warm prepare implement explore evaluate reproduce
    try attempt turn bring take put set give return run rerun close open hand relay read build supply decide judge
    assess determine prioritise prioritize assign staff hire shut power cool vent dry seal send help support
    book pay rent lend decouple detach attach mount unmount format restock refill transcribe enter
""".split()
LEMMAS = frozenset(_LEMMAS)
GERUNDS = frozenset(
    form for lemma in LEMMAS for form in verb_forms(lemma) if form.endswith("ing") and form != lemma
)
THIRDS = frozenset(verb_forms(lemma)[1] for lemma in LEMMAS)
PAST = frozenset(form for lemma in LEMMAS for form in verb_forms(lemma)[2:] if not form.endswith("ing"))
REPAIR_NOUNS = frozenset(
    """
    rollback roll-back rollout roll-out copy restore restoration rebuild failover migration reindex restart reboot deployment fix
    patch replay rerun backfill cleanup clean-up test tests repair reimport import replacement exchange switchover scan resend
    reload synchronisation resync recalculation investigation analysis mitigation mitigations work
    """.split()
)
