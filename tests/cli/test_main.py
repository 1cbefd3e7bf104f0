"""Every command that is listed loads, and says what it does."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from clarion.cli.main import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself(name):
    answer = CliRunner().invoke(main, [name, "--help"])
    assert answer.exit_code == 0, answer.output
    assert f"Usage: main {name}" in answer.output


def test_the_list_of_commands_imports_neither_django_nor_the_review():
    code = "import sys, clarion.cli.main as m; print([n for n in sys.modules if n.startswith(('django', 'clarion.review'))])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
