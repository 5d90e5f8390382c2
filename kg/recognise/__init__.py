"""What a text names: documents, provisions, bodies, initiatives, dates, roles and targets."""
