"""The explorer: `app` puts it together, `guard` lets in, `api` answers in JSON, `pages` in HTML, `review` writes down what a person judged."""
