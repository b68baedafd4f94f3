"""Becomes the shell that tries a command: inside a fence, with a copy in the place of the folder where that can be.

The one argument is JSON: the command, the shell, the copy, the folder, a place for temporary files, where to tell how
far this went, and the folders with other programs' sockets.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from typing import Any, NoReturn

from core.store.landlock import Fence, confine

_CLONE_NEWNS, _CLONE_NEWUSER = 0x20000, 0x10000000
_MS_BIND, _MS_REC, _MS_PRIVATE = 4096, 16384, 1 << 18
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def main() -> NoReturn:
    """Confine this process and run the command in it."""
    plan = json.loads(sys.argv[1])
    placed = plan["in place"] and _put_in_place(plan)
    where = str(plan["folder"] if placed else plan["copy"])
    with open(plan["told"], "w", encoding="utf-8") as told:  # noqa: PTH123 - once inside, it could not be written
        held = confine(Fence(reads=("/",), runs=("/",), writes=(where, plan["temporary"]), devices=_DEVICES))
        json.dump({"placed": placed, "held": held}, told)
    if "files" not in held:
        sys.exit(126)
    os.chdir(where)
    environ = {**os.environ, "TMPDIR": plan["temporary"], "PWD": where, "LUCIFER_TRIAL": "1"}
    os.execve(plan["shell"], [plan["shell"], "-c", plan["command"]], environ)


def _put_in_place(plan: dict[str, Any]) -> bool:
    """Let the copy be seen where the folder is, so that full paths lead to it; False where the system does not let us.

    Sockets of other programs are hidden: through them a command could have something done outside.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    person, group = os.geteuid(), os.getegid()
    if libc.unshare(_CLONE_NEWNS if person == 0 else _CLONE_NEWNS | _CLONE_NEWUSER):
        return False
    try:
        if person:
            for name, text in (("uid_map", f"{person} {person} 1"), ("setgroups", "deny"),
                               ("gid_map", f"{group} {group} 1")):
                with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123
                    file.write(text)
    except OSError:
        return False

    def mount(source: str, target: str, kind: str, flags: int) -> bool:
        return not libc.mount(os.fsencode(source), os.fsencode(target), kind.encode(), ctypes.c_ulong(flags), None)

    if not mount("none", "/", "none", _MS_REC | _MS_PRIVATE):
        return False
    for folder in plan["hidden"]:
        mount("none", folder, "tmpfs", 0)
    # Where it really lies the copy is out of sight, so that it is not changed by that name.
    return mount(plan["copy"], plan["folder"], "none", _MS_BIND) and mount("none", plan["copy"], "tmpfs", 0)


if __name__ == "__main__":
    main()
