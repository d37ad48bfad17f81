package io.github.whatsapp360.media;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The five kinds of files in WhatsApp, with the MIME types and sizes that the service accepts.
 *
 * <p>Source of the table: Meta, "Supported media types",
 * developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media. The page says MB; 1
 * MB is read as 1024 × 1024 bytes, the more lenient of the two readings.
 */
public enum MediaKind {
    /** JPEG or PNG, up to 5 MB, shown in the chat. */
    IMAGE("image", 5L << 20, true, "JPEG or PNG", "image/jpeg", "image/png"),
    /** MP4 or 3GPP with H.264 video and AAC audio, up to 16 MB. */
    VIDEO("video", 16L << 20, true, "MP4 or 3GPP with H.264 and AAC", "video/mp4", "video/3gpp"),
    /** AAC, AMR, MP3, M4A or Ogg with Opus, up to 16 MB. */
    AUDIO(
            "audio",
            16L << 20,
            false,
            "AAC, AMR, MP3, M4A or Ogg with Opus",
            "audio/aac",
            "audio/amr",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg"),
    /** WebP of 512 × 512 pixels, up to 100 KB, or 500 KB when animated. WebP can be sent as a sticker only. */
    STICKER("sticker", 500L << 10, false, "WebP", "image/webp"),
    /** PDF, text and Office files, up to 100 MB. */
    DOCUMENT(
            "document",
            100L << 20,
            true,
            "PDF, TXT, DOC, DOCX, XLS, XLSX, PPT or PPTX",
            "application/pdf",
            "text/plain",
            "application/msword",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation");

    /** The largest still sticker, in bytes; an animated one may have {@link #maxBytes()} of {@link #STICKER}. */
    public static final long MAX_STILL_STICKER_BYTES = 100L << 10;

    private final String type;
    private final long maxBytes;
    private final boolean captioned;
    private final String formats;
    private final List<String> mimeTypes;

    MediaKind(String type, long maxBytes, boolean captioned, String formats, String... mimeTypes) {
        this.type = type;
        this.maxBytes = maxBytes;
        this.captioned = captioned;
        this.formats = formats;
        this.mimeTypes = List.of(mimeTypes);
    }

    /**
     * Returns the API's name of this kind, e.g. {@code image}: the value of {@code type} and the name of the object
     * with the content.
     */
    public String type() {
        return type;
    }

    /** Returns the size of the largest file of this kind, in bytes. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Returns whether a message of this kind can have a caption: image, video and document only. */
    public boolean takesCaption() {
        return captioned;
    }

    /** Returns the names of the accepted file formats for people. */
    public String formats() {
        return formats;
    }

    /** Returns the accepted MIME types, without parameters. */
    public List<String> mimeTypes() {
        return mimeTypes;
    }

    /** Returns the kind with this API name; empty if there is none. */
    public static Optional<MediaKind> ofType(String type) {
        Objects.requireNonNull(type, "type");
        return Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst();
    }
}
