"""`python -m ratebook` is the command `ratebook`."""

from ratebook.cli.main import run

if __name__ == "__main__":
    run()
