package io.github.whatsapp360.emulator.faults;

import io.github.whatsapp360.emulator.model.Fault;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes of the responses that faults give instead of the service's. */
public final class FaultBytes {

    private static final Pattern CODE = Pattern.compile("\\\\?\"code\\\\?\":(\\d{1,9})");

    private FaultBytes() {}

    /** The bytes of the answer; none if the fault is to say nothing. */
    static byte[] of(Fault fault) {
        if (fault instanceof Fault.Garbage garbage) {
            return http(200, garbage.body(), "");
        } else if (fault instanceof Fault.NotHttp) {
            return "SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII);
        } else if (fault instanceof Fault.Status status) {
            return http(status.status(), status.body(), status.retryAfter());
        }
        return new byte[0];
    }

    /** The body of that answer. */
    static byte[] body(Fault fault) {
        String body = fault instanceof Fault.Garbage garbage
                ? garbage.body()
                : fault instanceof Fault.Status status ? status.body() : "";
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** The error's code in that body; 0 if there is none. */
    static int code(Fault fault) {
        Matcher code = CODE.matcher(new String(body(fault), StandardCharsets.UTF_8));
        return code.find() ? Integer.parseInt(code.group(1)) : 0;
    }

    private static byte[] http(int code, String body, String retryAfter) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + code + " \r\n"
                + "Content-Type: " + (body.startsWith("{") ? "application/json" : "text/html") + "; charset=utf-8\r\n"
                + "Content-Length: " + content.length + "\r\n"
                + (retryAfter.isEmpty() ? "" : "Retry-After: " + retryAfter + "\r\n")
                + "\r\n";
        byte[] answer = new byte[head.length() + content.length];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, answer, 0, head.length());
        System.arraycopy(content, 0, answer, head.length(), content.length);
        return answer;
    }
}
