package io.github.whatsapp360.delivery.attempts;

/** Kind of a call to the service, and with it what a repetition does. */
public enum CallKind {
    /** A message: sent twice, it arrives twice. */
    MESSAGE("send"),
    /** An upload that can be read again: done twice, it leaves a file behind that nobody uses. */
    UPLOAD("upload"),
    /** An upload whose bytes can be read only once. */
    ONE_SHOT_UPLOAD("upload"),
    /** A question about a file: the service blocks such questions for a number after a few refusals. */
    LOOKUP("info"),
    /** A file's download, with the question before it. */
    DOWNLOAD("download"),
    /** A file's end: done twice, the second time is refused. */
    DELETE("delete"),
    /** A read receipt: done twice, it does no harm. */
    READ_RECEIPT("markRead"),
    /** The setting of a webhook's address: done twice, it does no harm. */
    WEBHOOK_SETTING("webhook");

    private final String operation;

    CallKind(String operation) {
        this.operation = operation;
    }

    /** Returns a word for it that metrics and traces can show. */
    public String operation() {
        return operation;
    }

    /** Returns whether it is an upload. */
    public boolean isUpload() {
        return this == UPLOAD || this == ONE_SHOT_UPLOAD;
    }

    /** Returns whether it may be made again although it may have worked. */
    boolean isIdempotent() {
        return this != MESSAGE && this != ONE_SHOT_UPLOAD && this != DELETE;
    }

    /**
     * Returns whether refusals of it are counted. Source: 360dialog, "Upload, retrieve or delete media": five in an hour
     * block the lookups for an hour.
     */
    boolean isCounted() {
        return this == LOOKUP || this == DOWNLOAD || this == DELETE;
    }
}
