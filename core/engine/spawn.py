"""How a part of this program is started as a process of its own."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping

_SECRET = re.compile(r"TOKEN|SECRET|PASSW|KEY|CREDENTIAL|AUTH|_URL$|_DSN$|(^|_)PAT$", re.IGNORECASE)
_CODE = "import os,sys;sys.path[:]=sys.argv.pop(1).split(os.pathsep);import {0} as part;sys.exit(part.main())"


def command(module: str) -> list[str]:
    """Return the command line that runs `module.main()` with our own import path.

    `python -m` would put the folder that the person happens to stand in before everything else.
    """
    return [sys.executable, "-I", "-c", _CODE.format(module), os.pathsep.join(path for path in sys.path if path)]


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without secrets, in which llama.cpp starts no debugger when it aborts.

    libgomp's threads wait for each other by spinning for about 17 ms before they sleep. When something else uses the
    cores too, that makes an answer ten times slower than it need be; a fifth of a millisecond is enough to spin.
    """
    kept = {name: value for name, value in given.items() if not _SECRET.search(name)}
    if "OMP_WAIT_POLICY" not in kept:
        kept.setdefault("GOMP_SPINCOUNT", "3000")
    return kept | {"GGML_NO_BACKTRACE": "1"}
