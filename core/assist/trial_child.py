"""Becomes the shell that tries a command: inside a fence, with a copy in the place of the folder where that can be.

The one argument is JSON: the command, the shell, the copy, the folder, a place for temporary files, where to tell how
far this went, and the folders with other programs' sockets.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from typing import Any, NoReturn

from core.store.landlock import Fence, confine

_CLONE_NEWNS, _CLONE_NEWUSER, _CLONE_NEWPID = 0x20000, 0x10000000, 0x20000000
_PR_SET_PDEATHSIG = 1
_MS_BIND, _MS_REC, _MS_PRIVATE = 4096, 16384, 1 << 18
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def main() -> NoReturn:
    """Confine this process and run the command in it."""
    plan = json.loads(sys.argv[1])
    apart = _stand_apart()
    placed = apart and plan["in place"] and _put_in_place(plan)
    if apart:
        _become_first()
    where = str(plan["folder"] if placed else plan["copy"])
    with open(plan["told"], "w", encoding="utf-8") as told:  # noqa: PTH123 - once inside, it could not be written
        held = confine(Fence(reads=("/",), runs=("/",), writes=(where, plan["temporary"]), devices=_DEVICES))
        json.dump({"placed": placed, "held": held}, told)
    if "files" not in held:
        sys.exit(126)
    os.chdir(where)
    environ = {**os.environ, "TMPDIR": plan["temporary"], "PWD": where, "LUCIFER_TRIAL": "1"}
    os.execve(plan["shell"], [plan["shell"], "-c", plan["command"]], environ)


def _stand_apart() -> bool:
    """Leave the system's mounts and processes for our own; False where the system does not let us."""
    libc = ctypes.CDLL(None, use_errno=True)
    person, group = os.geteuid(), os.getegid()
    if libc.unshare(_CLONE_NEWNS | _CLONE_NEWPID | (_CLONE_NEWUSER if person else 0)):
        return False
    if person:
        try:
            for name, text in (("uid_map", f"{person} {person} 1"), ("setgroups", "deny"),
                               ("gid_map", f"{group} {group} 1")):
                with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123
                    file.write(text)
        except OSError:
            return False
    return True


def _become_first() -> None:
    """Go on as the first of our own processes: when it ends the kernel ends all the others, however they hid."""
    pid = os.fork()
    if not pid:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        return
    try:
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except KeyboardInterrupt:  # the first process of all does not hear Ctrl-C
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        code = -signal.SIGINT
    os._exit(128 - code if code < 0 else code)


def _put_in_place(plan: dict[str, Any]) -> bool:
    """Let the copy be seen where the folder is, so that full paths lead to it.

    Sockets of other programs are hidden, wherever they lie: through them a command could have something done outside.
    """
    libc = ctypes.CDLL(None, use_errno=True)

    def mount(source: str, target: str, kind: str, flags: int) -> bool:
        return not libc.mount(os.fsencode(source), os.fsencode(target), kind.encode(), ctypes.c_ulong(flags), None)

    if not mount("none", "/", "none", _MS_REC | _MS_PRIVATE):
        return False
    for folder in plan["hidden"]:
        mount("none", folder, "tmpfs", 0)
    for name in _sockets():
        if os.path.lexists(name) and not mount("/dev/null", name, "none", _MS_BIND):
            return False
    # Where it really lies the copy is out of sight, so that it is not changed by that name.
    return mount(plan["copy"], plan["folder"], "none", _MS_BIND) and mount("none", plan["copy"], "tmpfs", 0)


def _sockets() -> list[str]:
    """Return the paths at which programs listen: of tmux, a desktop, an agent that holds keys."""
    with open("/proc/net/unix", encoding="utf-8", errors="surrogateescape") as listed:  # noqa: PTH123
        rows = [line.rstrip("\n").split(maxsplit=7) for line in listed]
    return sorted({row[7] for row in rows if len(row) == 8 and row[7].startswith("/")})


if __name__ == "__main__":
    main()
