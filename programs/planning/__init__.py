"""Rules for officers who plan a program. Pure functions: pages and messages are made from their answers."""
