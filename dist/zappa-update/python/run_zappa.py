# Runs a program of the environment, as `python PROGRAM ARGUMENTS` does, and stops it when standard input ends: then the action's process
# is gone, perhaps killed, and a Zappa that continued would make code live that no one checks.
import os
import runpy
import signal
import sys
import threading
import time

stdin = os.dup(0)
os.dup2(os.open(os.devnull, os.O_RDONLY), 0)


def stop_when_stdin_ends():
    while os.read(stdin, 1024):
        pass
    os.killpg(0, signal.SIGINT)
    time.sleep(2)
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=stop_when_stdin_ends, daemon=True).start()
sys.argv = sys.argv[1:]
sys.path[0] = os.path.dirname(sys.argv[0])
runpy.run_path(sys.argv[0], run_name="__main__")
