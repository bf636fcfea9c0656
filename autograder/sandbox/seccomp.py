"""A filter on system calls for student code: what a notebook has no use for answers with an error.

The filter is a program for the kernel's own small machine (classic BPF), put together here for x86-64 and arm64. A
closed call fails with `EPERM`. Calls newer than the table, and `clone3`, whose flags a filter cannot see, fail with
`ENOSYS`, upon which libraries fall back to what they did before.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import socket
import struct

ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
# The largest number that the table was made with: Linux 6.1. What came later is closed until someone has looked at it.
NEWEST = 450
# Numbers on x86-64 and arm64; None where an architecture never had the call.
CLOSED: dict[str, tuple[int | None, int | None]] = {
    # looking into other processes, or holding on to them
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "process_madvise": (440, 440), "process_mrelease": (448, 448),
    "inotify_init": (253, None), "inotify_init1": (294, 26),  # who opens which of the files that all jails share
    # namespaces and mounts
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97),
    "setns": (308, 268), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    # parts of the kernel that holes were found in, and that no notebook needs
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "fanotify_init": (300, 262), "fanotify_mark": (301, 263), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "modify_ldt": (154, None), "personality": (135, 92), "remap_file_pages": (216, 234), "lookup_dcookie": (212, 18),
    # the machine as a whole
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89),
    "syslog": (103, 116), "quotactl": (179, 60), "quotactl_fd": (443, 443), "nfsservctl": (180, 42), "vhangup": (153, 58),
    "iopl": (172, None), "ioperm": (173, None), "settimeofday": (164, 170), "clock_settime": (227, 112),
    "adjtimex": (159, 171), "clock_adjtime": (305, 266), "sethostname": (170, 161), "setdomainname": (171, 162),
    "uselib": (134, None), "_sysctl": (156, None), "ustat": (136, None), "sysfs": (139, None),
    # memory that a process can fill and let go of without giving it back
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semctl": (66, 191),
    "msgget": (68, 186), "msgsnd": (69, 189), "mq_open": (240, 180), "memfd_secret": (447, 447),
    "migrate_pages": (256, 238), "move_pages": (279, 239), "vmsplice": (278, 75),
}  # fmt: skip
# The GPU's driver places memory itself.
CLOSED_WITHOUT_GPU = {"memfd_create": (319, 279), "mbind": (237, 235), "set_mempolicy": (238, 237), "set_mempolicy_home_node": (450, 450)}
CLONE, CLONE3, SOCKET, SOCKETPAIR = (56, 220), (435, 435), (41, 198), (53, 199)
# CLONE_NEWTIME | NEWNS | NEWCGROUP | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET
NEW_NAMESPACES = 0x7E020080

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
ALLOW, KILL_PROCESS, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
LOAD, JUMP_EQUAL, JUMP_GREATER, JUMP_SET, RETURN = 0x20, 0x15, 0x25, 0x45, 0x06
AT_NUMBER, AT_ARCHITECTURE, AT_FIRST_ARGUMENT = 0, 4, 16


def available() -> bool:
    """Whether this machine has filters, and this module knows its numbers."""
    libc = ctypes.CDLL(None, use_errno=True)
    if platform.machine() not in ARCHITECTURES or not hasattr(libc, "prctl"):
        return False
    # Without a program to read, a kernel that has filters complains about the address.
    return libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, None, 0, 0) == -1 and ctypes.get_errno() == errno.EFAULT


def install(gpu: bool = False) -> bool:
    """Puts the filter on the calling thread and all that it will start, for good; whether it could.

    The thread must have given up gaining privileges (`PR_SET_NO_NEW_PRIVS`).
    """
    if not available():
        return False
    code = program(platform.machine(), gpu)
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
    return ctypes.CDLL(None).prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0) == 0


def program(machine: str, gpu: bool = False) -> bytes:
    """The filter for an architecture: eight bytes an instruction."""
    mark, column = ARCHITECTURES[machine]
    table = CLOSED if gpu else CLOSED | CLOSED_WITHOUT_GPU
    closed = sorted(number for numbers in table.values() if (number := numbers[column]) is not None)
    code = [
        _instruction(LOAD, AT_ARCHITECTURE),
        _instruction(JUMP_EQUAL, mark, 1, 0),
        _instruction(RETURN, KILL_PROCESS),
        _instruction(LOAD, AT_NUMBER),
        _instruction(JUMP_GREATER, NEWEST, 0, 1),
        _instruction(RETURN, ERRNO | errno.ENOSYS),
        _instruction(JUMP_EQUAL, CLONE3[column], 0, 1),
        _instruction(RETURN, ERRNO | errno.ENOSYS),
    ]
    for number in (SOCKET[column], SOCKETPAIR[column]):
        code += _where_argument(number, JUMP_EQUAL, socket.AF_UNIX, ALLOW, ERRNO | errno.EPERM)
    code += _where_argument(CLONE[column], JUMP_SET, NEW_NAMESPACES, ERRNO | errno.EPERM, ALLOW)
    for place, number in enumerate(closed):
        code.append(_instruction(JUMP_EQUAL, number, len(closed) - place, 0))
    code += [_instruction(RETURN, ALLOW), _instruction(RETURN, ERRNO | errno.EPERM)]
    return b"".join(code)


def _where_argument(number: int, test: int, value: int, then: int, otherwise: int) -> list[bytes]:
    """For one call: a verdict by a test on the low half of its first argument."""
    return [
        _instruction(JUMP_EQUAL, number, 0, 4),
        _instruction(LOAD, AT_FIRST_ARGUMENT),
        _instruction(test, value, 0, 1),
        _instruction(RETURN, then),
        _instruction(RETURN, otherwise),
    ]


def _instruction(operation: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", operation, if_true, if_false, value)
