"""Pack a folder into a dated .tar.gz, and read it back to be sure of it."""

import argparse
import os
import sys
import tarfile
from datetime import datetime


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="the folder to pack")
    parser.add_argument("--to", default=".", metavar="FOLDER", help="where the archive goes (default: this folder)")
    given = parser.parse_args()
    folder = os.path.abspath(given.folder)
    name = os.path.basename(folder) or "root"
    archive = os.path.join(given.to, f"{name}-{datetime.now():%Y%m%d-%H%M%S}.tar.gz")
    part = archive + ".part"
    try:
        if not os.path.isdir(folder):
            raise OSError(f"there is no folder {given.folder}")
        os.makedirs(given.to, exist_ok=True)
        own = {os.path.abspath(part), os.path.abspath(archive)}
        with tarfile.open(part, "x:gz") as packed:
            # An archive that lies in the folder does not pack itself.
            packed.add(folder, arcname=name, filter=lambda one: None if os.path.abspath(
                os.path.join(os.path.dirname(folder), one.name)) in own else one)
        with tarfile.open(part) as packed:
            count = sum(1 for one in packed if one.isfile())
        os.replace(part, archive)
    except (OSError, tarfile.TarError) as error:
        print(f"no backup was made: {error}", file=sys.stderr)
        if os.path.exists(part):
            os.remove(part)
        return 1
    print(f"{archive}: {count} files, {os.path.getsize(archive)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
