package io.github.whatsapp360.emulator.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters of a URI's query. */
public final class Query {

    private Query() {}

    /**
     * Returns all parameters in their order.
     *
     * @throws IllegalArgumentException if one is not encoded correctly, or comes twice
     */
    public static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            int end = pair.contains("=") ? pair.indexOf('=') : pair.length();
            String name = URLDecoder.decode(pair.substring(0, end), StandardCharsets.UTF_8);
            String value = URLDecoder.decode(pair.substring(Math.min(end + 1, pair.length())), StandardCharsets.UTF_8);
            if (parameters.put(name, value) != null) {
                throw new IllegalArgumentException(name + " comes twice");
            }
        }
        return parameters;
    }

    /** A parameter's value; empty if it is not there. */
    public static String parameter(URI uri, String name) {
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                if (pair.startsWith(name + "=")) {
                    try {
                        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                    } catch (IllegalArgumentException e) {
                        return "";
                    }
                }
            }
        }
        return "";
    }
}
