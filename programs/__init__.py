"""What happens, when and where: cities, programs, stops, meetings, quotes and what was learned."""
