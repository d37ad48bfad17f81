package io.github.whatsapp360.client;

import io.github.whatsapp360.files.EncodedText;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.core5.util.Tokenizer;

/**
 * Reads the file name of a {@code Content-Disposition} header, as RFC 6266 and RFC 8187 define it. It also reads the
 * forms that servers write and browsers accept: UTF-8, unquoted names with spaces, and percent-encoding in the plain
 * name. Parsing takes linear time.
 */
public final class ContentDisposition {

    private static final Tokenizer.Delimiter NAME_END = Tokenizer.delimiters('=', ';');
    private static final Tokenizer.Delimiter VALUE_END = Tokenizer.delimiters(';');
    private static final Pattern PART = Pattern.compile("filename\\*[0-9]{1,3}\\*?");

    private ContentDisposition() {}

    /**
     * Returns the file name, which is not a safe path; empty if there is none. {@code filename*} wins, then
     * {@code filename}, then a name in several parts (RFC 2231), then a {@code filename*} that is not well-formed.
     */
    public static String filename(String header) {
        Tokenizer.Cursor cursor = new Tokenizer.Cursor(0, header.length());
        String plain = "";
        String extended = "";
        String unclear = "";
        Map<Integer, String> parts = new TreeMap<>();
        while (!cursor.atEnd()) {
            String name = name(Tokenizer.INSTANCE.parseToken(header, cursor, NAME_END));
            String value = "";
            if (!cursor.atEnd() && header.charAt(cursor.getPos()) == '=') {
                cursor.updatePos(cursor.getPos() + 1);
                value = Tokenizer.INSTANCE.parseValue(header, cursor, VALUE_END);
            }
            if (!cursor.atEnd()) {
                cursor.updatePos(cursor.getPos() + 1);
            }
            if (name.equals("filename*")) {
                extended = extended.isEmpty() ? EncodedText.extended(value).orElse("") : extended;
                unclear = unclear.isEmpty() ? value : unclear;
            } else if (name.equals("filename")) {
                plain = plain.isEmpty() ? value : plain;
            } else if (PART.matcher(name).matches()) {
                parts.putIfAbsent(Integer.valueOf(name.replaceAll("[^0-9]", "")), value);
            }
        }
        return Stream.of(extended, decoded(plain), decoded(String.join("", parts.values())), decoded(bare(unclear)))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    /**
     * Returns the last word before the equals sign, because some servers write a comma or a space instead of the
     * semicolon.
     */
    private static String name(String token) {
        int start = Math.max(token.lastIndexOf(' '), token.lastIndexOf(',')) + 1;
        return token.substring(start).toLowerCase(Locale.ROOT);
    }

    private static String decoded(String value) {
        return EncodedText.extended(value)
                .orElseGet(() -> EncodedText.percent(EncodedText.utf8(value), StandardCharsets.UTF_8));
    }

    /** Returns the text after a charset that is wrong or missing. */
    private static String bare(String value) {
        return value.substring(value.lastIndexOf('\'') + 1);
    }
}
