package io.github.whatsapp360.message;

import java.util.regex.Pattern;

/** Whom a message is for, told by the form of {@link Message#to}. */
public enum Recipient {
    /** A phone number with its country code, at most {@link Limit#PHONE_NUMBER} digits, as people write it. */
    NUMBER,
    /**
     * A business-scoped user ID, such as {@code US.13491208655302741918}: country, a dot, at most
     * {@link Limit#USER_ID} letters and digits; {@code ENT.} after the country if a parent business shares it. It goes
     * out as {@code recipient}: in {@code to} the service would accept it and send nothing. Source: Meta,
     * "Business-scoped user IDs".
     */
    USER,
    /**
     * A group ID of the Groups API: Base64 of a text that begins with {@code capi_group:}. It goes out as {@code to}
     * with {@code recipient_type: group}. Source: the examples of Meta, "Group messaging".
     */
    GROUP,
    /** Nothing of these. */
    OTHER;

    private static final Pattern PHONE = Pattern.compile("[1-9][0-9]{4," + (Limit.PHONE_NUMBER.max() - 1) + "}");
    private static final Pattern USER_ID =
            Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1," + Limit.USER_ID.max() + "}");
    private static final Pattern GROUP_ID = Pattern.compile("Y2FwaV9ncm91cDo[A-Za-z0-9+/_=-]+");

    /** What this is by its form. */
    public static Recipient of(String to) {
        if (PHONE.matcher(MessageRules.digits(to)).matches()) {
            return NUMBER;
        }
        if (USER_ID.matcher(to).matches()) {
            return USER;
        }
        return GROUP_ID.matcher(to).matches() ? GROUP : OTHER;
    }

    /** The one way to write a recipient: of a phone number its digits. */
    public static String normalized(String to) {
        return of(to) == NUMBER ? MessageRules.digits(to) : to;
    }
}
