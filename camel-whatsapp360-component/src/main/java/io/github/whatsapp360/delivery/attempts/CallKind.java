package io.github.whatsapp360.delivery.attempts;

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
    WEBHOOK_SETTING("webhook");

    private final String operation;

    CallKind(String operation) {
        this.operation = operation;
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
        return this != MESSAGE && this != ONE_SHOT_UPLOAD && this != DELETE;
    }

    /**
     * Returns whether the service counts refusals of this call. Source: 360dialog, "Upload, retrieve or delete media":
     * five refusals in an hour block the lookups for an hour.
     */
    boolean isCounted() {
        return this == LOOKUP || this == DOWNLOAD || this == DELETE;
    }
}
