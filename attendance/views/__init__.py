"""What a hero opens with a private address."""
