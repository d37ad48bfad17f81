package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/**
 * The answer to a request to any path.
 *
 * @param status the HTTP status, from 200 to 299
 * @param contentType the Content-Type; empty if there is no content
 * @param json the JSON; a missing node if the answer has none
 * @param file the file with the content if it is not JSON; null if it is, or if there is no content
 */
public record ApiAnswer(int status, String contentType, JsonNode json, Path file) {

    /** Returns a text with the status only, because contents must not be logged. */
    @Override
    public String toString() {
        return "ApiAnswer[" + status + "]";
    }
}
