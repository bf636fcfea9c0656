"""Landlock: a process gives up writing anywhere but in its scratch folder, connecting, and signalling what is outside.

The namespaces of a session say the same. This is the second lock, in another part of the kernel.
"""

from __future__ import annotations

import ctypes
import os
import struct

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every architecture
GET_VERSION, PATH_BENEATH = 1, 1
WRITE_FILE, MAKE_CHAR, MAKE_BLOCK, TRUNCATE = 1 << 1, 1 << 6, 1 << 11, 1 << 14
# WRITE_FILE, REMOVE_DIR, REMOVE_FILE, and all MAKE_*; later versions know REFER and TRUNCATE too.
WRITING = WRITE_FILE | sum(1 << bit for bit in range(4, 13))
REFER = 1 << 13
TCP, SCOPES = 0b11, 0b11  # binding and connecting; abstract sockets and signals


def version() -> int:
    """The version that this kernel speaks; 0 where it has none."""
    libc = ctypes.CDLL(None, use_errno=True)
    return max(0, libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), GET_VERSION)) if hasattr(libc, "syscall") else 0


def restrict(scratch: str) -> bool:
    """Restricts the calling thread and all that it will start, for good; whether it could.

    The thread must have given up gaining privileges (`PR_SET_NO_NEW_PRIVS`).
    """
    known = version()
    if not known:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    handled = WRITING | (REFER if known >= 2 else 0) | (TRUNCATE if known >= 3 else 0)
    attributes = struct.pack("=QQQ", handled, TCP if known >= 4 else 0, SCOPES if known >= 6 else 0)
    rules = libc.syscall(CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    if rules < 0:
        return False
    try:
        for path, allowed in ((scratch, handled & ~(MAKE_CHAR | MAKE_BLOCK)), ("/dev", handled & (WRITE_FILE | TRUNCATE))):
            folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                if libc.syscall(ADD_RULE, rules, PATH_BENEATH, struct.pack("=Qi", allowed, folder), 0):
                    return False
            finally:
                os.close(folder)
        return libc.syscall(RESTRICT_SELF, rules, 0) == 0
    finally:
        os.close(rules)
