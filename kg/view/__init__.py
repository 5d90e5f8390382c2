"""A graph, or the part of it that was asked for, as one page: `select` chooses, `data` collects, `lanes` and its like lay out, `page` writes."""
