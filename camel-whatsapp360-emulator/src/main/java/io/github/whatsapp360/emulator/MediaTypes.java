package io.github.whatsapp360.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which files the service takes: MIME types, sizes, and the first bytes that belong to a type. */
final class MediaTypes {

    /** How many first bytes {@link #fits} wants to see. */
    static final int HEAD_BYTES = 64;

    private static final long MB = 1024 * 1024;

    /** In the order of Meta's own refusal (code 100), with the limits of Meta's "Supported media types". */
    private static final Map<String, Long> LIMITS = new LinkedHashMap<>();

    static {
        for (String audio :
                new String[] {"audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/opus"}) {
            LIMITS.put(audio, 16 * MB);
        }
        for (String document : new String[] {
            "application/vnd.ms-powerpoint",
            "application/msword",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/pdf",
            "text/plain",
            "application/vnd.ms-excel"
        }) {
            LIMITS.put(document, 100 * MB);
        }
        LIMITS.put("image/jpeg", 5 * MB);
        LIMITS.put("image/png", 5 * MB);
        LIMITS.put("image/webp", 500 * 1024L);
        LIMITS.put("video/mp4", 16 * MB);
        LIMITS.put("video/3gpp", 16 * MB);
    }

    private MediaTypes() {}

    static String plain(String mimeType) {
        return mimeType.replaceAll(";.*", "").trim().toLowerCase(java.util.Locale.ROOT);
    }

    static boolean isAccepted(String mimeType) {
        return LIMITS.containsKey(mimeType);
    }

    static String accepted() {
        return String.join(", ", LIMITS.keySet());
    }

    /** The most bytes a file of this type may have. */
    static long limit(String mimeType) {
        return LIMITS.get(mimeType);
    }

    /** The kind of message in which a file of this type goes: the word that stands in {@code type}. */
    static String kind(String mimeType) {
        return switch (mimeType.substring(0, mimeType.indexOf('/'))) {
            case "audio" -> "audio";
            case "video" -> "video";
            case "image" -> mimeType.equals("image/webp") ? "sticker" : "image";
            default -> "document";
        };
    }

    /** Whether the first bytes can belong to the type. */
    static boolean fits(String mimeType, byte[] head) {
        return switch (mimeType) {
            case "application/pdf" -> has(head, 0, "%PDF-");
            case "image/jpeg" -> head.length > 2 && head[0] == (byte) 0xff && head[1] == (byte) 0xd8;
            case "image/png" -> has(head, 1, "PNG\r\n");
            case "image/webp" -> has(head, 0, "RIFF") && has(head, 8, "WEBP");
            case "video/mp4", "video/3gpp", "audio/mp4" -> has(head, 4, "ftyp");
            case "audio/ogg", "audio/opus" -> has(head, 0, "OggS") && has(head, 28, "OpusHead");
            case "audio/amr" -> has(head, 0, "#!AMR");
            case "audio/mpeg" ->
                has(head, 0, "ID3") || head.length > 1 && head[0] == (byte) 0xff && (head[1] & 0xe0) == 0xe0;
            case "audio/aac" -> head.length > 1 && head[0] == (byte) 0xff && (head[1] & 0xf0) == 0xf0;
            case "text/plain" -> !has(head, 0, "%PDF-") && !has(head, 0, "PK\3\4");
            default ->
                mimeType.contains("openxmlformats")
                        ? has(head, 0, "PK\3\4")
                        : head.length > 3 && head[0] == (byte) 0xd0 && head[1] == (byte) 0xcf; // old Office: OLE2
        };
    }

    private static boolean has(byte[] head, int offset, String ascii) {
        byte[] mark = ascii.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= offset + mark.length
                && Arrays.equals(head, offset, offset + mark.length, mark, 0, mark.length);
    }
}
