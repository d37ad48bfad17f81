package io.github.whatsapp360.delivery.attempts;

import java.util.Set;

/** The kind of a call to the service. It decides whether the call can be repeated. */
public enum CallKind {
    /** A message. If it is sent twice, it arrives twice. */
    MESSAGE("send"),
    /** An upload of a file that can be read again. A repetition leaves an unused file at the service. */
    UPLOAD("upload"),
    /** An upload of a stream that can be read only once. */
    ONE_SHOT_UPLOAD("upload"),
    /** A lookup of a file. The service blocks lookups for a number after a few refusals. */
    LOOKUP("info"),
    /** A download of a file, with the lookup before it. */
    DOWNLOAD("download"),
    /** A deletion of a file. The service refuses the second one. */
    DELETE("delete"),
    /** A read receipt. A repetition does no harm. */
    READ_RECEIPT("markRead"),
    /** A registration of a webhook's address. A repetition does no harm. */
    WEBHOOK_SETTING("webhook"),
    /** A question about the account, or a change of it. A repetition does no harm. */
    ACCOUNT("account"),
    /** A question of a health check, which nobody waits for. A repetition does no harm. */
    HEALTH_CHECK("account"),
    /** A question about the message templates. A repetition does no harm. */
    TEMPLATES("templates"),
    /** A change of a message template, or an upload of its sample. The service refuses the second one. */
    TEMPLATE_CHANGE("templates"),
    /** A request to any path that only reads. A repetition does no harm. */
    READ("call"),
    /** A request to any path that changes something. It is not known what a repetition does. */
    CHANGE("call"),
    /** A change with a stream that can be read only once. */
    ONE_SHOT_CHANGE("call");

    private static final Set<String> MESSAGES = Set.of("/messages", "/marketing_messages", "/v1/messages");
    private static final Set<String> UPLOADS = Set.of("/media", "/v1/media");

    private final String operation;

    CallKind(String operation) {
        this.operation = operation;
    }

    /**
     * Returns the kind of a request to any path. A message or an upload has the limits of its kind, whichever way it is
     * sent.
     *
     * @param path the path, with or without its query
     * @param oneShot true if its body can be read only once
     */
    public static CallKind of(String method, String path, boolean oneShot) {
        if (method.equals("GET") || method.equals("HEAD")) {
            return READ;
        }
        String plain = path.split("\\?", 2)[0].replaceAll("/$", "");
        if (method.equals("POST") && MESSAGES.contains(plain)) {
            return MESSAGE;
        }
        if (method.equals("POST") && UPLOADS.contains(plain)) {
            return oneShot ? ONE_SHOT_UPLOAD : UPLOAD;
        }
        return oneShot ? ONE_SHOT_CHANGE : CHANGE;
    }

    /** Returns the name of the operation for metrics and traces. */
    public String operation() {
        return operation;
    }

    /** Returns whether the call is an upload. */
    public boolean isUpload() {
        return this == UPLOAD || this == ONE_SHOT_UPLOAD;
    }

    /** Returns whether the call can be repeated even if the service may have accepted it. */
    boolean isIdempotent() {
        return this != MESSAGE && this != DELETE && this != TEMPLATE_CHANGE && this != CHANGE && !isOneShot();
    }

    /** Returns whether the call sends a stream that can be read only once. */
    boolean isOneShot() {
        return this == ONE_SHOT_UPLOAD || this == ONE_SHOT_CHANGE;
    }

    /**
     * Returns whether a refusal of this call tells something about the number. That of a request to any path, or about
     * templates, may only tell that the path is wrong, or not allowed, and that of a health check that the service is
     * asked too often.
     */
    boolean isTelling() {
        return this != HEALTH_CHECK && !operation.equals("call") && !operation.equals("templates");
    }

    /**
     * Returns whether the service counts refusals of this call. Source: 360dialog, "Upload, retrieve or delete media":
     * five refusals in an hour block the lookups for an hour.
     */
    boolean isCounted() {
        return this == LOOKUP || this == DOWNLOAD || this == DELETE;
    }
}
