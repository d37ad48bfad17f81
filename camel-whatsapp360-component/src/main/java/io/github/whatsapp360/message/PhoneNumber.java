package io.github.whatsapp360.message;

import java.util.regex.Pattern;

/**
 * A phone number that is read from text as people write it.
 *
 * <p>Separators between the digits are removed. Digits are never added, removed or moved, because every such guess
 * would send messages to a wrong person in some country. For example, a zero in brackets is dialled from abroad in
 * Italy, but not in Germany. So an unclear number is refused with a reason.
 *
 * @param digits the number with its country code; empty if the text is not a clear number
 * @param problem the reason why the text is not a clear number; empty if it is one
 */
record PhoneNumber(String digits, String problem) {

    static final String SPREADSHEET =
            "is a number as a spreadsheet shows it, with decimals or an exponent, which may have lost digits; "
                    + "format the column as text, or give a whole number";

    /** The longest text that is read. Phone numbers are shorter, even with separators. */
    private static final int MAX_LENGTH = 200;

    private static final Pattern DIGITS = Pattern.compile(
            "[1-9][0-9]{" + (Limit.PHONE_NUMBER.min() - 1) + "," + (Limit.PHONE_NUMBER.max() - 1) + "}");
    private static final Pattern EXPONENT = Pattern.compile("\\+?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+");
    /**
     * A number with decimals, as a spreadsheet shows it: decimals that are all zero, or one or two decimals after eight
     * or more digits without separators. A number in groups, such as {@code +33.6.12.34.56.00}, has several dots.
     */
    private static final Pattern FRACTION =
            Pattern.compile("([^0-9.,]*[0-9]){5,}[^0-9.,]*[.,]0+|\\+?[0-9]{8,}[.,][0-9]{1,2}");
    /**
     * A single zero after the country code, as in {@code +44 0 7911 123456}. It has the same meaning as a zero in
     * brackets.
     */
    private static final Pattern LONE_ZERO = Pattern.compile("[^0-9]*[0-9]{1,3}[^0-9]+0[^0-9].*");

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
    private static final Pattern MARGIN = Pattern.compile("(?U)^\\s+|\\s+$");

    /** Reads a text: the digits of E.164 in any script, with the usual separators. */
    static PhoneNumber read(String text) {
        if (DIGITS.matcher(text).matches()) {
            return new PhoneNumber(text, "");
        }
        String plain;
        try {
            plain = plain(text);
        } catch (NoNumber e) {
            return new PhoneNumber("", e.getMessage());
        }
        String problem = problem(plain);
        return problem.isEmpty() ? new PhoneNumber(onlyDigits(plain), "") : new PhoneNumber("", problem);
    }

    boolean isClear() {
        return problem.isEmpty();
    }

    /**
     * Returns a text without invisible characters: direction marks, zero-width characters, and white space at both
     * ends.
     */
    static String visible(String text) {
        return MARGIN.matcher(INVISIBLE.matcher(text).replaceAll("")).replaceAll("");
    }

    /** Returns the digits and separators of a text in ASCII. */
    private static String plain(String text) throws NoNumber {
        if (text.length() > MAX_LENGTH) {
            throw new NoNumber("has " + text.length() + " characters");
        }
        String visible = visible(text);
        if (EXPONENT.matcher(visible).matches() || FRACTION.matcher(visible).matches()) {
            throw new NoNumber(SPREADSHEET);
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < visible.length(); i += Character.charCount(visible.codePointAt(i))) {
            plain.append(plain(visible.codePointAt(i)));
        }
        return plain.toString();
    }

    private static char plain(int sign) throws NoNumber {
        switch (Character.getType(sign)) {
            case Character.DECIMAL_DIGIT_NUMBER:
                return (char) ('0' + Character.digit(sign, 10));
            case Character.SPACE_SEPARATOR:
                return ' ';
            case Character.DASH_PUNCTUATION:
                return '-';
            case Character.START_PUNCTUATION:
                return '(';
            case Character.END_PUNCTUATION:
                return ')';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR:
                return newLine();
            default:
        }
        return switch (sign) {
            case '+', '\uFF0B', '\uFE62' -> '+';
            case '\t' -> ' ';
            case '\u2212', '\u2043' -> '-'; // minus, hyphen bullet
            case '.', '\u00B7', '\u2022', '\u2024', '\u2027', '\u30FB', '\uFF0E' -> '.';
            case '/', '\u2044', '\u2215', '\uFF0F' -> '/';
            case '\n', '\r', '\f', '\u000B', '\u0085' -> newLine();
            default ->
                throw new NoNumber(
                        Character.isLetter(sign)
                                ? "has letters; a phone number has digits only"
                                : String.format(
                                        "has a character that no phone number has (%sU+%04X)", shown(sign), sign));
        };
    }

    /** Returns an ASCII character for the error text; empty for others, because some are invisible. */
    private static String shown(int sign) {
        return sign > ' ' && sign < 0x7f ? Character.toString(sign) + " " : "";
    }

    private static char newLine() throws NoNumber {
        throw new NoNumber("has more than one line; one message goes to one number");
    }

    private static String problem(String plain) {
        String digits = onlyDigits(plain);
        int plus = plain.lastIndexOf('+');
        if (plus > 0 && !plain.substring(0, plus).matches("[ (]*")) {
            return "has a + in the middle, where a second number may begin; one message goes to one number";
        }
        if (digits.startsWith("00")) {
            return "begins with 00, which is an international prefix in some countries only; leave it out, or write +";
        }
        if (digits.startsWith("0")) {
            return "begins with 0; write the country code in its place, as in 4915112345678";
        }
        if (plain.replace(" ", "").contains("(0")) {
            return "has a zero in brackets, which is dialled from abroad in some countries only; leave it out, "
                    + "or write it without brackets if it is dialled from abroad";
        }
        if (LONE_ZERO.matcher(plain).matches()) {
            return "has a single zero after the country code, which is dialled from abroad in some countries only; "
                    + "leave it out, or write it together with the next digits if it is dialled from abroad";
        }
        int length = digits.length();
        return DIGITS.matcher(digits).matches()
                ? ""
                : "has " + length + " digits; with its country code, a phone number has " + Limit.PHONE_NUMBER.min()
                        + " to " + Limit.PHONE_NUMBER.max();
    }

    private static String onlyDigits(String plain) {
        return plain.replaceAll("[^0-9]", "");
    }

    private static final class NoNumber extends Exception {
        private static final long serialVersionUID = 1L;

        NoNumber(String why) {
            super(why);
        }
    }
}
