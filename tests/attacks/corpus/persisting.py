"""Staying: for the next student, for the next run, in the process that all are forked from."""

from __future__ import annotations

from .attack import FULL, Attack

INFECT = "raise SystemExit('INFECTED')"


def stays(name: str, tries: str, text: str, **more) -> Attack:
    return Attack(f"stays in {name}", tries, **{"worth": FULL, "solved": True, "last": (text,), **more})


ATTACKS = [
    stays("IPython's start-up", "a file that every later kernel runs first", "import os\nd = os.path.expanduser('~/.ipython/profile_default/startup')\ntry:\n    os.makedirs(d, exist_ok=True)\n    open(d + '/00.py', 'w').write(\"print('INFECTED'); import sys; sys.exit()\")\nexcept OSError: pass"),
    stays("the user's packages", "a sitecustomize that every later Python runs first", "import os, site\nd = site.getusersitepackages()\ntry:\n    os.makedirs(d, exist_ok=True)\n    open(d + '/usercustomize.py', 'w').write(\"print('INFECTED')\")\nexcept OSError: pass"),
    stays("the next folder", "a torch.py where the next student's notebook runs", "import os, glob\nfor d in ['.', '@COURSE@/submitted/@OTHER@/01_rnn', *glob.glob('@COURSE@/autograded/*/01_rnn')]:\n    try: open(d + '/torch.py', 'w').write(\"print('INFECTED'); raise ImportError\")\n    except OSError: pass"),
    stays("a daemon", "a process that goes on after the notebook and writes when nobody looks", "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        for _ in range(20):\n            try: open('@HOME@/pwned', 'a').write('INFECTED')\n            except OSError: pass\n            time.sleep(.2)\n    os._exit(0)"),
    stays("nohup", "a shell that goes on", "get_ipython().system('(setsid nohup sh -c \"sleep 1; echo INFECTED > @HOME@/pwned\" >/dev/null 2>&1 &)')"),
    stays("threads", "threads that outlive the exam and change what comes next", "import threading, time\ndef later():\n    while True:\n        torch.tanh = torch.relu\n        time.sleep(.01)\nthreading.Thread(target=later, daemon=True).start()"),
    stays("torch", "patches torch in the process, for whoever is forked from it", "torch.tanh = torch.Tensor.tanh = lambda *a, **k: (_ for _ in ()).throw(SystemExit('INFECTED'))\nimport builtins\nbuiltins.INFECTED = 1"),
    stays("the warm process", "writes into the memory of the process that forks the next student", "import ctypes, os\nlibc = ctypes.CDLL(None)\nfor pid in [os.getppid(), 1, 2, 3]:\n    try: open(f'/proc/{pid}/mem', 'r+b').write(b'x')\n    except OSError: pass\n    libc.ptrace(16, pid, 0, 0)\n    libc.process_vm_writev(pid, 0, 0, 0, 0, 0)"),
    stays("shared memory", "leaves shared memory and semaphores", "from multiprocessing import shared_memory\ntry: shared_memory.SharedMemory('pwned', create=True, size=1000).buf[:8] = b'INFECTED'\nexcept (OSError, FileNotFoundError): print('refused')"),
    stays("a cron job", "asks the machine to run something later", "import subprocess\ntry: subprocess.run('echo \"* * * * * touch @HOME@/pwned\" | crontab -', shell=True, timeout=5)\nexcept Exception as error: print(error)"),
    stays("atexit", "runs when the process ends", "import atexit, os\ndef last():\n    try: open('@HOME@/pwned', 'w').write('INFECTED')\n    except OSError: pass\natexit.register(last)\nimport weakref\nweakref.finalize(torch, last)"),
    stays("caches", "changes compiled files, which the next import reads", "import glob, os\nfor p in glob.glob(os.path.dirname(torch.__file__) + '/__pycache__/*.pyc')[:5] + ['@HOME@/pwned']:\n    try: open(p, 'ab').write(b'INFECTED')\n    except OSError: pass"),
    Attack("stays beside the notebook", "files that Python or pytest would load by themselves", worth=FULL, solved=True,
           place=lambda folder: [(folder / name).write_text("print('INFECTED')\nraise SystemExit\n") for name in ("torch.py", "conftest.py", "sitecustomize.py", "usercustomize.py", "autograder.py", "nbgrader_config.py", "check.py", "numpy.py")]),
]
