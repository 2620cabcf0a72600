"""Four machines on a real primary with two streaming replicas: one late, one stopped and started again."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow


def test_no_reader_sees_an_error_or_an_older_state_or_two_in_one_page(request):
    if request.config.getoption("--postgresql"):
        pytest.skip("it has servers of its own: run without --postgresql")
    options = {"seconds": 10, "answers": 400, "connections": 8, "editors": 1, "kill-every": 0, "publish-every": 2}
    machines = {"machines": 4, "workers": 1, "replicas": 2}
    named = [f"--{name}={value}" for name, value in {**options, **machines}.items()]
    done = subprocess.run([sys.executable, "-m", "tests.soak", *named], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
