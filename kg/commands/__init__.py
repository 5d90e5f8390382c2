"""One command a module, each with a function `run`; `kg.cli` imports a module only when its command is called."""
