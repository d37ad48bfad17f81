package io.github.whatsapp360.emulator.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files that the service takes: MIME types, sizes, and the first bytes that belong to a type. */
public final class MediaTypes {

    /** The number of first bytes that {@link #fits} needs. */
    static final int HEAD_BYTES = 1024 + 8;

    public static final String WEBP = "image/webp";

    private static final long KB = 1024;
    private static final long MB = 1024 * KB;

    /**
     * The largest sizes by type, in the order of Meta's own refusal (github.com/MissaelAnda/laravel-whatsapp/issues/4),
     * with the limits of Meta's page "Media". That page does not say whether a MB is 1000² or 1024² bytes.
     */
    private static final Map<String, Long> LIMITS = new LinkedHashMap<>();

    static {
        for (String audio : List.of("aac", "mp4", "mpeg", "amr", "ogg", "opus")) {
            LIMITS.put("audio/" + audio, 16 * MB);
        }
        for (String document : List.of(
                "application/vnd.ms-powerpoint",
                "application/msword",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/pdf",
                "text/plain",
                "application/vnd.ms-excel")) {
            LIMITS.put(document, 100 * MB);
        }
        LIMITS.put("image/jpeg", 5 * MB);
        LIMITS.put("image/png", 5 * MB);
        LIMITS.put(WEBP, 100 * KB);
        LIMITS.put("video/mp4", 16 * MB);
        LIMITS.put("video/3gpp", 16 * MB);
    }

    /** Source: Meta, "Media": the largest file, either way. */
    public static final long LARGEST = 100 * MB;

    private MediaTypes() {}

    /** Returns the type without parameters, in lower case. */
    public static String plain(String mimeType) {
        return mimeType.replaceAll(";.*", "").trim().toLowerCase(Locale.ROOT);
    }

    public static boolean isAccepted(String mimeType) {
        return LIMITS.containsKey(mimeType);
    }

    public static String accepted() {
        return String.join(", ", LIMITS.keySet());
    }

    /** The most bytes that a file of this type may have; an animated sticker may have 500 KB instead of 100. */
    public static long limit(String mimeType, byte[] head) {
        return mimeType.equals(WEBP) && isAnimated(head) ? 500 * KB : LIMITS.get(mimeType);
    }

    /** The kind of message that shows a file of this type: the word that stands in {@code type}. */
    public static String kind(String mimeType) {
        return switch (mimeType.substring(0, mimeType.indexOf('/'))) {
            case "audio" -> "audio";
            case "video" -> "video";
            case "image" -> mimeType.equals(WEBP) ? "sticker" : "image";
            default -> "document";
        };
    }

    static List<String> ofKind(String kind) {
        return LIMITS.keySet().stream().filter(type -> kind(type).equals(kind)).toList();
    }

    /** Returns whether the first bytes can belong to the type. */
    public static boolean fits(String mimeType, byte[] head) {
        return switch (mimeType) {
            case "application/pdf" -> isPdf(head);
            case "image/jpeg" -> has(head, 0, "\u00ff\u00d8\u00ff");
            case "image/png" -> has(head, 0, "\u0089PNG\r\n\u001a\n");
            case WEBP -> has(head, 0, "RIFF") && has(head, 8, "WEBP");
            case "video/mp4", "audio/mp4" -> has(head, 4, "ftyp");
            case "video/3gpp" -> has(head, 4, "ftyp3g");
            // Meta, "Media": of Ogg, only OPUS codecs.
            case "audio/ogg", "audio/opus" -> has(head, 0, "OggS") && has(head, 28, "OpusHead");
            case "audio/amr" -> has(head, 0, "#!AMR");
            case "audio/mpeg" -> has(head, 0, "ID3") || isSync(head, 0xe0, 0xe0);
            case "audio/aac" -> has(head, 0, "ADIF") || isSync(head, 0xf6, 0xf0);
            case "text/plain" -> isText(head);
            default ->
                mimeType.contains("openxmlformats") ? has(head, 0, "PK\3\4") : has(head, 0, "\u00d0\u00cf\u0011\u00e0");
        };
    }

    /** An MPEG frame starts with 11 set bits; ADTS (AAC) with 12 and two zeros for the layer. */
    private static boolean isSync(byte[] head, int mask, int wanted) {
        return head.length > 1 && head[0] == (byte) 0xff && (head[1] & mask) == wanted;
    }

    /** The animation flag of an extended WebP. */
    public static boolean isAnimated(byte[] head) {
        return has(head, 12, "VP8X") && head.length > 20 && (head[20] & 0x02) != 0;
    }

    /** Looks for the mark of a PDF; readers allow for 1,024 bytes before it (ISO 32000, annex on implementations). */
    private static boolean isPdf(byte[] head) {
        for (int at = 0; at <= 1024 && at < head.length; at++) {
            if (has(head, at, "%PDF-")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isText(byte[] head) {
        if (has(head, 0, "\u00ff\u00fe") || has(head, 0, "\u00fe\u00ff")) {
            return true; // UTF-16, which has zeros
        }
        for (byte b : head) {
            if (b == 0) {
                return false;
            }
        }
        return !has(head, 0, "%PDF-") && !has(head, 0, "PK\3\4");
    }

    private static boolean has(byte[] head, int offset, String latin1) {
        byte[] mark = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= offset + mark.length
                && Arrays.equals(head, offset, offset + mark.length, mark, 0, mark.length);
    }
}
