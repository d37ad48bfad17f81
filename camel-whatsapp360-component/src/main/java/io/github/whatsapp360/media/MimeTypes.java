package io.github.whatsapp360.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypeException;

/** Finds a file's MIME type by its name and by its first bytes, in the words that WhatsApp uses. */
public final class MimeTypes {

    /** How many bytes from a file's beginning tell its type. */
    public static final int HEAD_BYTES = 8 * 1024;

    private static final String UNKNOWN = "application/octet-stream";
    private static final org.apache.tika.mime.MimeTypes TIKA = org.apache.tika.mime.MimeTypes.getDefaultMimeTypes();

    /** Where the detector's word differs from the service's. */
    private static final Map<String, String> WHATSAPP_WORDS = Map.ofEntries(
            Map.entry("audio/x-aac", "audio/aac"),
            Map.entry("audio/vorbis", "audio/ogg"),
            Map.entry("audio/opus", "audio/ogg"),
            Map.entry("audio/x-oggflac", "audio/ogg"),
            Map.entry("audio/x-oggpcm", "audio/ogg"),
            Map.entry("audio/speex", "audio/ogg"),
            Map.entry("application/ogg", "audio/ogg"),
            Map.entry("audio/x-m4a", "audio/mp4"),
            Map.entry("audio/mp3", "audio/mpeg"),
            Map.entry("image/jpg", "image/jpeg"),
            Map.entry("video/3gp", "video/3gpp"),
            Map.entry("application/mp4", "video/mp4"),
            Map.entry("video/x-m4v", "video/mp4"));

    /** First bytes that leave no doubt. To try all marks that it knows takes the detector a third of a millisecond. */
    private static final Map<String, String> MARKS = Map.of(
            "application/pdf", "%PDF-", "image/jpeg", "\u00ff\u00d8\u00ff", "image/png", "\u0089PNG\r\n\u001a\n");

    private MimeTypes() {}

    /** The type that a file name's extension stands for. */
    public static Optional<String> ofName(String name) {
        return known(detect(null, name));
    }

    /** The type that a file's first bytes show; text has no marks of its own and is recognised by having no others. */
    public static Optional<String> ofContent(byte[] head) {
        Optional<String> found = known(detect(head, null));
        boolean picture = found.filter(type -> type.startsWith("image/")).isPresent(); // HEIC and AVIF
        return has(head, 4, "ftyp") && !picture ? Optional.of(ofBrand(head)) : found;
    }

    /** MP4, M4A, 3GPP and QuickTime are one container, told apart by its major brand; the detector does not. */
    private static String ofBrand(byte[] head) {
        if (has(head, 8, "qt  ")) {
            return "video/quicktime";
        }
        if (has(head, 8, "M4A ") || has(head, 8, "M4B ")) {
            return "audio/mp4";
        }
        return has(head, 8, "3gp") ? "video/3gpp" : "video/mp4";
    }

    /**
     * Whether a file may be of the type that it claims, going by its first bytes. Bytes that are not recognised
     * contradict nothing, and a general type (a ZIP archive) does not contradict a special one (a DOCX file).
     */
    public static boolean agrees(String claimed, byte[] head) {
        String mark = MARKS.get(words(claimed));
        if (mark != null && has(head, 0, mark)) {
            return true;
        }
        Optional<String> found = ofContent(head);
        if (found.isEmpty()) {
            return true;
        }
        MediaTypeRegistry registry = TIKA.getMediaTypeRegistry();
        MediaType claim = registry.normalize(MediaType.parse(words(claimed)));
        MediaType fact = registry.normalize(MediaType.parse(found.get()));
        return claim == null
                || claim.equals(fact)
                || registry.isSpecializationOf(claim, fact)
                || registry.isSpecializationOf(fact, claim)
                || isIsoMedia(claim) && isIsoMedia(fact);
    }

    /** Whether these first bytes are an Ogg stream of Opus audio, the only codec in Ogg that WhatsApp plays. */
    public static boolean isOpus(byte[] head) {
        return has(head, 0, "OggS") && has(head, 28, "OpusHead");
    }

    /** Whether these first bytes are an animated WebP (the animation flag of its VP8X header). */
    public static boolean isAnimatedWebp(byte[] head) {
        return has(head, 8, "WEBPVP8X") && head.length > 20 && (head[20] & 0x02) != 0;
    }

    /** A MIME type in lower case and without its parameters: {@code audio/ogg} for {@code audio/ogg; codecs=opus}. */
    public static String withoutParameters(String mimeType) {
        int semicolon = mimeType.indexOf(';');
        String plain = semicolon < 0 ? mimeType : mimeType.substring(0, semicolon);
        return plain.trim().toLowerCase(Locale.ROOT);
    }

    /** The file ending of a MIME type with its dot; empty if it has none. */
    public static String extension(String mimeType) {
        try {
            return TIKA.forName(withoutParameters(mimeType)).getExtension();
        } catch (MimeTypeException e) {
            return "";
        }
    }

    private static String words(String mimeType) {
        String plain = withoutParameters(mimeType);
        return WHATSAPP_WORDS.getOrDefault(plain, plain);
    }

    private static Optional<String> known(String mimeType) {
        return UNKNOWN.equals(mimeType) ? Optional.empty() : Optional.of(words(mimeType));
    }

    /** Files of one of these types are often called by the name of another one, and play all the same. */
    private static boolean isIsoMedia(MediaType type) {
        return switch (type.toString()) {
            case "video/mp4", "audio/mp4", "video/3gpp" -> true;
            default -> false;
        };
    }

    private static boolean has(byte[] head, int offset, String text) {
        byte[] mark = text.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= offset + mark.length
                && Arrays.equals(head, offset, offset + mark.length, mark, 0, mark.length);
    }

    private static String detect(byte[] head, String name) {
        Metadata metadata = new Metadata();
        if (name != null) {
            // The detector reads a name as an address: '#', '?' and ':' would cut it off.
            metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name.replaceAll("[#?:%]", "_"));
        }
        try {
            return TIKA.detect(head == null ? null : new ByteArrayInputStream(head), metadata)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
