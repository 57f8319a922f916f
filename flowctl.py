"""The door: `flowctl` and `python flowctl.py` both come in here."""

from runtime.cli.main import main

if __name__ == "__main__":
    main()
