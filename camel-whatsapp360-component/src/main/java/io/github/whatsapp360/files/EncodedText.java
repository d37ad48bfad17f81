package io.github.whatsapp360.files;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Decodes the encodings of names in mail and HTTP: encoded words (RFC 2047), percent-encoding (RFC 3986, RFC 8187), and
 * UTF-8 that was read as Latin-1. Text that is not well-formed stays unchanged. Each method takes linear time.
 */
public final class EncodedText {

    private EncodedText() {}

    /**
     * Replaces encoded words such as {@code =?UTF-8?Q?caf=C3=A9?=}. Adjacent words with the same charset are decoded
     * together, because mailers split them in the middle of a character.
     */
    public static String words(String text) {
        if (!text.contains("=?")) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Charset charset = null;
        int done = 0;
        for (int at = text.indexOf("=?"); at >= 0; at = text.indexOf("=?", at)) {
            Word word = Word.at(text, at);
            if (word == null) {
                at += 2;
                continue;
            }
            String between = text.substring(done, at);
            if (charset != null && !(between.isBlank() && charset.equals(word.charset))) {
                out.append(decoded(bytes, charset));
                charset = null;
            }
            if (charset == null) {
                out.append(bytes.size() > 0 && between.isBlank() ? "" : between);
                bytes.reset();
                charset = word.charset;
            }
            bytes.writeBytes(word.bytes);
            done = word.end;
            at = word.end;
        }
        if (charset != null) {
            out.append(decoded(bytes, charset));
        }
        return out.append(text, done, text.length()).toString();
    }

    /**
     * Returns the decoded text of {@code charset'language'text}, the form of RFC 8187 and RFC 2231; empty if the text
     * does not have that form.
     */
    public static Optional<String> extended(String text) {
        int language = text.indexOf('\'');
        int start = text.indexOf('\'', language + 1);
        if (language < 0 || start < 0 || language > Word.MAX_CHARSET) {
            return Optional.empty();
        }
        try {
            String encoded = text.substring(start + 1);
            String decoded =
                    percent(encoded, Charset.forName(text.substring(0, language).strip()));
            return decoded.equals(encoded) && encoded.indexOf('%') >= 0 ? Optional.empty() : Optional.of(utf8(decoded));
        } catch (IllegalArgumentException e) { // unknown charset
            return Optional.empty();
        }
    }

    /**
     * Decodes percent-encoding if it is well-formed and valid in this charset; otherwise returns the text unchanged.
     */
    public static String percent(String text, Charset charset) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); ) {
            int cp = text.codePointAt(i);
            if (cp != '%') {
                bytes.writeBytes(
                        Character.toString(cp).getBytes(charset.canEncode() ? charset : StandardCharsets.UTF_8));
                i += Character.charCount(cp);
                continue;
            }
            int value = hex(text, i + 1);
            if (value < 0) {
                return text;
            }
            bytes.write(value);
            i += 3;
        }
        return strictly(bytes.toByteArray(), charset).orElse(text);
    }

    /** Decodes UTF-8 that was read as Latin-1, as HTTP clients read headers. Returns other text unchanged. */
    public static String utf8(String text) {
        boolean ascii = true;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return text;
            }
            ascii &= text.charAt(i) < 0x80;
        }
        return ascii
                ? text
                : strictly(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                        .orElse(text);
    }

    private static String decoded(ByteArrayOutputStream bytes, Charset charset) {
        return new String(bytes.toByteArray(), charset);
    }

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Returns the value of two hexadecimal digits; -1 if there are none. */
    private static int hex(CharSequence text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 || text.charAt(at) > 'f' || text.charAt(at + 1) > 'f' ? -1 : high * 16 + low;
    }

    /** One encoded word: {@code =?charset?encoding?text?=}. */
    private record Word(Charset charset, byte[] bytes, int end) {

        /** The longest name of a charset. */
        private static final int MAX_CHARSET = 60;

        /** Returns the word that begins here; null if there is none. */
        static Word at(String text, int start) {
            int encoding = text.indexOf('?', start + 2);
            if (encoding < 0 || encoding - start > MAX_CHARSET || encoding + 3 > text.length()) {
                return null;
            }
            int content = encoding + 3;
            // the encoded text contains no question mark, so the next one ends it
            int end = text.indexOf('?', content);
            if (text.charAt(encoding + 2) != '?' || end < 0 || !text.startsWith("?=", end)) {
                return null;
            }
            try {
                String name = text.substring(start + 2, encoding);
                Charset charset = Charset.forName(name.contains("*") ? name.substring(0, name.indexOf('*')) : name);
                String encoded = text.substring(content, end);
                return switch (text.charAt(encoding + 1)) {
                    case 'B', 'b' -> new Word(charset, Base64.getMimeDecoder().decode(encoded), end + 2);
                    case 'Q', 'q' -> new Word(charset, quoted(encoded), end + 2);
                    default -> null;
                };
            } catch (IllegalArgumentException e) { // an unknown charset, or no Base64
                return null;
            }
        }

        private static byte[] quoted(String text) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                int value = c == '=' ? hex(text, i + 1) : -1;
                if (value >= 0) {
                    bytes.write(value);
                    i += 2;
                } else {
                    bytes.writeBytes(Character.toString(c == '_' ? ' ' : c).getBytes(StandardCharsets.UTF_8));
                }
            }
            return bytes.toByteArray();
        }
    }
}
