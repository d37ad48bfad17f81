package io.github.whatsapp360.media;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file with all that the service must be told about it.
 *
 * @param file the bytes
 * @param kind how it is to be sent
 * @param mimeType the type given to the service
 * @param filename the name given to the service and to the recipient
 * @param timeToLive how long the service shall keep it, in whole minutes from one hour to 30 days; zero for as long as
 *     it does by itself. Source: Meta, "No Storage"
 */
public record Upload(MediaFile file, MediaKind kind, String mimeType, String filename, Duration timeToLive) {

    /** A file that the service keeps for as long as it does by itself. */
    public Upload(MediaFile file, MediaKind kind, String mimeType, String filename) {
        this(file, kind, mimeType, filename, Duration.ZERO);
    }

    /** The same with a life of this long at the service. */
    public Upload withTimeToLive(Duration timeToLive) {
        return new Upload(file, kind, mimeType, filename, timeToLive);
    }

    /**
     * Describes a file: its MIME type comes from the caller, else from its name, else from its content; its kind from
     * the caller, else from the MIME type.
     *
     * @param givenMimeType empty if the caller does not say
     * @param givenKind null if the caller does not say
     * @param name empty if it has none
     * @throws IOException if the file cannot be read
     */
    public static Upload describe(MediaFile file, String givenMimeType, MediaKind givenKind, String name)
            throws IOException {
        byte[] head = file.head(MimeTypes.HEAD_BYTES);
        String mimeType = givenMimeType;
        if (mimeType.isEmpty()) {
            mimeType =
                    MimeTypes.ofName(name).or(() -> MimeTypes.ofContent(head)).orElse("application/octet-stream");
        }
        // "audio/opus" and plain Ogg are accepted by the upload and fail later (131053): name the codec.
        if (MimeTypes.withoutParameters(mimeType).matches("audio/(ogg|opus)") && MimeTypes.isOpus(head)) {
            mimeType = "audio/ogg; codecs=opus";
        }
        MediaKind kind = givenKind == null ? MediaKind.ofMimeType(mimeType) : givenKind;
        return new Upload(file, kind, mimeType, name.isEmpty() ? kind.type() : name);
    }

    /**
     * Checks the file against what the service takes.
     *
     * @return what is wrong with it; empty when it can be sent
     * @throws IOException if the file cannot be read
     */
    public List<Problem> problems() throws IOException {
        byte[] head = file.head(MimeTypes.HEAD_BYTES);
        if (head.length == 0) {
            return List.of(new Problem("body", "the file is empty (0 bytes); there is nothing to send"));
        }
        List<Problem> problems = new ArrayList<>();
        String plain = MimeTypes.withoutParameters(mimeType);
        // The upload's own rules go by the type of the file, whatever kind of message it is sent in later.
        MediaKind family = MediaKind.ofMimeType(plain);
        if (!family.mimeTypes().contains(plain)) {
            problems.add(new Problem(
                    "mimeType", "WhatsApp does not take files of type " + plain + "; save it as " + family.formats()));
        } else if (kind != family && kind != MediaKind.DOCUMENT) {
            problems.add(new Problem(
                    "type",
                    "a file of type " + plain + " cannot be sent as " + kind.type() + ", only as " + family.type()
                            + " or document"));
        } else if (!MimeTypes.agrees(plain, head)) {
            problems.add(new Problem(
                    "mimeType",
                    "the file says that it is of type " + plain + ", but its content is of type "
                            + MimeTypes.ofContent(head).orElse("unknown")
                            + "; rename it so that its ending fits its content"));
        } else if ("audio/ogg".equals(plain) && !MimeTypes.isOpus(head)) {
            problems.add(new Problem(
                    "mimeType", "of Ogg audio, WhatsApp plays only the Opus codec, and this file has another one"));
        }
        tooLarge(family, head).ifPresent(problems::add);
        return problems;
    }

    private Optional<Problem> tooLarge(MediaKind family, byte[] head) throws IOException {
        OptionalLong length = file.length();
        long limit = family == MediaKind.STICKER && !MimeTypes.isAnimatedWebp(head)
                ? MediaKind.MAX_STILL_STICKER_BYTES
                : family.maxBytes();
        if (length.isEmpty() || length.getAsLong() <= limit) {
            return Optional.empty();
        }
        String size = sized(length.getAsLong());
        return Optional.of(new Problem(
                "body",
                "the file has " + (size.equals(sized(limit)) ? length.getAsLong() + " bytes" : size)
                        + ", and WhatsApp takes at most " + sized(limit) + " for this type (" + family.type()
                        + "); make it smaller"));
    }

    private static String sized(long bytes) {
        return bytes >= 1 << 20
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0)
                : String.format(Locale.ROOT, "%.1f KB", bytes / 1024.0);
    }
}
