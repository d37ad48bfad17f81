package io.github.whatsapp360.message;

import java.util.regex.Pattern;

/**
 * A phone number read out of what people write: the one place that makes digits of it.
 *
 * <p>Signs between the digits are left out, and nothing is guessed: no digit is ever added, taken away or moved, since
 * every guess sends somebody's message to somebody else in some country. A zero in brackets, for one, is dialled from
 * abroad in Italy and not in Germany. So what is not clear is refused with its reason.
 *
 * @param digits the number, with its country code; empty if this is none
 * @param problem why this is no number; empty if it is one
 */
record PhoneNumber(String digits, String problem) {

    static final String SPREADSHEET =
            "is a number as a spreadsheet shows it, with decimals or an exponent, which may have lost digits; "
                    + "format the column as text, or give a whole number";

    /** More than any number has, whatever stands between its digits. */
    private static final int MAX_LENGTH = 200;

    private static final Pattern DIGITS = Pattern.compile(
            "[1-9][0-9]{" + (Limit.PHONE_NUMBER.min() - 1) + "," + (Limit.PHONE_NUMBER.max() - 1) + "}");
    private static final Pattern EXPONENT = Pattern.compile("\\+?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+");
    /**
     * A fraction of nothing but zeros, or of one or two digits behind all others in one piece: a number in groups, such as
     * {@code +33.6.12.34.56.00}, has more dots than one.
     */
    private static final Pattern FRACTION =
            Pattern.compile("([^0-9.,]*[0-9]){5,}[^0-9.,]*[.,]0+|\\+?[0-9]{8,}[.,][0-9]{1,2}");
    /** A zero by itself behind a country code, as in {@code +44 0 7911 123456}: one in brackets without its brackets. */
    private static final Pattern LONE_ZERO = Pattern.compile("[^0-9]*[0-9]{1,3}[^0-9]+0[^0-9].*");

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
    private static final Pattern MARGIN = Pattern.compile("(?U)^\\s+|\\s+$");

    /** Reads a text: E.164's digits, in any script, with the signs that people put between them. */
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

    /** The text without what nobody sees: direction marks, zero-width signs, and the white space around it. */
    static String visible(String text) {
        return MARGIN.matcher(INVISIBLE.matcher(text).replaceAll("")).replaceAll("");
    }

    /** The text in ASCII, as far as it has digits and the signs between them. */
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
                                : String.format("has a sign that is in no phone number (%sU+%04X)", shown(sign), sign));
        };
    }

    /** ASCII speaks for itself; of others, some cannot be seen. */
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
            return "has a + where a second number may begin; one message goes to one number";
        }
        if (digits.startsWith("00")) {
            return "begins with 00, which leads abroad in some countries and not in others; leave it out, or write +";
        }
        if (digits.startsWith("0")) {
            return "begins with 0; write the country code in its place, as in 4915112345678";
        }
        if (plain.replace(" ", "").contains("(0")) {
            return "has a zero in brackets, which is dialled from abroad in some countries and not in others; leave it "
                    + "out, or write it without brackets, as it is dialled from abroad";
        }
        if (LONE_ZERO.matcher(plain).matches()) {
            return "has a zero by itself behind the country code, which is dialled from abroad in some countries and not in "
                    + "others; leave it out, or write it with the digits behind it, as it is dialled from abroad";
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
