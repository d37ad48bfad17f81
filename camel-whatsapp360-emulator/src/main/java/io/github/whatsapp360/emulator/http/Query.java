package io.github.whatsapp360.emulator.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Parameters of a URI's query. */
public final class Query {

    private Query() {}

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
