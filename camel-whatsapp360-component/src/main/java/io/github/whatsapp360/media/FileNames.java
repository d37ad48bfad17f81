package io.github.whatsapp360.media;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides what a file is called, on its way out and on its way in: the last part of the name that it was given, ending as
 * its type does, in signs that every disk takes.
 *
 * <p>Sources: Microsoft, "Naming Files, Paths, and Namespaces", learn.microsoft.com/windows/win32/fileio/naming-a-file;
 * ext4 and most other file systems of Linux, 255 bytes.
 */
public final class FileNames {

    /** The longest name that a disk takes, in bytes of UTF-8; NTFS takes 255 UTF-16 units, which are never more. */
    public static final int MAX_BYTES = 255;

    /** Bytes left free in a name that a file is stored under: Camel and others put {@code .camelLock} and the like behind it. */
    private static final int SPARE_BYTES = 15;

    /** More of a given name is not looked at, half from its beginning and half from its end; the rest would be cut anyway. */
    private static final int MAX_GIVEN = 4096;

    /** No ending in use is longer; what is, is a part of the name. */
    private static final int MAX_ENDING = 16;

    /** Endings of other kinds of files, and of files under way: what became a PDF is no longer called {@code .html}. */
    private static final Set<String> REPLACED = Set.of(
            ("jpg jpeg jpe jfif png gif bmp webp tif tiff heic heif avif svg mp4 m4v mov avi mkv webm 3gp 3gpp 3g2 mpg mpeg"
                            + " mp3 mpga m4a mp4a m4b aac adts amr ogg oga opus ogx wav flac wma pdf txt csv log tsv doc docx"
                            + " docm rtf odt xls xlsx xlsm ods ppt pptx pptm odp html htm xhtml xml json md php asp aspx jsp"
                            + " bin dat tmp temp part partial download crdownload")
                    .split(" "));

    /** Names that Windows keeps for devices, with any ending. */
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(\\..*)?");

    /** Endings by which Camel's file components know their own files. */
    private static final Pattern CAMELS_OWN = Pattern.compile("(?i)\\.(camellock|inprogress|done|lock)$");

    /** Signs that are letters or symbols to Unicode, and empty to a reader. */
    private static final String BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private FileNames() {}

    /**
     * Names a file that is sent.
     *
     * @param given what it may be called, also with a path or encoded for mail; empty if nothing is known
     * @param mimeType its type; empty if that is not known, so that the name keeps its ending
     * @param madeUp the name without an ending that it gets if nothing is left of the given one
     * @return at most {@link #MAX_BYTES} bytes in UTF-8
     */
    public static String of(String given, String mimeType, String madeUp) {
        Parts parts = Parts.of(given, mimeType);
        return joined(parts.stem.isEmpty() ? madeUp : parts.stem, "", parts.ending, MAX_BYTES);
    }

    /**
     * Names a file that came in so that it can be stored beside all others: with its media ID before the ending.
     *
     * @param given what its sender called it; empty if nothing is known, so that the ID alone is its name
     * @param id the media ID
     * @param mimeType its type
     * @return at most 240 bytes in UTF-8
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

    /** The name in a link: the last part of its path, decoded; empty if it has none. */
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

    /** Cuts between two characters as a reader sees them, or inside of one that has more marks than fit. */
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

    /** The last part of a path without anything that a disk, a shell or a reader could take for more than a name. */
    private static String harmless(String given) {
        String name = unquoted(
                given.length() <= MAX_GIVEN
                        ? given
                        : given.substring(0, MAX_GIVEN / 2) + given.substring(given.length() - MAX_GIVEN / 2));
        name = EncodedText.extended(name).orElse(EncodedText.words(name));
        int end = name.length();
        while (end > 0 && isSeparator(name.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && !isSeparator(name.charAt(start - 1))) {
            start--;
        }
        StringBuilder out = new StringBuilder(end - start);
        unquoted(name.substring(start, end))
                .codePoints()
                .filter(FileNames::isVisible)
                .map(cp -> ":*?\"<>|".indexOf(cp) >= 0 ? '_' : cp)
                .forEach(out::appendCodePoint);
        // names get into endpoint URIs (toD) and expressions, where these would be evaluated
        return out.toString().replaceAll("\\$(simple)?\\{", "\\$$1_").replace("{{", "__");
    }

    /** A name without the quotation marks that a header had around it, maybe on one side only. */
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

    private static boolean isSeparator(char c) {
        return c == '/' || c == '\\';
    }

    private static boolean isVisible(int cp) {
        return switch (Character.getType(cp)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            // neither characters that can never be one, nor those that cannot be seen
            default -> (cp & 0xfffe) != 0xfffe && (cp < 0xfdd0 || cp > 0xfdef) && BLANK.indexOf(cp) < 0;
        };
    }

    /** A name before and after the dot of its ending; either may be empty. */
    private record Parts(String stem, String ending) {

        static Parts of(String given, String mimeType) {
            String name = trimmed(harmless(given));
            String bare = name.replaceAll("^[.\\s\u00a0]+", "");
            int dot = bare.lastIndexOf('.');
            // ".pdf" is an ending and no name
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

        /** Windows takes no dot and no space at a name's end. */
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
