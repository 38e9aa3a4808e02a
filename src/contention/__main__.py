"""`python -m contention`: the same as the command `contention`."""

from contention.cli.main import main

if __name__ == "__main__":
    main()
