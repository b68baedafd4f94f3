"""How many broken scripts the built-in rules mend by their first offer: `python -m tests.campaigns.repairs`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.broken_scripts import BROKEN
from tests.test_script_repairs import by_first_offers, patient


def main() -> int:
    """Go through all of them; print those that stay broken, and the share that does not."""
    mended = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, (suffix, text, printed) in enumerate(BROKEN):
            path = Path(folder) / f"broken_{number}{suffix}"
            path.touch()
            _, error, out = by_first_offers(patient(path), text)
            good = error is None and printed in out
            mended += good
            if not good:
                print(f"{suffix} {text!r}: {error.title if error else 'prints something else'}")
    print(f"{mended} of {len(BROKEN)} mended by the first change offered")
    return 0 if mended == len(BROKEN) else 1


if __name__ == "__main__":
    sys.exit(main())
