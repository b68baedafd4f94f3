"""A fence around a process that the Linux kernel keeps (Landlock): which files it may read, run and write, and no more.

It holds for the process and all that it starts, and cannot be taken down again. It takes no rights to put up. Where the
kernel has no Landlock (before 5.13, or switched off) `version` is 0 and there is no fence.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import stat
import struct
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every processor
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_REFER, _TRUNCATE, _IOCTL = 1 << 13, 1 << 14, 1 << 15
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL
_FIRST_RIGHTS = (1 << 13) - 1
_ALL_TCP, _ALL_SCOPES = 0b11, 0b11
# What each version of the kernel's interface can tell apart.
_SINCE = ((2, _REFER), (3, _TRUNCATE), (5, _IOCTL))
TCP_SINCE, SCOPES_SINCE = 4, 6


@dataclass(frozen=True, slots=True)
class Fence:
    """Paths, each with all below it. What may be run or written may be read too; all else is refused.

    `network` False refuses TCP where the kernel can, and every network where it lets us have none.
    """

    reads: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    network: bool = False

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Fence:
        facts = json.loads(text)
        reads, runs, writes, devices = (tuple(facts[name]) for name in ("reads", "runs", "writes", "devices"))
        return cls(reads, runs, writes, devices, network=bool(facts["network"]))


def version() -> int:
    """Return which version of Landlock the kernel has; 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))))


def confine(fence: Fence) -> tuple[str, ...]:
    """Put a fence around this process; return what it holds back: "files", "tcp", "network", "signals".

    Only the calling thread and what it starts later are inside: call it before there are others. What the kernel
    cannot do is left out of what is returned; OSError says that it should have been able to.
    """
    known = version()
    if not known:
        return ()
    held = ["files"]
    if not fence.network and _leave_networks():
        held.append("network")
    rights = _FIRST_RIGHTS
    for since, right in _SINCE:
        rights |= right if known >= since else 0
    facts = [rights]
    if known >= TCP_SINCE:
        facts.append(0 if fence.network else _ALL_TCP)
        held += [] if fence.network else ["tcp"]
    if known >= SCOPES_SINCE:
        facts.append(_ALL_SCOPES)
        held.append("signals")
    rules = struct.pack(f"={len(facts)}Q", *facts)
    ruleset = _called(_CREATE_RULESET, rules, ctypes.c_size_t(len(rules)), ctypes.c_uint32(0))
    try:
        look = _READ_FILE | _READ_DIR
        _allow(ruleset, fence.reads, rights & look)
        _allow(ruleset, fence.runs, rights & (look | _EXECUTE))
        _allow(ruleset, fence.writes, rights & ~_EXECUTE)
        _allow(ruleset, fence.devices, rights & (look | _WRITE_FILE | _IOCTL))
        if _libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "the kernel does not let go of privileges")
        _called(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    finally:
        os.close(ruleset)
    return tuple(held)


def _allow(ruleset: int, paths: Iterable[str], rights: int) -> None:
    """Allow something below each path; one that is not there needs no rule."""
    for path in paths:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)  # a link is followed: the rule is for what it leads to
        except OSError:
            continue
        try:
            allowed = rights if stat.S_ISDIR(os.fstat(place).st_mode) else rights & _OF_FILES
            rule = struct.pack("=Qi", allowed, place)
            with contextlib.suppress(OSError):  # a kernel's own file, such as a pipe, cannot be named in a rule
                _called(_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(1), rule, ctypes.c_uint32(0))
        finally:
            os.close(place)


def _leave_networks() -> bool:
    """Move into a network of our own in which there is nothing; False where the system does not let us."""
    libc = _libc()
    if os.geteuid() == 0:
        # In a user namespace root would lose its way to other people's files.
        return int(libc.unshare(_CLONE_NEWNET)) == 0
    person, group = os.geteuid(), os.getegid()
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET):
        return False
    with contextlib.suppress(OSError):
        for name, text in (("uid_map", f"{person} {person} 1"), ("setgroups", "deny"),
                           ("gid_map", f"{group} {group} 1")):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123
                file.write(text)
    return True


def _called(number: int, *arguments: object) -> int:
    result = _libc().syscall(ctypes.c_long(number), *arguments, ctypes.c_long(0))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return int(result)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
