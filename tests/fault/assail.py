#!/usr/bin/env python3
"""Runs a command and sends it a signal after a delay. Prints its exit code, or minus the signal that ended it.

usage: assail.py SIGNAL SECONDS COMMAND…
"""

import signal
import subprocess
import sys
import time


def main():
    number, delay = getattr(signal, sys.argv[1]), float(sys.argv[2])
    process = subprocess.Popen(sys.argv[3:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(delay)
    process.send_signal(number)
    _, error = process.communicate()
    print(process.returncode, b"interrompu" in error)


if __name__ == "__main__":
    main()
