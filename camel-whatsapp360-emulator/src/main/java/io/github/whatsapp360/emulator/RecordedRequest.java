package io.github.whatsapp360.emulator;

import java.util.List;
import java.util.Map;

/**
 * A request to the API that reached the emulator, with what was answered.
 *
 * @param method the HTTP method
 * @param path with its query
 * @param headers names in lower case, the API key masked
 * @param body the text of a JSON body; empty for uploads
 * @param partHeaders the header lines of each part of an upload
 * @param fields the text fields of an upload
 * @param filename the file name of an upload
 * @param size bytes of the uploaded file
 * @param sha256 of the uploaded file, in hex; empty if none came whole
 * @param status the HTTP status that was answered
 */
public record RecordedRequest(
        String method,
        String path,
        Map<String, String> headers,
        String body,
        List<String> partHeaders,
        Map<String, String> fields,
        String filename,
        long size,
        String sha256,
        int status) {}
