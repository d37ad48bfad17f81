package io.github.whatsapp360.files;

import io.github.whatsapp360.media.MediaKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeType;
import org.apache.tika.mime.MimeTypeException;

/** Finds MIME types by file names and first bytes, and normalizes them to the names that WhatsApp uses. */
public final class MimeTypes {

    /** The number of first bytes that show a file's type, except for Office files. */
    public static final int HEAD_BYTES = 8 * 1024;

    /**
     * The number of last characters of a name that are used to find its extension, because the detector tries hundreds
     * of patterns on a name.
     */
    private static final int MAX_NAME = 64;

    static final String UNKNOWN = "application/octet-stream";
    static final String PDF = "application/pdf";
    static final String TEXT = "text/plain";
    static final String DOC = "application/msword";
    static final String XLS = "application/vnd.ms-excel";
    static final String PPT = "application/vnd.ms-powerpoint";
    static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

    private static final org.apache.tika.mime.MimeTypes TIKA = org.apache.tika.mime.MimeTypes.getDefaultMimeTypes();

    /** Other names of the accepted types, from browsers, mailers, phones and the detector. */
    private static final Map<String, String> ALIASES = aliases(
            "image/jpeg = image/jpg image/pjpeg image/jpe image/jfif image/pipeg image/x-jpeg image/x-jpg image/x-citrix-jpeg"
                    + " application/jpg application/jpeg application/x-jpg",
            "image/png = image/x-png image/x-citrix-png application/png application/x-png",
            "image/webp = image/x-webp",
            "video/mp4 = video/x-mp4 video/mpeg4 video/mp4v-es video/x-m4v application/mp4 application/x-mp4",
            "video/3gpp = video/3gp video/x-3gp video/x-3gpp application/3gp",
            "audio/aac = audio/x-aac audio/aacp audio/x-aacp audio/adts audio/x-adts audio/x-hx-aac-adts audio/vnd.dlna.adts"
                    + " audio/mpeg4-aac",
            "audio/amr = audio/x-amr audio/amr-nb audio/amr-narrowband",
            "audio/mpeg = audio/mp3 audio/x-mp3 audio/mpeg3 audio/x-mpeg-3 audio/x-mpeg audio/x-mpeg3 audio/mpg audio/x-mpg"
                    + " audio/mpa audio/mpegaudio audio/x-mpegaudio audio/x-mpeg-audio application/mp3 application/x-mp3",
            "audio/mp4 = audio/m4a audio/x-m4a audio/x-mp4a audio/x-mp4 audio/mp4a-latm audio/mpeg4 audio/m4b audio/x-m4b",
            "audio/ogg = audio/x-ogg audio/opus audio/x-opus audio/x-opus+ogg audio/x-vorbis+ogg audio/vorbis"
                    + " audio/x-vorbis audio/x-oggflac audio/x-oggpcm audio/speex audio/x-speex+ogg application/ogg"
                    + " application/x-ogg",
            PDF
                    + " = application/x-pdf application/acrobat applications/vnd.pdf application/vnd.pdf application/vnd.adobe.pdf"
                    + " text/pdf text/x-pdf image/pdf",
            TEXT + " = text/txt text/x-txt text/x-text text/plaintext text/ascii application/txt application/x-txt",
            DOC
                    + " = application/doc application/vnd.msword application/vnd.ms-word application/x-msword application/winword"
                    + " application/x-winword application/word application/x-doc",
            XLS
                    + " = application/excel application/msexcel application/x-msexcel application/x-ms-excel application/x-excel"
                    + " application/x-dos_ms_excel application/xls application/x-xls",
            PPT
                    + " = application/powerpoint application/mspowerpoint application/ms-powerpoint application/x-mspowerpoint"
                    + " application/x-powerpoint application/ppt application/x-ppt",
            DOCX + " = application/docx application/x-docx",
            XLSX + " = application/xlsx application/x-xlsx",
            PPTX + " = application/pptx application/x-pptx");

    /** Generic types, which name no format, or only the container of a format. */
    private static final Set<String> GENERIC = Set.of(
            ("application/octet-stream binary/octet-stream application/x-octet-stream application/octetstream octet/stream"
                            + " application/binary application/x-binary application/x-download application/download"
                            + " application/force-download application/x-force-download application/x-forcedownload"
                            + " application/save application/save-as application/unknown application/x-unknown"
                            + " application/x-unknown-content-type unknown/unknown content/unknown application/file"
                            + " application/x-file application/data application/zip application/x-zip application/x-zip-compressed"
                            + " multipart/x-zip application/x-compressed application/x-ole-storage application/cdfv2"
                            + " application/vnd.openxmlformats-officedocument application/vnd.openxmlformats"
                            + " application/x-tika-ooxml application/x-tika-msoffice")
                    .split(" "));

    /** The extensions of the accepted types. A file without an extension gets the first one. */
    private static final Map<String, List<String>> ENDINGS = Map.ofEntries(
            Map.entry("image/jpeg", List.of("jpg", "jpeg")),
            Map.entry("image/png", List.of("png")),
            Map.entry("image/webp", List.of("webp")),
            Map.entry("video/mp4", List.of("mp4")),
            Map.entry("video/3gpp", List.of("3gp")),
            Map.entry("audio/aac", List.of("aac")),
            Map.entry("audio/amr", List.of("amr")),
            Map.entry("audio/mpeg", List.of("mp3")),
            Map.entry("audio/mp4", List.of("m4a")),
            Map.entry("audio/ogg", List.of("ogg")),
            Map.entry(PDF, List.of("pdf")),
            // CSV, TSV and LOG keep their extension, because programs open them by it, but the service has no type for
            // them
            Map.entry(TEXT, List.of("txt", "csv", "tsv", "log")),
            Map.entry(DOC, List.of("doc")),
            Map.entry(XLS, List.of("xls")),
            Map.entry(PPT, List.of("ppt")),
            Map.entry(DOCX, List.of("docx")),
            Map.entry(XLSX, List.of("xlsx")),
            Map.entry(PPTX, List.of("pptx")));

    private MimeTypes() {}

    /** Returns the type of a file name's extension; empty if it is not known. */
    public static Optional<String> ofName(String name) {
        return known(detect(null, name.substring(Math.max(0, name.length() - MAX_NAME))));
    }

    /**
     * Returns the type that a file's first bytes show. Text has no signature; it is recognised by the absence of other
     * signatures.
     */
    public static Optional<String> ofContent(byte[] head) {
        if (OfficeFiles.isZip(head)) {
            Optional<String> office = OfficeFiles.inZip(head);
            if (office.isPresent()) {
                return office;
            }
        }
        Optional<String> found = known(detect(head, null))
                // the detector recognises MP3 by two bytes, which other files have too
                .filter(type -> !type.equals("audio/mpeg") || !Boolean.FALSE.equals(FileSignatures.tell(type, head)));
        // a text may contain the PDF signature, but does not begin with it
        if (FileSignatures.isPdf(head)
                && (found.isEmpty()
                        || new String(head, StandardCharsets.ISO_8859_1).strip().startsWith("%PDF-"))) {
            return Optional.of(PDF);
        }
        boolean picture = found.filter(type -> type.startsWith("image/")).isPresent(); // HEIC and AVIF
        return FileSignatures.has(head, 4, "ftyp") && !picture ? Optional.of(ofBrand(head)) : found;
    }

    /**
     * Returns the type that a file's content shows. For Office files, more bytes are read: up to
     * {@value OfficeFiles#HEAD_BYTES} bytes, and a part of the directory of an old Office file, unless the file can be
     * read only once.
     *
     * @throws IOException if the file cannot be read
     */
    public static Optional<String> ofContent(MediaFile file) throws IOException {
        try (CachedHead head = new CachedHead(file)) {
            return ofContent(head);
        }
    }

    static Optional<String> ofContent(CachedHead file) throws IOException {
        byte[] head = file.bytes(HEAD_BYTES);
        if (OfficeFiles.isZip(head)) {
            return ofContent(file.bytes(OfficeFiles.HEAD_BYTES));
        }
        if (OfficeFiles.isOle(head)) {
            Optional<String> office = OfficeFiles.inOle(file);
            if (office.isPresent()) {
                return office;
            }
        }
        return ofContent(head);
    }

    /**
     * Returns the type by the major brand of the container that MP4, M4A, 3GPP and QuickTime share. The detector does
     * not read the brand.
     */
    private static String ofBrand(byte[] head) {
        if (FileSignatures.has(head, 8, "qt  ")) {
            return "video/quicktime";
        }
        if (FileSignatures.has(head, 8, "M4A ") || FileSignatures.has(head, 8, "M4B ")) {
            return "audio/mp4";
        }
        if (FileSignatures.has(head, 8, "3g2")) {
            return "video/3gpp2";
        }
        return FileSignatures.has(head, 8, "3g") ? "video/3gpp" : "video/mp4"; // 3gp4, 3gr6, 3gs7 ...
    }

    /**
     * Returns whether a file's first bytes allow the claimed type: they must have the signature of that type, if it has
     * one, and no signature of another type. A general type (a ZIP archive) does not contradict a special one (a DOCX
     * file), as long as the bytes do not show the special type.
     */
    public static boolean agrees(String claimed, byte[] head) {
        Boolean told = FileSignatures.tell(words(claimed), head);
        return told != null ? told : agrees(claimed, ofContent(head));
    }

    /**
     * Returns whether a file's content allows the claimed type. Reads as many bytes as {@link #ofContent(MediaFile)}.
     */
    static boolean agrees(String claimed, CachedHead file) throws IOException {
        byte[] head = file.bytes(HEAD_BYTES);
        Boolean told = FileSignatures.tell(
                words(claimed), OfficeFiles.isZip(head) ? file.bytes(OfficeFiles.HEAD_BYTES) : head);
        return told != null ? told : agrees(claimed, ofContent(file));
    }

    private static boolean agrees(String claimed, Optional<String> found) {
        if (found.isEmpty()) {
            return true;
        }
        MediaTypeRegistry registry = TIKA.getMediaTypeRegistry();
        MediaType claim = registry.normalize(MediaType.parse(words(claimed)));
        MediaType fact = registry.normalize(MediaType.parse(found.get()));
        if (claim == null || claim.equals(fact)) {
            return true;
        }
        if (OfficeFiles.areTold(found.get())) {
            return false;
        }
        return registry.isSpecializationOf(claim, fact)
                || registry.isSpecializationOf(fact, claim)
                || isIsoMedia(claim) && isIsoMedia(fact);
    }

    /** Returns whether these first bytes are an Ogg stream with Opus audio, the only Ogg codec that WhatsApp plays. */
    public static boolean isOpus(byte[] head) {
        return FileSignatures.has(head, 0, "OggS") && FileSignatures.has(head, 28, "OpusHead");
    }

    /** Returns whether these first bytes are an animated WebP (the animation flag in the VP8X header). */
    public static boolean isAnimatedWebp(byte[] head) {
        return FileSignatures.has(head, 8, "WEBPVP8X") && head.length > 20 && (head[20] & 0x02) != 0;
    }

    /**
     * Returns a MIME type in lower case and without parameters: {@code audio/ogg} for {@code audio/ogg; codecs=opus}.
     */
    public static String withoutParameters(String mimeType) {
        int semicolon = mimeType.indexOf(';');
        String plain = semicolon < 0 ? mimeType : mimeType.substring(0, semicolon);
        return plain.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the service's name of a type: {@code audio/mp4} for {@code Audio/X-M4A; x=y}. A type that the service
     * does not accept is only changed to lower case, without parameters.
     */
    public static String words(String mimeType) {
        String plain = withoutParameters(mimeType);
        return ALIASES.getOrDefault(plain, plain);
    }

    /**
     * Returns the kind as which a file of this MIME type is sent. A type that the service does not accept is sent by
     * its family (image, audio or video), or else as a document.
     */
    public static MediaKind kind(String mimeType) {
        String plain = words(mimeType);
        for (MediaKind kind : MediaKind.values()) {
            if (kind.mimeTypes().contains(plain)) {
                return kind;
            }
        }
        String family = plain.substring(0, Math.max(0, plain.indexOf('/')));
        return MediaKind.ofType(family).orElse(MediaKind.DOCUMENT);
    }

    /**
     * Returns whether a type does not name a file's format: a generic type such as {@code binary/octet-stream}, or no
     * type at all.
     */
    public static boolean isGeneric(String mimeType) {
        String plain = withoutParameters(mimeType);
        return GENERIC.contains(plain) || plain.indexOf('*') >= 0 || !isType(plain);
    }

    /** Returns whether a text has the form of a type, {@code type/subtype}, with any parameters. */
    public static boolean isType(String mimeType) {
        return withoutParameters(mimeType).matches("[\\w!#$&^.+-]++/[\\w!#$&^.+-]++");
    }

    /** Returns the file extension of a MIME type with its dot; empty if it has none. */
    public static String extension(String mimeType) {
        String type = words(mimeType);
        if (ENDINGS.containsKey(type)) {
            return "." + ENDINGS.get(type).get(0);
        }
        try {
            // forName would keep every type in memory, even invented ones
            MimeType known = type.equals(UNKNOWN) || !isType(type) ? null : TIKA.getRegisteredMimeType(type);
            return known == null ? "" : known.getExtension();
        } catch (MimeTypeException e) {
            return "";
        }
    }

    /** Returns whether a file of this type may have this extension, which is given without its dot. */
    static boolean isEndingOf(String ending, String mimeType) {
        String type = words(mimeType);
        if (ENDINGS.containsKey(type)) {
            return ENDINGS.get(type).contains(ending.toLowerCase(Locale.ROOT));
        }
        if (ending.isEmpty() || !isType(type)) {
            return false;
        }
        MediaTypeRegistry registry = TIKA.getMediaTypeRegistry();
        MediaType own = registry.normalize(MediaType.parse(type));
        return ofName("x." + ending)
                .map(MediaType::parse)
                .map(registry::normalize)
                .filter(of -> of.equals(own) || registry.isSpecializationOf(of, own))
                .isPresent();
    }

    /** Returns whether a type is a special text format, such as CSV, which the service accepts as plain text only. */
    static boolean isSpecialText(String mimeType) {
        MediaTypeRegistry registry = TIKA.getMediaTypeRegistry();
        MediaType type = registry.normalize(MediaType.parse(words(mimeType)));
        return type != null
                && !type.equals(MediaType.TEXT_PLAIN)
                && (type.getType().equals("text") || type.getType().equals("application"))
                && !type.getSubtype().equals("rtf")
                && (type.getType().equals("text") || registry.isSpecializationOf(type, MediaType.TEXT_PLAIN));
    }

    /** Returns a type in words for people, without the detector's internal types. */
    static String spoken(String mimeType) {
        if (mimeType.equals(OfficeFiles.PROTECTED)) {
            return "Office with a password";
        }
        if (mimeType.contains("x-tika-ooxml") || mimeType.contains("x-tika-msoffice")) {
            return "an Office type, but it is not known which";
        }
        if (mimeType.contains("x-tika") || mimeType.equals(UNKNOWN)) {
            return "unknown";
        }
        List<String> endings = ENDINGS.get(mimeType);
        return endings == null ? mimeType : mimeType + " (" + endings.get(0).toUpperCase(Locale.ROOT) + ")";
    }

    private static Optional<String> known(String mimeType) {
        return UNKNOWN.equals(mimeType) ? Optional.empty() : Optional.of(words(mimeType));
    }

    /**
     * Returns whether a type is one of the ISO media types. Their files often have the name of another one of them, and
     * still play.
     */
    private static boolean isIsoMedia(MediaType type) {
        return switch (type.toString()) {
            case "video/mp4", "audio/mp4", "video/3gpp", "video/3gpp2" -> true;
            default -> false;
        };
    }

    private static Map<String, String> aliases(String... lines) {
        Map<String, String> aliases = new TreeMap<>();
        for (String line : lines) {
            String[] sides = line.split(" = ");
            Arrays.stream(sides[1].split(" ")).forEach(alias -> aliases.put(alias, sides[0]));
        }
        return Map.copyOf(aliases);
    }

    private static String detect(byte[] head, String name) {
        Metadata metadata = new Metadata();
        if (name != null) {
            // the detector reads a name as a URL: '#', '?' and ':' would end it
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
