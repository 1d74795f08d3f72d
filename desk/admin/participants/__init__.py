"""Who takes part: heroes with the ledger of their consent, organizations; and the officers' own accounts."""
