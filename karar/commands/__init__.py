"""The commands of `karar`, one module a duty; `karar.cli` gathers them."""
