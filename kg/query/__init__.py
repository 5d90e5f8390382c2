"""One question a module: (Graph, arguments) -> records in a fixed order. Nothing here prints."""
