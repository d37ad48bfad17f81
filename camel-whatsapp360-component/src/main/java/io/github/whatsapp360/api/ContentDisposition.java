package io.github.whatsapp360.api;

import io.github.whatsapp360.media.EncodedText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.hc.core5.util.Tokenizer;

/**
 * Reads the file name in a {@code Content-Disposition}, as RFC 6266 and RFC 8187 say, and as servers write it: also in
 * UTF-8, unquoted with spaces, or with percent signs in the plain name, which browsers understand too. Each character is
 * looked at once, however long the header is.
 */
public final class ContentDisposition {

    private static final Tokenizer.Delimiter NAME_END = Tokenizer.delimiters('=', ';');
    private static final Tokenizer.Delimiter VALUE_END = Tokenizer.delimiters(';');

    private ContentDisposition() {}

    /** The file name, as strangers may have written it; empty if there is none. {@code filename*} wins. */
    public static String filename(String header) {
        Tokenizer.Cursor cursor = new Tokenizer.Cursor(0, header.length());
        String plain = "";
        String extended = "";
        while (!cursor.atEnd()) {
            String name =
                    Tokenizer.INSTANCE.parseToken(header, cursor, NAME_END).toLowerCase(Locale.ROOT);
            String value = "";
            if (!cursor.atEnd() && header.charAt(cursor.getPos()) == '=') {
                cursor.updatePos(cursor.getPos() + 1);
                value = Tokenizer.INSTANCE.parseValue(header, cursor, VALUE_END);
            }
            if (!cursor.atEnd()) {
                cursor.updatePos(cursor.getPos() + 1);
            }
            if (name.equals("filename*") && extended.isEmpty()) {
                extended = extended(value);
            } else if (name.equals("filename") && plain.isEmpty()) {
                plain = EncodedText.percent(EncodedText.utf8(value), StandardCharsets.UTF_8);
            }
        }
        return extended.isEmpty() ? plain : extended;
    }

    /** The name in {@code charset'language'name}; empty if it is not of that form, so that the plain one counts. */
    private static String extended(String value) {
        int language = value.indexOf('\'');
        int name = value.indexOf('\'', language + 1);
        if (language < 0 || name < 0) {
            return "";
        }
        try {
            String encoded = value.substring(name + 1);
            String decoded = EncodedText.percent(
                    encoded, Charset.forName(value.substring(0, language).strip()));
            return decoded.equals(encoded) && encoded.indexOf('%') >= 0 ? "" : EncodedText.utf8(decoded);
        } catch (IllegalArgumentException e) { // no such charset
            return "";
        }
    }
}
