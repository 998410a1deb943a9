#!/usr/bin/env python3
"""Runs a command and sends it a signal after a delay, counted from when the command holds that signal back if it
can: a loader is slow on a busy machine. Prints its exit code, or minus the signal that ended it.

usage: assail.py SIGNAL SECONDS COMMAND…
"""

import signal
import subprocess
import sys
import time


def held_back(process, number):
    with open(f"/proc/{process.pid}/status") as status:
        blocked = next(line.split()[1] for line in status if line.startswith("SigBlk:"))
    return int(blocked, 16) >> (number - 1) & 1


def main():
    number, delay = getattr(signal, sys.argv[1]), float(sys.argv[2])
    process = subprocess.Popen(sys.argv[3:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while number != signal.SIGKILL and process.poll() is None and not held_back(process, number):
        time.sleep(0.0005)
    time.sleep(delay)
    process.send_signal(number)
    _, error = process.communicate()
    print(process.returncode, b"interrompu" in error)


if __name__ == "__main__":
    main()
