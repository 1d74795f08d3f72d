"""What happens, when and where: programs, stops, meetings, and what was said and learned."""
