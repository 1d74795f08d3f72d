"""Itineraries for the calendar programs that people use (RFC 5545): entries, zones, and the whole."""
