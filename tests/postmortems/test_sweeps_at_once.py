"""Several workers sweep at once: each reminder is made once, with its calls."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from clarion.postmortems.item_writing import add_item
from clarion.postmortems.reminder_clock import STEP, remind
from clarion.postmortems.reminders import Reminder, ReminderCall
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db(transaction=True)


def test_four_sweeps_at_once_remind_everybody_once(ana, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    for number in range(STEP + 20):
        add_item(postmortem, f"Add limit {number}", owner=ana, by=ana, at=nine)
    later = nine + timedelta(days=15)

    def sweep(number: int) -> int:
        try:
            return remind(at=later + timedelta(microseconds=number))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        made = sum(workers.map(sweep, range(4)))
    remind(at=later)
    reminders = Counter(Reminder.objects.values_list("item", "postmortem", "kind", "slot"))
    assert set(reminders.values()) == {1}
    assert made <= len(reminders) == STEP + 21
    assert ReminderCall.objects.count() == len(reminders)
