"""Many wordings against a few records: what agrees is left alone, what does not is found in its field."""

import pytest

from clarion.review import Cause, Record, review

CLOSED = Record.from_json(
    {
        "status": "resolved",
        "severity": "SEV2",
        "started_at": "2025-06-18T07:40:00Z",
        "services": ["Crew Planner", "Gate Display"],
        "users_affected": 2600,
        "percent_affected": 15,
        "regions": ["Germany", "Poland"],
        "cause": {"confirmed": True, "text": "a firewall rule blocked the traffic between two data centres"},
        "workaround": "print the roster in the office",
        "resolved_at": "2025-06-18T10:10:00Z",
        "now": "2025-06-18T11:00:00Z",
    }
)
OPEN = Record.from_json(
    {
        "status": "investigating",
        "severity": "SEV1",
        "started_at": "2025-11-20T13:05:00Z",
        "services": ["Harbour Pay"],
        "users_affected": None,
        "percent_affected": None,
        "regions": ["Global"],
        "cause": {"confirmed": False, "text": None},
        "workaround": None,
        "resolved_at": None,
        "now": "2025-11-20T13:50:00Z",
    }
)
WATCHED = Record.from_json(
    {
        "status": "monitoring",
        "severity": "SEV3",
        "started_at": "2025-01-09T22:50:00Z",
        "services": ["Ticket Scanner"],
        "users_affected": 14,
        "percent_affected": 40,
        "regions": ["California"],
        "cause": {"confirmed": True, "text": "the licence of the scanner library had expired"},
        "workaround": "check the tickets by hand",
        "resolved_at": None,
        "now": "2025-01-10T00:20:00Z",
    }
)
FOUND = Record.from_json(
    {
        "status": "identified",
        "severity": "SEV2",
        "started_at": "2025-03-31T15:00:00Z",
        "services": ["Parcel Search", "Label Print"],
        "users_affected": 830,
        "percent_affected": None,
        "regions": ["UK", "Ireland"],
        "cause": {"confirmed": False, "text": "the search index may be damaged"},
        "workaround": "enter the number at the counter",
        "resolved_at": None,
        "now": "2025-03-31T16:30:00Z",
    }
)


def fields(text, record):
    return sorted(
        {claim.field for claim in review(text, audience="public", kind="progress", record=record).claims}
    )


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (
            CLOSED,
            "Crew Planner and Gate Display were down between 9:40 and 12:10 CEST in Germany and Poland.",
        ),
        (
            CLOSED,
            "This morning from 07:40 to 10:10 UTC, around one in seven crews could not open Crew Planner.",
        ),
        (CLOSED, "The incident, a severity two, lasted two and a half hours and is over."),
        (CLOSED, "Some 2,500 employees had no roster for 150 minutes."),
        (CLOSED, "Traffic between two of our data centres had been blocked by a rule in the firewall."),
        (CLOSED, "Because a firewall rule blocked traffic, German and Polish crews saw no gates."),
        (CLOSED, "The root cause was a firewall rule that stopped traffic between our two data centers."),
        (CLOSED, "Everything has been back to normal since ten past twelve CEST."),
        (CLOSED, "At 08:20 UTC our engineers found the rule, at 09:55 UTC they removed it."),
        (CLOSED, "We published our first message at 07:48 UTC and the next one at 08:15 UTC."),
        (CLOSED, "All services in Central Europe run normally. The next roster comes at 18:00 CEST."),
        (CLOSED, "We will publish a report within five working days."),
        (CLOSED, "It began at twenty to ten CEST and ended at 12:10 CEST."),
        (CLOSED, "In the meantime the roster could be printed in the office."),
        (
            CLOSED,
            "In our message of 08:15 UTC we wrote that 60 % of crews were hit. That was wrong, it was 15 %.",
        ),
        (CLOSED, "Not 60 % but 15 % of crews were hit."),
        (CLOSED, "We first reported 09:00 UTC as the start; the correct time is 07:40 UTC."),
        (
            CLOSED,
            "Sorry for the trouble. We owe you a better service, and 24-hour support is on +49 30 1234567.",
        ),
        (CLOSED, "Crew Planner 4.2 is unaffected by age."),
        (CLOSED, "Yesterday's maintenance has nothing to do with it."),
        (OPEN, "Since 13:05 UTC Harbour Pay declines cards all over the world. We are investigating."),
        (OPEN, "Payments have failed everywhere for three quarters of an hour."),
        (OPEN, "For 45 minutes now, customers cannot pay with Harbour Pay."),
        (OPEN, "Harbour Pay went down at 8:05 AM Eastern, 45 minutes ago. The cause is not known yet."),
        (OPEN, "We do not yet know why Harbour Pay declines cards."),
        (OPEN, "Next update in 20 minutes, at 14:10 UTC. Replies may take up to two hours."),
        (OPEN, "If the cause turns out to be a full disk, we will move to the second site."),
        (OPEN, "This is a critical incident; our teams in Lisbon and Oslo work on it."),
        (OPEN, "We expect that Harbour Pay works again by 15:00 UTC; this is an estimate."),
        (OPEN, "Please do not pay twice."),
        (OPEN, "We are sorry for the inconvenience caused."),
        (OPEN, "Due to the high number of calls, our hotline answers late."),
        (WATCHED, "A fix has been rolled out at 4 PM PST and we keep an eye on Ticket Scanner."),
        (
            WATCHED,
            "Ticket Scanner rejected two fifths of tickets at fourteen venues in California from 2:50 PM PST.",
        ),
        (WATCHED, "The licence for a library had run out. Tickets could be checked by hand."),
        (WATCHED, "An expired licence was the cause. The scanners work again, and we are monitoring them."),
        (WATCHED, "Venues in Los Angeles and San Diego should keep the app open until 18:00 PST."),
        (WATCHED, "The repair is in place. It is too early to call the incident resolved."),
        (WATCHED, "Once we are sure, we will close the incident. SEV3, 14 venues."),
        (
            FOUND,
            "Parcel Search and Label Print have been slow for 830 senders in Britain and Ireland since 4 PM BST.",
        ),
        (FOUND, "We think that the index of the search may be damaged, and are verifying this."),
        (FOUND, "About eight hundred shops cannot find parcels. You can enter the number at the counter."),
        (FOUND, "For the last hour and a half, parcels cannot be found."),
        (FOUND, "Why parcels are not found is still being examined; a damaged index is possible."),
        (FOUND, "Customers outside the UK and Ireland are not affected. France works as usual."),
        (FOUND, "Tracking is not affected, and parcels arrive on time."),
    ],
)
def test_what_agrees_is_left_alone(record, text):
    assert fields(text, record) == []


@pytest.mark.parametrize(
    ("record", "text", "field"),
    [
        (CLOSED, "Crew Planner was down between 8:40 and 12:10 CEST.", "started_at"),
        (CLOSED, "Trouble started around half past six UTC.", "started_at"),
        (CLOSED, "On 17 June, Crew Planner showed no shifts.", "started_at"),
        (CLOSED, "The problem first occurred at 9:40 UTC.", "started_at"),
        (CLOSED, "Yesterday, Crew Planner failed.", "started_at"),
        (CLOSED, "Users first saw errors at 10:05 CEST.", "started_at"),
        (CLOSED, "Gate Display was back at 11:10 CEST.", "resolved_at"),
        (CLOSED, "Service was fully recovered by 09:30 UTC.", "resolved_at"),
        (CLOSED, "After an hour, everything worked again.", "resolved_at"),
        (CLOSED, "Total downtime was 45 minutes.", "resolved_at"),
        (CLOSED, "The disruption took place from 9:40 to 14:10 CEST.", "resolved_at"),
        (CLOSED, "We are still looking into the problem.", "status"),
        (CLOSED, "The outage continues.", "status"),
        (CLOSED, "Crew Planner remains unavailable.", "status"),
        (CLOSED, "This was a SEV-4.", "severity"),
        (CLOSED, "We rate the incident as critical severity.", "severity"),
        (CLOSED, "26,000 crew members were affected.", "users_affected"),
        (CLOSED, "Only 260 employees noticed.", "users_affected"),
        (CLOSED, "Tens of thousands of employees had no roster.", "users_affected"),
        (CLOSED, "Half of the crews saw nothing.", "percent_affected"),
        (CLOSED, "1.5 % of requests failed.", "percent_affected"),
        (CLOSED, "Crews in Germany, Poland and Austria had no roster.", "regions"),
        (CLOSED, "The outage hit Crew Planner worldwide.", "regions"),
        (CLOSED, "Dutch crews were hit as well.", "regions"),
        (CLOSED, "Gate Display was unaffected.", "services"),
        (CLOSED, "Gate Display ran without interruption.", "services"),
        (CLOSED, "Crew Planner and Meal Planner were down.", "services"),
        (CLOSED, "The cause was a broken fan in a rack.", "cause"),
        (CLOSED, "What caused this is not yet understood.", "cause"),
        (CLOSED, "A failed software update led to the outage.", "cause"),
        (CLOSED, "We have not found the reason.", "cause"),
        (CLOSED, "No workaround was available.", "workaround"),
        (CLOSED, "Crews could call the control tower for their gate.", "workaround"),
        (OPEN, "Since 14:05 UTC cards are declined.", "started_at"),
        (OPEN, "Cards have been declined for two hours.", "started_at"),
        (OPEN, "Cards were declined until 13:40 UTC.", "resolved_at"),
        (OPEN, "The incident has been resolved.", "status"),
        (OPEN, "We have found the cause and are repairing it.", "status"),
        (OPEN, "We've rolled out a patch.", "status"),
        (OPEN, "Harbour Pay is working again.", "status"),
        (OPEN, "900 merchants cannot take cards.", "users_affected"),
        (OPEN, "Roughly a third of payments fail.", "percent_affected"),
        (OPEN, "Cards are declined in Canada only.", "regions"),
        (OPEN, "The outage was triggered by a faulty certificate.", "cause"),
        (OPEN, "A database ran full and therefore caused the declines.", "cause"),
        (OPEN, "Customers can pay with the other card meanwhile.", "workaround"),
        (OPEN, "As a workaround, restart the terminal.", "workaround"),
        (WATCHED, "Ticket Scanner is fixed for good and the case is closed.", "status"),
        (WATCHED, "We are investigating the issue.", "status"),
        (WATCHED, "There is no fix for it yet.", "status"),
        (WATCHED, "The scanners were repaired at 11:55 PM UTC.", "resolved_at"),
        (WATCHED, "Ticket Scanner rejects tickets at 40 venues.", "users_affected"),
        (WATCHED, "Every second ticket was rejected.", "percent_affected"),
        (WATCHED, "The reason is a mystery to us.", "cause"),
        (WATCHED, "The scanners failed because the storage was full.", "cause"),
        (WATCHED, "Venues in Nevada were hit.", "regions"),
        (FOUND, "Since 4 PM GMT, parcels cannot be found.", "started_at"),
        (FOUND, "The search index is damaged, that is the cause.", "cause"),
        (FOUND, "Parcel Search fails as the result of a damaged search index.", "cause"),
        (FOUND, "Label Print works as usual.", "services"),
        (FOUND, "Monitoring shows that the repair worked, and we continue to monitor.", "status"),
        (FOUND, "Everything is back to normal.", "status"),
        (FOUND, "8,300 senders cannot find parcels.", "users_affected"),
    ],
)
def test_what_the_record_does_not_bear_is_found_in_its_field(record, text, field):
    assert field in fields(text, record)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("severity", "Sev-2 declared at 11:18 UTC."),
        ("cause", "Root cause: a library upgrade changed the default page size."),
    ],
)
def test_words_that_several_detectors_find_are_contradicted_once(field, text):
    record = Record("resolved", "SEV1", cause=Cause(True, "the mail spool was full"))
    found = review(text, audience="public", kind="postmortem", record=record)
    assert [each.field for each in found.claims if each.field == field] == [field]
