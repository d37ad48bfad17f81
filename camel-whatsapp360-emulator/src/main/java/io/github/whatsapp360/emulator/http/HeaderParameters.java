package io.github.whatsapp360.emulator.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header's value that has parameters (RFC 9110, 5.6.6), read in one pass: a header may be as long as it likes.
 *
 * @param value the part before the first parameter, in lower case
 * @param parameters in their order, by their names in lower case
 */
public record HeaderParameters(String value, Map<String, Parameter> parameters) {

    /** A parameter's value, without its quotes and the backslashes of a quoted one. */
    public record Parameter(String value, boolean isQuoted) {}

    /** Parses a header; empty if it is malformed, or has a parameter twice. */
    public static Optional<HeaderParameters> of(String header) {
        return new Reader(header).read();
    }

    private static final class Reader {

        private final String text;
        private final Map<String, Parameter> parameters = new LinkedHashMap<>();
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Optional<HeaderParameters> read() {
            String value = until(";").strip().toLowerCase(Locale.ROOT);
            while (at < text.length()) {
                at++; // the semicolon
                spaces();
                if (at < text.length() && !parameter()) {
                    return Optional.empty();
                }
            }
            return Optional.of(new HeaderParameters(value, parameters));
        }

        private boolean parameter() {
            String name = until("=;\" \t").toLowerCase(Locale.ROOT);
            if (name.isEmpty() || at == text.length() || text.charAt(at) != '=') {
                return false;
            }
            at++;
            Parameter parameter = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
            spaces();
            return parameter != null
                    && parameters.put(name, parameter) == null
                    && (at == text.length() || text.charAt(at) == ';');
        }

        private Parameter token() {
            String token = until(";\" \t");
            return token.isEmpty() ? null : new Parameter(token, false);
        }

        /** Reads a quoted parameter; null if it does not end. */
        private Parameter quoted() {
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length();
                value.append(text.charAt(escaped ? ++at : at));
            }
            return at++ < text.length() ? new Parameter(value.toString(), true) : null;
        }

        private void spaces() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
        }

        /** Reads up to the next of these characters. */
        private String until(String ends) {
            int start = at;
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }
    }
}
