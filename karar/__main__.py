"""`python -m karar` is the `karar` command."""

from karar.cli import main

main()
