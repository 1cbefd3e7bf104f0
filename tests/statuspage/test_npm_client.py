"""An unmodified Statuspage client reads the running listener: `statuspage.io` 3.3.8 of npm."""

import json
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from clarion.incidents.states import ServiceStatus, State
from clarion.statuspage.publishing import write_page
from tests.factories.incidents import an_incident, say
from tests.statuspage.v2_shapes import DOCUMENTS, faults

pytestmark = [
    pytest.mark.npm,
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (shutil.which("npm") and shutil.which("node")), reason="npm and node are not installed"
    ),
]

ASK_EVERYTHING = """
const { Statuspage } = require("statuspage.io");
const client = new Statuspage("anyid");
client.setApiUrl(process.argv[1]);
const asked = [];
client.apiClient.interceptors.request.use((config) => { asked.push(config.url); return config; });
(async () => {
  const { api } = client;
  const answers = [
    await api.getSummary(), await api.getStatus(), await api.getComponents(), await api.incidents.getAll(),
    await api.incidents.getUnresolved(), await api.scheduledMaintenances.getUpcoming(),
  ];
  console.log(JSON.stringify(asked.map((path, index) => [path, answers[index]])));
})();
"""


@pytest.fixture(scope="session")
def npm_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("npm")
    command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), "statuspage.io@3.3.8"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


def test_the_npm_client_reads_every_document_it_knows(nine, ben, checkout, listener, npm_folder):
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine)
    ahead = timezone.now() + timedelta(days=1)  # the listener goes by its own clock
    window = {"planned_start": ahead, "planned_end": ahead + timedelta(hours=1)}
    work = an_incident("New machines", planned=True, by=ben, at=nine, **window)
    say(work, "Checkout is read-only.", state=State.INVESTIGATING, by=ben, at=nine)
    write_page(at=nine + timedelta(minutes=1))

    address = str(listener.base_url).rstrip("/")
    result = subprocess.run(
        ["node", "-e", ASK_EVERYTHING, address],
        cwd=npm_folder, check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    answers = {path.removeprefix("/api/v2/"): answer for path, answer in json.loads(result.stdout)}
    assert len(answers) == 6
    assert {
        name: faults(answer, DOCUMENTS[name])
        for name, answer in answers.items()
        if faults(answer, DOCUMENTS[name])
    } == {}
    assert answers["summary.json"]["incidents"][0]["name"] == "Card payments fail"
    assert answers["status.json"]["status"]["indicator"] == "critical"
    assert (
        answers["incidents/unresolved.json"]["incidents"][0]["incident_updates"][0]["body"]
        == "Card payments fail."
    )
    assert (
        answers["scheduled-maintenances/upcoming.json"]["scheduled_maintenances"][0]["status"] == "scheduled"
    )
