package io.github.whatsapp360.files;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/**
 * Makes file names for sent and received files: the last part of the given name, with the extension of the MIME type,
 * and only with characters that every file system accepts.
 *
 * <p>Sources: Microsoft, "Naming Files, Paths, and Namespaces", learn.microsoft.com/windows/win32/fileio/naming-a-file;
 * ext4 and most other file systems of Linux, 255 bytes.
 */
public final class FileNames {

    /** The longest file name, in bytes of UTF-8. NTFS allows 255 UTF-16 units, which such a name never exceeds. */
    public static final int MAX_BYTES = 255;

    /** The bytes that stay free in the name of a stored file for suffixes such as Camel's {@code .camelLock}. */
    private static final int SPARE_BYTES = 15;

    /** The number of characters of a given name that are used: half from its beginning and half from its end. */
    private static final int MAX_GIVEN = 4096;

    /** The longest extension. A longer text after the last dot is a part of the name. */
    private static final int MAX_ENDING = 16;

    /**
     * The extensions that are replaced if they do not match the type: of other formats, such as {@code .html} on a PDF,
     * and of temporary files.
     */
    private static final Set<String> REPLACED = Set.of(
            ("jpg jpeg jpe jfif png gif bmp webp tif tiff heic heif avif svg mp4 m4v mov avi mkv webm 3gp 3gpp 3g2 mpg mpeg"
                            + " mp3 mpga m4a mp4a m4b aac adts amr ogg oga opus ogx wav flac wma pdf txt csv log tsv doc docx"
                            + " docm rtf odt xls xlsx xlsm ods ppt pptx pptm odp html htm xhtml xml json md php asp aspx jsp"
                            + " bin dat tmp temp part partial download crdownload")
                    .split(" "));

    /** The names that Windows reserves for devices, with any extension. */
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(\\..*)?");

    /** The extensions that Camel's file components reserve for their own files. */
    private static final Pattern CAMELS_OWN = Pattern.compile("(?i)\\.(camellock|inprogress|done|lock)$");

    /** Characters that are letters or symbols in Unicode, but invisible. */
    private static final String BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private FileNames() {}

    /**
     * Returns the name of a file to send.
     *
     * @param given the known name, which may have a path or be encoded for mail; empty if none is known
     * @param mimeType the MIME type; empty if it is not known, so that the name keeps its extension
     * @param madeUp the name, without an extension, to use if nothing is left of the given one
     * @return the name, at most {@link #MAX_BYTES} bytes in UTF-8
     */
    public static String of(String given, String mimeType, String madeUp) {
        Parts parts = Parts.of(given, mimeType);
        return joined(parts.stem.isEmpty() ? madeUp : parts.stem, "", parts.ending, MAX_BYTES);
    }

    /**
     * Returns a unique name under which a received file can be stored, with its media ID before the extension.
     *
     * @param given the sender's name of the file; empty if it is not known, so that the ID is the name
     * @param id the media ID
     * @param mimeType the MIME type
     * @return the name, at most 240 bytes in UTF-8
     */
    public static String stored(String given, String id, String mimeType) {
        Parts parts = Parts.of(given, mimeType);
        String stem = parts.stem.replaceAll("^[\\s~$.-]+", "");
        String unique = Parts.of(id, "").stem;
        return joined(
                stem.isEmpty() ? unique : stem,
                stem.isEmpty() || unique.isEmpty() ? "" : "-" + unique,
                parts.ending,
                MAX_BYTES - SPARE_BYTES);
    }

    /** Returns the file name in a link: the last part of its path, decoded; empty if there is none. */
    public static String inLink(String link) {
        String path = link.replaceAll("(?is)([?#]|;jsessionid=).*", "");
        int host = path.indexOf("://");
        int start = host < 0 ? 0 : path.indexOf('/', host + 3);
        return start < 0 ? "" : EncodedText.percent(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
    }

    private static String joined(String stem, String unique, String ending, int maxBytes) {
        String whole = stem + unique + ending;
        String head = DEVICE.matcher(whole).matches() ? "_" + stem : stem;
        String name = cut(head, maxBytes - bytes(unique + ending)) + unique + ending;
        return CAMELS_OWN.matcher(name).find() ? name.substring(0, name.lastIndexOf('.')) + "_" + ending(name) : name;
    }

    /** Cuts a text between two visible characters. Cuts inside of a character only if it alone is too long. */
    private static String cut(String text, int maxBytes) {
        if (bytes(text) <= maxBytes) {
            return text;
        }
        int end = 0;
        int bytes = 0;
        while (end < text.length()) {
            int cp = text.codePointAt(end);
            bytes += bytes(Character.toString(cp));
            if (bytes > maxBytes) {
                break;
            }
            end += Character.charCount(cp);
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text.substring(0, Math.min(text.length(), end + 64)));
        int seen = characters.isBoundary(end) ? end : characters.preceding(end);
        return text.substring(0, seen <= 0 ? end : seen).stripTrailing();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * Returns the last part of a path without invisible characters, and without characters that have a meaning in file
     * systems or shells.
     */
    private static String harmless(String given) {
        String name = unquoted(
                given.length() <= MAX_GIVEN
                        ? given
                        : given.substring(0, MAX_GIVEN / 2) + given.substring(given.length() - MAX_GIVEN / 2));
        name = EncodedText.extended(name).orElse(EncodedText.words(name));
        String last = "";
        for (StringTokenizer parts = new StringTokenizer(name, "/\\"); parts.hasMoreTokens(); ) {
            last = parts.nextToken();
        }
        StringBuilder out = new StringBuilder(last.length());
        unquoted(last)
                .codePoints()
                .filter(FileNames::isVisible)
                .map(cp -> ":*?\"<>|".indexOf(cp) >= 0 ? '_' : cp)
                .forEach(out::appendCodePoint);
        // names are used in endpoint URIs (toD) and expressions, where these would be evaluated
        return out.toString().replaceAll("\\$(simple)?\\{", "\\$$1_").replace("{{", "__");
    }

    /** Returns a name without the quotation marks of a header, which may be on one side only. */
    private static String unquoted(String name) {
        String bare = name.strip();
        int start = 0;
        int end = bare.length();
        while (start < end && bare.charAt(start) == '"') {
            start++;
        }
        while (end > start && bare.charAt(end - 1) == '"') {
            end--;
        }
        boolean single = end - start > 2 && bare.charAt(start) == '\'' && bare.charAt(end - 1) == '\'';
        return start == 0 && end == bare.length() && !single
                ? name
                : bare.substring(single ? start + 1 : start, single ? end - 1 : end);
    }

    private static boolean isVisible(int cp) {
        return switch (Character.getType(cp)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            // neither noncharacters nor invisible characters
            default -> (cp & 0xfffe) != 0xfffe && (cp < 0xfdd0 || cp > 0xfdef) && BLANK.indexOf(cp) < 0;
        };
    }

    /** The parts of a name before and after the dot of its extension; either may be empty. */
    private record Parts(String stem, String ending) {

        static Parts of(String given, String mimeType) {
            String name = trimmed(harmless(given));
            String bare = name.replaceAll("^[.\\s\u00a0]+", "");
            int dot = bare.lastIndexOf('.');
            // ".pdf" is an extension without a name
            boolean onlyEnding = dot < 0 && bare.length() < name.length() && isEnding(bare, mimeType);
            String ending = onlyEnding ? bare : dot < 0 ? "" : bare.substring(dot + 1);
            String stem = onlyEnding ? "" : dot < 0 ? bare : bare.substring(0, dot);
            String wanted = MimeTypes.extension(mimeType);
            if (wanted.isEmpty()) {
                return ending.isEmpty() || ending.length() > MAX_ENDING
                        ? new Parts(bare, "")
                        : new Parts(trimmed(stem), "." + ending);
            }
            if (MimeTypes.isEndingOf(ending, mimeType)) {
                return new Parts(trimmed(stem), "." + ending);
            }
            return new Parts(trimmed(isEnding(ending, mimeType) ? stem : bare), wanted);
        }

        private static boolean isEnding(String ending, String mimeType) {
            return REPLACED.contains(ending.toLowerCase(Locale.ROOT)) || MimeTypes.isEndingOf(ending, mimeType);
        }

        /** Removes dots and spaces at the end, which Windows does not allow. */
        private static String trimmed(String text) {
            int end = text.length();
            while (end > 0 && (text.charAt(end - 1) == '.' || isSpace(text.charAt(end - 1)))) {
                end--;
            }
            return text.substring(0, end);
        }

        private static boolean isSpace(char c) {
            return Character.isWhitespace(c) || Character.isSpaceChar(c);
        }
    }
}
