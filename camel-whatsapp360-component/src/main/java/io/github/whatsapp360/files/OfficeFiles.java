package io.github.whatsapp360.files;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Finds the types of Office files: of new ones by the parts in their ZIP archive, of old ones by the streams in their
 * compound file. Sources: ISO 29500-2, annex on content types; MS-CFB, sections 2.2 and 2.6.
 */
final class OfficeFiles {

    /** The number of first bytes of a ZIP archive that are read. */
    static final int HEAD_BYTES = 256 * 1024;

    /** The detector's type of an Office file with a password. */
    static final String PROTECTED = "application/x-tika-ooxml-protected";

    /** The largest number of unpacked bytes: an archive of 256 KB can contain a thousand times as much. */
    private static final int MAX_UNPACKED = 8 << 20;

    private static final String CONTENT_TYPES = "[Content_Types].xml";
    private static final int MAX_CONTENT_TYPES = 1 << 20;
    private static final Pattern MAIN_PART =
            Pattern.compile("ContentType\\s?=\\s?[\"']([\\w./-]{1,120}?)\\.main(\\+xml)?[\"']");

    private static final int OLE_HEADER = 512;
    private static final int OLE_ENTRY = 128;
    private static final int OLE_DIRECTORY = 64 * OLE_ENTRY;

    private OfficeFiles() {}

    static boolean isZip(byte[] head) {
        return FileSignatures.has(head, 0, "PK\3\4");
    }

    static boolean isOle(byte[] head) {
        return FileSignatures.has(head, 0, "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1");
    }

    /** Returns whether this class found the type, so that it is certain. */
    static boolean areTold(String type) {
        return switch (type) {
            case MimeTypes.DOC, MimeTypes.XLS, MimeTypes.PPT, PROTECTED -> true;
            default ->
                type.startsWith("application/vnd.openxmlformats-officedocument.") || type.endsWith("macroenabled.12");
        };
    }

    /** Returns the type of the Office file in an archive, as far as its first bytes show it. */
    static Optional<String> inZip(byte[] head) {
        Archive archive = new Archive(head);
        return Optional.ofNullable(archive.main == null ? archive.folder : archive.main);
    }

    /**
     * Returns whether an archive may be an Office file. If the bytes contain the whole archive, it must have a part of
     * an Office file.
     */
    static boolean mayBeInZip(byte[] head) {
        return isZip(head) && (!isWhole(head) || new Archive(head).isOffice);
    }

    /** Returns whether the bytes contain the archive's directory, which is at its end. */
    private static boolean isWhole(byte[] head) {
        for (int at = head.length - 22; at >= 0 && at > head.length - 22 - 0xffff; at--) {
            if (head[at] == 'P' && FileSignatures.has(head, at, "PK\5\6")) {
                return true;
            }
        }
        return false;
    }

    /** The type of an archive by its entries, as far as its bytes reach. */
    private static final class Archive {
        private String main;
        private String folder;
        private boolean isOffice;

        Archive(byte[] head) {
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(head), StandardCharsets.ISO_8859_1)) {
                int unpacked = 0;
                for (ZipEntry entry = zip.getNextEntry();
                        entry != null && main == null && unpacked < MAX_UNPACKED;
                        entry = zip.getNextEntry()) {
                    see(entry.getName().replace('\\', '/'), zip);
                    byte[] buffer = new byte[8 * 1024];
                    for (int n = zip.read(buffer); n >= 0 && unpacked < MAX_UNPACKED; n = zip.read(buffer)) {
                        unpacked += n;
                    }
                    if (unpacked >= MAX_UNPACKED) {
                        isOffice = true; // it may be
                        return;
                    }
                }
            } catch (EOFException | ZipException | IllegalArgumentException e) {
                isOffice = true; // it may be: the bytes end here, or have an unknown compression
            } catch (IOException e) {
                throw new IllegalStateException("memory cannot fail", e);
            }
        }

        private void see(String name, ZipInputStream zip) throws IOException {
            if (name.equalsIgnoreCase(CONTENT_TYPES)) {
                isOffice = true;
                main = main(new String(zip.readNBytes(MAX_CONTENT_TYPES), StandardCharsets.UTF_8));
            } else if (folder == null && (name.endsWith(".xml") || name.endsWith(".rels"))) {
                folder = name.startsWith("word/")
                        ? MimeTypes.DOCX
                        : name.startsWith("xl/") ? MimeTypes.XLSX : name.startsWith("ppt/") ? MimeTypes.PPTX : null;
                isOffice |= folder != null;
            }
        }

        private static String main(String contentTypes) {
            Matcher matcher = MAIN_PART.matcher(contentTypes);
            if (!matcher.find()) {
                return null;
            }
            String type = matcher.group(1).toLowerCase(Locale.ROOT);
            return type.endsWith("macroenabled") ? type + ".12" : type;
        }
    }

    /**
     * Returns the type of the Office file in a compound file. Empty if its directory does not show it, or if the
     * directory lies after the first bytes of a file that can be read only once.
     *
     * @throws IOException if the file cannot be read
     */
    static Optional<String> inOle(CachedHead file) throws IOException {
        byte[] header = file.bytes(OLE_HEADER);
        if (header.length < OLE_HEADER) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int sectorShift = fields.getShort(30);
        long sector = Integer.toUnsignedLong(fields.getInt(48));
        if (sectorShift != 9 && sectorShift != 12) {
            return Optional.empty();
        }
        Set<String> names = streams(file.part(sector + 1 << sectorShift, OLE_DIRECTORY, HEAD_BYTES));
        if (names.contains("EncryptedPackage")) {
            return Optional.of(PROTECTED);
        }
        if (names.contains("WordDocument")) {
            return Optional.of(MimeTypes.DOC);
        }
        if (names.contains("PowerPoint Document")) {
            return Optional.of(MimeTypes.PPT);
        }
        if (names.contains("Workbook") || names.contains("Book")) {
            return Optional.of(MimeTypes.XLS);
        }
        return names.contains("__properties_version1.0")
                ? Optional.of("application/vnd.ms-outlook")
                : names.contains("VisioDocument") ? Optional.of("application/vnd.visio") : Optional.empty();
    }

    /** Returns the names directly below the root. Embedded documents have their names at deeper levels. */
    private static Set<String> streams(byte[] directory) {
        ByteBuffer fields = ByteBuffer.wrap(directory).order(ByteOrder.LITTLE_ENDIAN);
        Set<String> names = new HashSet<>();
        if (directory.length < OLE_ENTRY) {
            return names;
        }
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> siblings = new ArrayDeque<>(Set.of(fields.getInt(76)));
        while (!siblings.isEmpty()) {
            int entry = siblings.pop();
            if (entry < 0 || entry >= directory.length / OLE_ENTRY || !seen.add(entry)) {
                continue;
            }
            int at = entry * OLE_ENTRY;
            int length = Math.max(0, Math.min(64, fields.getShort(at + 64)) - 2);
            names.add(new String(directory, at, length, StandardCharsets.UTF_16LE));
            siblings.push(fields.getInt(at + 68));
            siblings.push(fields.getInt(at + 72));
        }
        return names;
    }
}
