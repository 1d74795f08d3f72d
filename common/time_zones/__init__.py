"""Names of time zones (IANA), their places, and the zones that readers are offered."""

from common.time_zones.names import fixed_hours, is_zone, validate_zone, zone_names
from common.time_zones.places import offered_zones, place_in_name, zone_place
from common.time_zones.renamed import modern_name, zone_countries

__all__ = [
    "fixed_hours",
    "is_zone",
    "modern_name",
    "offered_zones",
    "place_in_name",
    "validate_zone",
    "zone_countries",
    "zone_names",
    "zone_place",
]
