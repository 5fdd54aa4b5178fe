"""`python -m boxoffice` is the same as the `boxoffice` command."""

from boxoffice.cli import main

if __name__ == "__main__":
    main()
