package io.github.whatsapp360.emulator.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.media.UploadBody;
import io.github.whatsapp360.emulator.model.RecordedPart;
import io.github.whatsapp360.emulator.util.BoundedMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The resumable upload of samples for templates, and of profile pictures. The bytes are counted and not kept. Sources:
 * 360dialog's API reference, "Media uploads"; Meta, "Resumable Upload API".
 */
final class UploadsApi {

    static final String BEGIN = "/uploads";
    static final String SESSION = "/upload:{session}";

    private static final int MOST_SESSIONS = 1_000;
    private static final String LIKE_A_SESSION = "/upload:[A-Za-z0-9+/=_-]{1,200}";

    private final Map<String, Session> sessions = new BoundedMap<>(MOST_SESSIONS, forgotten -> {});

    /** Returns the route of a path; empty if it is none of these. */
    static String route(String path) {
        return path.equals(BEGIN) ? BEGIN : path.matches(LIKE_A_SESSION) ? SESSION : "";
    }

    static List<String> methods(String route) {
        return route.equals(BEGIN) ? List.of("POST") : List.of("GET", "POST");
    }

    Response answer(ApiCall call, String route) throws IOException, ApiError.Refused {
        if (route.equals(BEGIN)) {
            return begin(call);
        }
        Session session = session(call);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (call.method().equals("GET")) {
            return Response.json(200, answer.put("id", session.id).put("file_offset", session.received));
        }
        if (!call.header("file_offset").equals(Long.toString(session.received))) {
            throw ApiError.parameter("The header file_offset must be " + session.received)
                    .refused();
        }
        call.read(session);
        if (session.received < session.length) {
            return Response.json(200, answer.put("id", session.id).put("file_offset", session.received));
        }
        return Response.json(200, answer.put("h", "4::" + session.type + ":" + session.id.substring(7)));
    }

    private Response begin(ApiCall call) throws ApiError.Refused {
        String length = call.query("file_length");
        String type = call.query("file_type");
        if (!length.matches("[1-9]\\d{0,9}") || type.isEmpty()) {
            throw ApiError.parameter("file_length and file_type are required").refused();
        }
        String id = "upload:" + UUID.randomUUID().toString().replace("-", "") + "?sig="
                + call.path().length();
        synchronized (sessions) {
            sessions.put(key(id), new Session(id, Long.parseLong(length), type));
        }
        return Response.json(200, JsonNodeFactory.instance.objectNode().put("id", id));
    }

    private static String key(String id) {
        return id.replaceFirst("\\?.*", "");
    }

    private Session session(ApiCall call) throws ApiError.Refused {
        synchronized (sessions) {
            Session session = sessions.get(call.path().substring(1));
            if (session == null) {
                throw ApiError.unknownObject(
                                call.method().toLowerCase(Locale.ROOT),
                                call.path().substring(1))
                        .refused();
            }
            return session;
        }
    }

    /** The bytes that have come of one file. */
    private static final class Session implements UploadBody {
        private final String id;
        private final long length;
        private final String type;
        private long received;

        Session(String id, long length, String type) {
            this.id = id;
            this.length = length;
            this.type = type;
        }

        @Override
        public List<RecordedPart> parts() {
            return List.of();
        }

        @Override
        public synchronized void read(InputStream body, String contentType) throws IOException {
            received += body.transferTo(OutputStream.nullOutputStream());
        }
    }
}
