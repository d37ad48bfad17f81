package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A location on the map.
 *
 * @param latitude the latitude in decimal degrees, {@link Limit#LATITUDE}; empty if the message has none
 * @param longitude the longitude in decimal degrees, {@link Limit#LONGITUDE}; empty if the message has none
 * @param name the name, shown above the address; may be empty
 * @param address the address, shown below the name; may be empty
 * @param unknownFields fields of the API that this record does not know, kept as they came, and coordinates that are
 *     written as texts
 */
public record Location(
        OptionalDouble latitude,
        OptionalDouble longitude,
        String name,
        String address,
        Map<String, JsonNode> unknownFields)
        implements Content {

    public Location {
        Objects.requireNonNull(latitude, "latitude");
        Objects.requireNonNull(longitude, "longitude");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(address, "address");
        unknownFields = JsonFields.copy(unknownFields, "unknownFields");
    }

    /** Creates a location without a name. */
    public static Location of(double latitude, double longitude) {
        return new Location(OptionalDouble.of(latitude), OptionalDouble.of(longitude), "", "", Map.of());
    }

    /** Returns a copy with this name. */
    public Location withName(String name) {
        return new Location(latitude, longitude, name, address, JsonFields.without(unknownFields, "name"));
    }

    /** Returns a copy with this address. */
    public Location withAddress(String address) {
        return new Location(latitude, longitude, name, address, JsonFields.without(unknownFields, "address"));
    }

    @Override
    public String type() {
        return ContentType.LOCATION.word();
    }

    /** Returns a text without the location, because contents must not be logged. */
    @Override
    public String toString() {
        return "Location[]";
    }
}
