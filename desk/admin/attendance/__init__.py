"""What is private between heroes and officers: links, answers, evaluations."""
