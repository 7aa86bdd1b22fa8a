"""`python -m regesta` is the same as the command `regesta`."""

from regesta.show.cli import main

if __name__ == "__main__":
    main()
