"""Serve the files of a folder over HTTP, to this machine only, until Ctrl-C."""

import argparse
import functools
import os
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=".", help="the folder (default: this one)")
    parser.add_argument("-p", "--port", type=int, default=8000, help="the port (default: 8000; 0 takes a free one)")
    given = parser.parse_args()
    if not os.path.isdir(given.folder):
        print(f"there is no folder {given.folder}", file=sys.stderr)
        return 1
    handler = functools.partial(SimpleHTTPRequestHandler, directory=given.folder)
    try:
        # 127.0.0.1 is this machine: nobody else on the network can look.
        server = ThreadingHTTPServer(("127.0.0.1", given.port), handler)
    except (OSError, OverflowError) as error:
        print(f"cannot use port {given.port}: {error}", file=sys.stderr)
        return 1
    print(f"http://127.0.0.1:{server.server_port}/ shows {os.path.abspath(given.folder)}; Ctrl-C stops", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
