"""Rules about words, on sentences of many trades: what is flagged, and what only looks like it."""

import pytest

from clarion.review import Lexicon, Severity, review
from clarion.review.lexicon import Service, Term

FLAGGED = {
    "vague": """
        Our engineers are on the case.
        A fix is on its way.
        A solution is being prepared.
        It will take some time.
        We hope to have news for you later.
        Some customers may experience problems.
        Parts of our service are currently limited.
        Your matter is being looked into.
        It has been escalated internally.
        We are dealing with a situation.
        Due to unforeseen circumstances, orders are delayed.
        You will be contacted.
        The situation is under control.
        Service will be restored at the earliest.
        This has our highest priority.
        Steps are being taken so that this does not happen again.
        """,
    "jargon": """
        The primary database failed over and replication lag grew.
        Our ingress controller returned 504s.
        A deploy of the billing microservice caused a thundering herd.
        Elevated p95 latency on the read path.
        An OOM kill restarted the pods.
        The ETL pipeline was late.
        The mutex was never released.
        We are draining the node pool.
        The SAML assertion was rejected.
        A NAT gateway ran out of ports.
        The blue/green switch failed.
        The job calls refresh_all() on the replica.
        """,
    "informal": """
        Hi gang, quick update.
        Whoopsie daisy, wrong button.
        The site went boom at 10:00.
        Uploads are super slow right now.
        We're back, baby!
        Just a heads-up: invoices are late.
        You're all set!
        Give us a shout if it breaks.
        Bummer, the map is gone :(
        Uploads are down, grrr.
        """,
    "idiom": """
        It opened a Pandora's box.
        We are walking a tightrope.
        The carrier left us high and dry.
        The dust has settled.
        We nipped it in the bud.
        The problem has reared its ugly head again.
        The supplier is dragging its feet.
        We rolled up our sleeves.
        It is six of one and half a dozen of the other.
        """,
    "loaded": """
        It was sheer stupidity.
        The process is a disgrace.
        A rookie mistake stopped the till.
        The clumsy rollout cost two days.
        Our antiquated system failed.
        The team cobbled together a form.
        The tests were woefully inadequate.
        """,
    "alarm": """
        THIS IS NOT A DRILL!
        ALL CUSTOMERS AFFECTED, FIX THIS NOW
        We fear the worst.
        We are on the verge of collapse.
        Customers are furious and it is getting worse!!
        We are losing orders by the minute.
        """,
    "leak": """
        The fault was on prod-db-2.eu-west.internal.
        Ask Jonas from the platform team.
        Priya from our network team is replacing the router.
        Our DBA Sven restored the data.
        Contact our CTO, Laura Berg, for questions.
        We restarted payments-api-7c9f8d6b5-x2k9q.
        The jump host bastion01 is down.
        Your file is in \\\\fs01\\share\\invoices.
        The data is in s3://acme-prod-exports/2024.
        The account svc_export was locked.
        """,
}
FINE = {
    "vague": """
        We are rolling back the release of 09:00 UTC. Next update at 11:00 UTC.
        You will be contacted by your branch by Friday.
        Some customers, about 3,000 in Bavaria, cannot see their balance.
        Soon after the restart the list was empty.
        We are working on a second link via Lyon since 10:10 UTC.
        Various Artists albums cannot be played since 09:00 UTC.
        We review each of the 40 accounts by hand and write to you by Monday.
        """,
    "jargon": """
        Please clear the cache of your browser and log in again.
        The table in the restaurant was double-booked.
        The node of the two motorways A1 and A7 is closed.
        Members of the pool can swim until 21:00.
        The threads of the forum are readable again.
        Two-factor codes are not accepted.
        Boiler pressure and the primary school are not affected.
        Hosts of holiday flats receive the money tomorrow.
        """,
    "informal": """
        Good morning, Ms Tan. Your refund was booked today.
        The Yay or Nay quiz starts at 20:00.
        The crane's boom was damaged; parcels wait at dock 4.
        The guy wires of mast 4 were replaced.
        """,
    "idiom": """
        The ferry ran aground at the harbour mouth and the port is closed.
        The light at the end of platform 2 is broken.
        Riders get off the boat at pier 4.
        The iceberg lettuce recall affects 40 shops.
        The winning horse was shown with the wrong number.
        """,
    "loaded": """
        A dirty read returned old data.
        The poisoned cache was purged.
        Lazily loaded pictures stay grey.
        Rubbish collection is one day late in Leith.
        """,
    "alarm": """
        SEV1 declared at 10:02 UTC. IC: Ana.
        Emergency calls (112) work as usual.
        IMPORTANT NOTICE: save your work before 18:00 UTC.
        The fire alarm in hall 3 was tested.
        Thank you very much!!
        """,
    "leak": """
        Call us on 0800 123 456, extension 20.
        Version 10.2.1.4 is available.
        Ms Berg, your order A-4471 was sent.
        Use port 443 of api.example.com.
        Trains RE 4 and S-12 run again.
        The Marie Curie hospital and Victoria line are open.
        Flight LX-1820 leaves at 10:05.
        """,
}


def sentences(table):
    return [
        pytest.param(rule, line.strip(), id=f"{rule}-{n}")
        for rule, lines in table.items()
        for n, line in enumerate(lines.strip().splitlines())
    ]


def found(rule, text, **named):
    findings = review(text, audience="public", kind="progress", **named).findings
    return [f for f in findings if f.rule == rule and f.severity is not Severity.HINT]


@pytest.mark.parametrize(("rule", "text"), sentences(FLAGGED))
def test_a_wording_that_no_example_shows_is_flagged(rule, text):
    assert found(rule, text)


@pytest.mark.parametrize(("rule", "text"), sentences(FINE))
def test_a_sentence_from_daily_life_is_left_alone(rule, text):
    assert found(rule, text) == []


def test_the_name_of_a_public_service_is_no_jargon():
    lexicon = Lexicon(services=(Service("queue", public=("Kafka Queues",)),))
    assert found("jargon", "Kafka Queues is unavailable.", lexicon=lexicon) == []
    assert found("jargon", "Kafka Queues is unavailable.")


def test_the_glossary_gives_the_plain_word_and_flags_what_no_dictionary_knows():
    lexicon = Lexicon(
        glossary=(Term("ledgerflush", "nightly booking run"), Term("failover", "switch to Lyon"))
    )
    text = "The ledgerflush waited for the failover."
    assert [f.suggestion for f in found("jargon", text, lexicon=lexicon)] == [
        "nightly booking run",
        "switch to Lyon",
    ]


def test_people_of_the_workspace_are_known_by_name():
    lexicon = Lexicon(people=("Oyelaran Brisk",))
    assert found("leak", "Oyelaran Brisk restored the list.", lexicon=lexicon)


def test_a_login_is_masked():
    finding = found("leak", "Log in as guest / Sommer2024 until then.")[0]
    assert "Sommer2024" not in finding.quote
    assert not finding.dismissible


@pytest.mark.parametrize("rule", ["jargon", "informal", "idiom"])
def test_engineers_may_talk_shop(rule):
    text = "gonna fail over the etcd cluster, we are not out of the woods"
    assert [f for f in review(text, audience="engineering", kind="progress").findings if f.rule == rule] == []


def test_a_sentence_is_counted_as_a_person_counts_words():
    words = "word " * 34
    assert found("convoluted", f"On-call {words.strip()}.") == []
    assert found("convoluted", f"On-call {words}word.")
    assert found("convoluted", f"On-call {words}- word.")
