package io.github.whatsapp360.emulator.util;

/** Forms of a recipient's number: phone numbers, and business-scoped user IDs. */
public final class RecipientNumber {

    /** The emulator's own, to catch slips. */
    private static final int LEAST_DIGITS = 5;

    /** Source: ITU-T E.164. */
    private static final int MOST_DIGITS = 15;

    /** Source: Meta, "Business-scoped user IDs". */
    private static final String USER_ID = "[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]+";

    /** Base64 of a text that begins with {@code capi_group:}. Source: the examples of Meta, "Group messaging". */
    private static final String GROUP_ID = "Y2FwaV9ncm91cDo[A-Za-z0-9+/_=-]+";

    private RecipientNumber() {}

    /** Returns whether this is the ID of a group. */
    public static boolean isGroup(String recipient) {
        return recipient.matches(GROUP_ID);
    }

    /** Returns whether this is a business-scoped user ID, not a number. */
    public static boolean isUserId(String recipient) {
        return recipient.matches(USER_ID);
    }

    /**
     * The one form of a phone number, by which chats, limits, faults and statuses know it: its digits. Source: Meta,
     * "Send messages": plus signs, hyphens, parentheses and spaces are supported in numbers. What is no number stays as
     * it is.
     */
    public static String normalized(String number) {
        String digits = number.replaceAll("[+\\-() ]", "");
        return problem(digits).isEmpty() ? digits : number;
    }

    /** Returns whether two are the same, however they are written. */
    public static boolean areSame(String one, String other) {
        return normalized(one).equals(normalized(other));
    }

    /** Says why these are not the digits of a phone number, without the number itself; empty if they are. */
    public static String problem(String digits) {
        for (int i = 0; i < digits.length(); i = digits.offsetByCodePoints(i, 1)) {
            int sign = digits.codePointAt(i);
            if (sign < '0' || sign > '9') {
                return "character " + (digits.codePointCount(0, i) + 1) + " is " + named(sign) + ", which is no digit";
            }
        }
        return digits.length() >= LEAST_DIGITS && digits.length() <= MOST_DIGITS
                ? ""
                : "it has " + digits.length() + " digits, not " + LEAST_DIGITS + " to " + MOST_DIGITS;
    }

    private static String named(int sign) {
        String name = Character.getName(sign);
        String code = String.format("U+%04X", sign) + (name == null ? "" : " (" + name + ")");
        return sign > ' ' && sign < 0x7f ? "'" + (char) sign + "'" : code;
    }
}
