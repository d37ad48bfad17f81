package io.github.whatsapp360.files;

import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.media.MediaKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file to upload, with all that the service must know about it.
 *
 * @param file the bytes
 * @param kind the kind as which it is sent
 * @param mimeType the MIME type for the service, in the service's own name
 * @param filename the name for the service and the recipient
 * @param timeToLive the time for which the service keeps the file, in whole minutes from one hour to 30 days; zero for
 *     the service's default. Source: Meta, "No Storage"
 * @param typeSource the source of the type for the user, e.g. {@code its name}; empty if the caller gave the type
 */
public record Upload(
        MediaFile file, MediaKind kind, String mimeType, String filename, Duration timeToLive, String typeSource) {

    private static final String HEADER = "the header CamelWhatsapp360MimeType";
    private static final String NAME = "its name";
    private static final String CONTENT = "its content";

    /** Creates an upload with the service's default time to live. */
    public Upload(MediaFile file, MediaKind kind, String mimeType, String filename) {
        this(file, kind, mimeType, filename, Duration.ZERO, "");
    }

    /** Returns a copy with this time to live at the service. */
    public Upload withTimeToLive(Duration timeToLive) {
        return new Upload(file, kind, mimeType, filename, timeToLive, typeSource);
    }

    /**
     * Describes a file without hints for its MIME type.
     *
     * @see #describe(MediaFile, String, List, MediaKind, String)
     */
    public static Upload describe(MediaFile file, String givenMimeType, MediaKind givenKind, String name)
            throws IOException {
        return describe(file, givenMimeType, List.of(), givenKind, name);
    }

    /**
     * Describes a file. Its MIME type comes from the caller, or else from the first valid hint, or else from its name,
     * or else from its content; a generic type such as {@code application/octet-stream} does not count. Its kind comes
     * from the caller, or else from the MIME type. Its name gets the extension of the type, see {@link FileNames}.
     *
     * @param givenMimeType the caller's MIME type; empty for none
     * @param hints the types from other sources, the best first
     * @param givenKind the caller's kind; null for none
     * @param name the file's name; empty if it has none
     * @throws IOException if the file cannot be read
     */
    public static Upload describe(
            MediaFile file, String givenMimeType, List<TypeHint> hints, MediaKind givenKind, String name)
            throws IOException {
        try (CachedHead head = new CachedHead(file)) {
            return describe(head, givenMimeType, hints, givenKind, name);
        }
    }

    /**
     * Describes a file that is checked afterwards, so that the file is opened only once.
     *
     * @see #describe(MediaFile, String, List, MediaKind, String)
     * @see #problems(CachedHead)
     */
    public static Upload describe(
            CachedHead head, String givenMimeType, List<TypeHint> hints, MediaKind givenKind, String name)
            throws IOException {
        TypeHint type = MimeTypes.isGeneric(givenMimeType)
                ? type(head, hints, FileNames.of(name, "", ""))
                : new TypeHint(givenMimeType, HEADER);
        if (type.mimeType().equals(MimeTypes.UNKNOWN) && !givenMimeType.isBlank()) {
            type = new TypeHint(givenMimeType, HEADER);
        }
        String word = MimeTypes.words(type.mimeType());
        String mimeType = word;
        // the service accepts uploads of "audio/opus" and plain Ogg, but sending them fails with 131053; so the codec
        // is added
        if (word.equals("audio/ogg") && MimeTypes.isOpus(head.bytes(MimeTypes.HEAD_BYTES))) {
            mimeType = "audio/ogg; codecs=opus";
        } else if (word.equals(MimeTypes.TEXT) && type.mimeType().contains(";")) {
            mimeType = word + type.mimeType().substring(type.mimeType().indexOf(';')); // the charset
        }
        MediaKind kind = givenKind == null ? MimeTypes.kind(word) : givenKind;
        return new Upload(
                head.file(), kind, mimeType, FileNames.of(name, word, kind.type()), Duration.ZERO, type.source());
    }

    /** Finds the type of a file if the caller did not give it. */
    private static TypeHint type(CachedHead head, List<TypeHint> hints, String name) throws IOException {
        for (TypeHint hint : hints) {
            if (holds(hint.mimeType(), head)) {
                return hint;
            }
        }
        String named = MimeTypes.ofName(name).orElse("");
        String ownName =
                MimeTypes.ofName(FileNames.of(head.file().name(), "", "")).orElse("");
        if (!MimeTypes.isGeneric(named)) {
            if (MimeTypes.agrees(named, head)) {
                return new TypeHint(named, NAME);
            }
            // the name may belong to the source of the file: "order.xml", although the body is a PDF
            boolean taken = isTaken(named);
            if (taken && !holds(ownName, head)) {
                return new TypeHint(named, NAME);
            }
        } else if (holds(ownName, head)) {
            return new TypeHint(ownName, NAME);
        }
        return MimeTypes.ofContent(head)
                .map(found -> new TypeHint(found, CONTENT))
                .orElse(new TypeHint(named.isEmpty() ? MimeTypes.UNKNOWN : named, NAME));
    }

    private static boolean holds(String mimeType, CachedHead head) throws IOException {
        return isTaken(mimeType)
                && MimeTypes.agrees(mimeType, head)
                // text has no signature, so unknown bytes do not count as text because of a hint
                && !(MimeTypes.words(mimeType).equals(MimeTypes.TEXT)
                        && MimeTypes.ofContent(head).isEmpty());
    }

    private static boolean isTaken(String mimeType) {
        String word = MimeTypes.words(mimeType);
        return MimeTypes.kind(word).mimeTypes().contains(word);
    }

    /**
     * Checks the file against the service's rules.
     *
     * @return the problems; empty if the file can be sent
     * @throws IOException if the file cannot be read
     */
    public List<Problem> problems() throws IOException {
        try (CachedHead head = new CachedHead(file)) {
            return problems(head);
        }
    }

    /** Checks a file that was described with this head; see {@link #problems()}. */
    public List<Problem> problems(CachedHead seen) throws IOException {
        byte[] head = seen.bytes(MimeTypes.HEAD_BYTES);
        if (head.length == 0) {
            return List.of(new Problem("body", "the file is empty (0 bytes); there is nothing to send"));
        }
        List<Problem> problems = new ArrayList<>();
        String plain = MimeTypes.withoutParameters(mimeType);
        // the rules of uploads depend on the file's type, not on the kind of message that sends it
        MediaKind family = MimeTypes.kind(plain);
        if (!family.mimeTypes().contains(plain)) {
            problems.add(notTaken(plain, family));
        } else if (kind != family && kind != MediaKind.DOCUMENT) {
            problems.add(new Problem(
                    "type",
                    "a file of type " + plain + " cannot be sent as " + kind.type() + ", only as " + family.type()
                            + " or document",
                    "change the header CamelWhatsapp360Type or the option 'type'"));
        } else if (!MimeTypes.agrees(plain, seen)) {
            problems.add(contradicted(plain, seen));
        } else if ("audio/ogg".equals(plain) && !MimeTypes.isOpus(head)) {
            problems.add(new Problem(
                    "mimeType",
                    "WhatsApp plays Ogg audio only with the Opus codec, but this file has another codec; convert it"));
        }
        tooLarge(family, head).ifPresent(problems::add);
        return problems;
    }

    private static Problem withPassword() {
        return new Problem(
                "mimeType",
                "the file is an Office file with a password, so its type cannot be found",
                "save it without a password, or as PDF; " + HEADER + " does not help here");
    }

    private Problem notTaken(String plain, MediaKind family) {
        if (plain.equals(OfficeFiles.PROTECTED)) {
            return withPassword();
        }
        if (plain.contains("x-tika")) {
            return new Problem(
                    "mimeType",
                    "the file's type is " + MimeTypes.spoken(plain) + ", and its name does not show it",
                    "set " + HEADER + " to its type, or CamelWhatsapp360Filename to a name with its ending");
        }
        if (MimeTypes.isGeneric(plain) && !typeSource.equals(CONTENT)) {
            return new Problem(
                    "mimeType",
                    "the file's type is not known: " + plain
                            + " does not show it, and neither does its name or its content",
                    "set " + HEADER + " to its type, or CamelWhatsapp360Filename to a name with its ending");
        }
        String start = "WhatsApp does not accept files of type " + plain;
        if (MimeTypes.isSpecialText(plain)) {
            return new Problem(
                    "mimeType",
                    start + ", except as plain text",
                    "set " + HEADER + " to text/plain (CamelWhatsapp360MimeType=text/plain) to send it so");
        }
        return new Problem(
                "mimeType",
                start + "; save it as " + family.formats(),
                isSaidByCaller() ? "or correct " + HEADER : "or, if it has this format already, set " + HEADER);
    }

    private Problem contradicted(String plain, CachedHead seen) throws IOException {
        String type = MimeTypes.ofContent(seen).orElse(MimeTypes.UNKNOWN);
        if (type.equals(OfficeFiles.PROTECTED)) {
            return withPassword();
        }
        String found = MimeTypes.spoken(type);
        String source = isSaidByCaller() ? HEADER : typeSource;
        String text = source + " says that the file is of type " + MimeTypes.spoken(plain)
                + ", but its content is of type " + found;
        if (found.equals("unknown")) {
            text += ": it does not begin like such a file";
        }
        if (!found.equals("unknown") && !type.contains("x-tika") && !isTaken(type)) {
            return new Problem(
                    "mimeType",
                    text + ", which WhatsApp does not accept either",
                    "save it as " + MimeTypes.kind(plain).formats()
                            + (MimeTypes.isSpecialText(type)
                                    ? ", or send it as plain text with CamelWhatsapp360MimeType=text/plain and a name "
                                            + "that fits"
                                    : ""));
        }
        return new Problem(
                "mimeType",
                text,
                isSaidByCaller()
                        ? "correct the header or leave it out"
                        : "give it the right ending with the header CamelWhatsapp360Filename, or set " + HEADER
                                + " to its true type");
    }

    private boolean isSaidByCaller() {
        return typeSource.isEmpty() || typeSource.equals(HEADER);
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
                        + ", but WhatsApp accepts at most " + sized(limit) + " for this type (" + family.type()
                        + "); make it smaller"));
    }

    private static String sized(long bytes) {
        return bytes >= 1 << 20
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0)
                : String.format(Locale.ROOT, "%.1f KB", bytes / 1024.0);
    }
}
