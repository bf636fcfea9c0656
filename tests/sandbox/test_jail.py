"""What student code can see and leave behind: recorded attempts, made from inside a real session."""

import json
import os
import shutil
import socket
import time

import pytest

from autograder.sandbox import Grader, NoJail, jail
from autograder.sandbox.conversation import Ended


@pytest.fixture(scope="module")
def attempt(grader):
    """Runs code in a fresh session and gives back what it printed."""

    def run(code):
        session = grader.fork()
        try:
            _, outputs = session.run(code, 1)
        except Ended as ended:
            return ended.kind
        finally:
            session.end()
        return "".join(output.get("text", output.get("evalue", "")) for output in outputs)

    return run


TRY = "def attempt(f):\n    try:\n        print('DONE', f())\n    except BaseException as e:\n        print('refused', type(e).__name__, e)\n"


@pytest.mark.parametrize("code", [
    "open('{root}/solutions/03_lstm/03_lstm.py').read()",
    "__import__('os').listdir('{root}/solutions')",
    "__import__('os').listdir('{root}/autograder')",
    "__import__('os').listdir('{home}')",
    "__import__('os').listdir('{secrets}')",
    "__import__('autograder.misconceptions')",
    "__import__('autograder.rubrics')",
    "__import__('os').listdir('/proc/1')",
    "open('/proc/self/environ').read()",
    "open('/etc/passwd').read()",
    "open('/usr/x', 'w')",
    "open(torch.__file__, 'a')",
    "open('/x', 'w')",
    "open('/dev/shm/x', 'w')",
    "__import__('socket').create_connection(('127.0.0.1', {port}), 2)",
    "__import__('socket').create_connection(('1.1.1.1', 53), 2)",
    "__import__('socket').socket(__import__('socket').AF_UNIX).connect('/run/dbus/system_bus_socket')",
    "__import__('os').kill(1, 9) or __import__('os').kill(2, 9) or open('/nothing')",
    "__import__('ctypes').CDLL(None, use_errno=True).mount(b'none', b'/dev/shm', b'tmpfs', 0, None) and open('/nothing')",
])
def test_nothing_outside_is_to_be_had(attempt, course_root, secrets, code):
    with socket.create_server(("127.0.0.1", 0)) as server:
        text = code.format(root=course_root, home=os.path.expanduser("~"), secrets=secrets, port=server.getsockname()[1])
        said = attempt(f"import torch\n{TRY}attempt(lambda: {text})")
    # A home may hold the interpreter: then its folder shows, with nothing else in it.
    allowed = said.startswith("DONE ['.pyenv']") or said.startswith("DONE ['.local']")
    assert said.startswith("refused") or allowed, said


def test_the_environment_is_empty(attempt, monkeypatch):
    said = attempt("import os, json\nprint(json.dumps(dict(os.environ)))")
    names = set(json.loads(said))
    assert not {name for name in names if "SECRET" in name or "TOKEN" in name or "KEY" in name}
    assert names <= {"OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "MKL_NUM_THREADS", "PYTHONDONTWRITEBYTECODE", "MPLBACKEND",
                     "AUTOGRADER_GRADING", "LANG", "PATH", "PYTHONNOUSERSITE", "HOME", "TMPDIR", "MPLCONFIGDIR", "PYTHONPATH", "PWD",
                     "KMP_INIT_AT_FORK", "KMP_DUPLICATE_LIB_OK", "TORCHINDUCTOR_CACHE_DIR", "TRITON_CACHE_DIR", "PYTHONHASHSEED",
                     "LC_CTYPE", "TORCH_CUDA_ARCH_LIST", "SETUPTOOLS_USE_DISTUTILS", "COLUMNS", "LINES", "PAGER", "GIT_PAGER",
                     "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "TERM"}, names


def test_what_a_session_leaves_the_next_does_not_find(attempt):
    attempt("open('left', 'w').write('x')\nimport builtins\nbuiltins.left = 1\nimport torch\ntorch.left = 1")
    said = attempt("import os, builtins, torch\nprint(os.path.exists('left'), hasattr(builtins, 'left'), hasattr(torch, 'left'))")
    assert said == "False False False\n"


def test_a_process_that_daemonises_ends_with_its_session(grader):
    session = grader.fork()
    code = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(600)\n    os._exit(0)\n"
    session.run(code, 1)
    session.end()
    for _ in range(100):
        left = [name for name in os.listdir("/proc") if name.isdigit() and _descends(int(name), grader._warm[0].pid)]
        if len(left) <= 2:  # bubblewrap's own first process, and the warm one
            break
        time.sleep(0.05)
    assert len(left) <= 2, left


def _descends(pid, ancestor):
    try:
        while pid > 1:
            pid = int(open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[1])
            if pid == ancestor:
                return True
    except (FileNotFoundError, ProcessLookupError):
        return False
    return False


def test_a_fork_bomb_and_a_full_scratch_stay_inside(attempt, grader):
    assert attempt("print('alive')") == "alive\n"
    # Root is not counted by the kernel's limit for a user: without a control group the session is ended from outside.
    counted = "pids" in grader._warm[0].cgroup.holds or os.getuid() != 0
    said = attempt("import os\nn = 0\ntry:\n    while n < 500:\n        if os.fork() == 0:\n            import time; time.sleep(60)\n        n += 1\n"
                   "except OSError as e:\n    print('stopped')")
    assert said == ("stopped\n" if counted else "crashed")
    said = attempt("try:\n    with open('big', 'wb') as f:\n        for _ in range(300): f.write(bytes(2**20))\nexcept OSError as e:\n    print('stopped')")
    assert said == "stopped\n"
    assert attempt("print('alive')") == "alive\n"


def test_without_a_jail_nothing_is_graded_unless_told_so(course_root, monkeypatch, secrets):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(NoJail, match="bubblewrap is not installed.*--unsafe-no-sandbox"):
        Grader(course_root)


def test_ending_the_grader_ends_the_jail(course_root, needs_bubblewrap, secrets):
    process, control, hello = jail.start(confined=True)
    assert hello["ready"] and hello["nested"]
    inside = [int(name) for name in os.listdir("/proc") if name.isdigit() and _descends(int(name), process.pid)]
    process.kill()
    process.wait()
    control.close()
    for _ in range(100):
        if not any(os.path.exists(f"/proc/{pid}") for pid in inside):
            break
        time.sleep(0.05)
    assert inside and not any(os.path.exists(f"/proc/{pid}") for pid in inside)
