package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A place on the map.
 *
 * @param latitude in decimal degrees, {@link Limit#LATITUDE}; NaN if the message has none
 * @param longitude in decimal degrees, {@link Limit#LONGITUDE}; NaN if the message has none
 * @param name shown above the address; may be empty
 * @param address shown below the name; may be empty
 * @param unknownFields fields of the API that this record does not know, kept as they came; so are coordinates written as texts
 */
public record Location(
        double latitude, double longitude, String name, String address, Map<String, JsonNode> unknownFields)
        implements Content {

    public Location {
        unknownFields = JsonFields.copy(unknownFields);
    }

    /** A place without a name. */
    public static Location of(double latitude, double longitude) {
        return new Location(latitude, longitude, "", "", Map.of());
    }

    /** The same with a name. */
    public Location withName(String name) {
        return new Location(latitude, longitude, name, address, JsonFields.without(unknownFields, "name"));
    }

    /** The same with an address. */
    public Location withAddress(String address) {
        return new Location(latitude, longitude, name, address, JsonFields.without(unknownFields, "address"));
    }

    @Override
    public String type() {
        return ContentType.LOCATION.word();
    }

    /** Without the place: contents do not belong into a log. */
    @Override
    public String toString() {
        return "Location[]";
    }
}
