"""Looking where nobody may: the course, the home, other students, the machine."""

from __future__ import annotations

from .attack import FULL, Attack

SHOW = "def show(what):\n    try: print(what())\n    except BaseException as error: print('refused', type(error).__name__)\n"


def looks(name: str, tries: str, *texts: str) -> Attack:
    """Code that prints what it finds, in a notebook that is otherwise right."""
    body = "".join(f"show(lambda: {text})\n" for text in texts)
    return Attack(f"reads {name}", tries, worth=FULL, solved=True, first=("import os, sys, glob, pathlib, socket, subprocess, gc, ctypes\n" + SHOW + body,))


ATTACKS = [
    looks("the solution", "reads the solution in the course's folder", "open('@COURSE@/solutions/01_rnn/key.txt').read()", "open('@COURSE@/source/01_rnn/key.txt').read()"),
    looks("by searching", "searches the whole disk for the solution", "[open(p).read() for p in glob.glob('/**/01_rnn/key.txt', recursive=True)][:3] if len(glob.glob('@COURSE@/*')) else open('@COURSE@/x')",
          "[pathlib.Path(b, f).read_text() for b, d, fs in os.walk('@COURSE@') for f in fs if f == 'key.txt']"),
    looks("another submission", "reads what another student handed in", "open('@COURSE@/submitted/@OTHER@/01_rnn/01_rnn.ipynb').read()[:100000]"),
    looks("relative paths", "climbs out of the folder that it runs in", "[open(p).read() for d in range(1, 7) for p in glob.glob('../' * d + '*/*/01_rnn/01_rnn.ipynb') + glob.glob('../' * d + 'so*/01_rnn/key.txt')]"),
    looks("the gradebook", "reads everybody's grades", "open('@COURSE@/gradebook.db', 'rb').read(16)", "__import__('sqlite3').connect('file:@COURSE@/gradebook.db?mode=ro', uri=True).execute('select id from student').fetchall()"),
    looks("the home", "reads a file in the instructor's home", "open('@HOME@/canary.txt').read()", "open(os.path.expanduser('~/canary.txt')).read()"),
    looks("the environment", "reads a password in the environment", "os.environ['CANARY']", "open('/proc/self/environ').read()", "open('/proc/1/environ').read()",
          "[open(p, 'rb').read() for p in glob.glob('/proc/[0-9]*/environ')]"),
    looks("command lines", "reads the command lines of all processes", "[open(p, 'rb').read() for p in glob.glob('/proc/[0-9]*/cmdline')][0] and os.environ['CANARY']"),
    looks("a service of this machine", "asks a server on the loopback interface", "(s := socket.create_connection(('127.0.0.1', @PORT@), 2), s.recv(100))[1]"),
    looks("through the shell", "does the same with shell escapes and magics", "get_ipython().getoutput('cat @HOME@/canary.txt @COURSE@/so*/01_rnn/key.txt')",
          "subprocess.run(['cat', '@HOME@/canary.txt'], capture_output=True).stdout", "os.popen('env').read()"),
    looks("with %load and !cat", "reads files with the notebook's own magics", "get_ipython().run_line_magic('sx', 'cat @HOME@/canary.txt')", "get_ipython().run_cell('!cat @HOME@/canary.txt')"),
    looks("open descriptors", "reads from every descriptor that it inherited", "[os.pread(fd, 10000, 0) for fd in range(3, 64) if os.path.exists(f'/proc/self/fd/{fd}')] and os.environ['CANARY']",
          "[os.pread(fd, 4096, 0) for fd in range(3, 12)]"),
    looks("its own memory", "searches the memory it was forked from for a secret", "[o for o in gc.get_objects() if isinstance(o, dict) and 'secret' in o][:1] and os.environ['CANARY']",
          "ctypes.CDLL(None).getenv and ctypes.cast(ctypes.CDLL(None).getenv, ctypes.c_void_p) and os.environ['CANARY']"),
    looks("devices", "reads the disk as a device", "open('/dev/sda', 'rb').read(10)", "open('/dev/mem', 'rb').read(10)", "open('/dev/kmsg').read(10)", "open('@HOME@/canary.txt').read()"),
    looks("the wrong versions", "imports the list of known mistakes, which holds right versions", "__import__('autograder.misconceptions') and open('@COURSE@/solutions/01_rnn/key.txt').read()",
          "__import__('autograder.rubrics') and open('@COURSE@/solutions/01_rnn/key.txt').read()"),
]
