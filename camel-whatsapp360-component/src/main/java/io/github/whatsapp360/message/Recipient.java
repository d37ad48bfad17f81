package io.github.whatsapp360.message;

import java.util.Objects;
import java.util.regex.Pattern;

/** The kind of a recipient, recognised by the form of {@link OutgoingMessage#to}. */
public enum Recipient {
    /**
     * A phone number with its country code, at most {@link Limit#PHONE_NUMBER} digits, as people write it. Spaces,
     * hyphens, dots, slashes, brackets, one leading {@code +} and invisible characters are ignored. Nothing else is
     * guessed: {@code 0151…}, {@code 0049…}, {@code +49 (0)151…} and {@code 4.9E12} are {@link #OTHER}.
     */
    NUMBER,
    /**
     * A business-scoped user ID, such as {@code US.13491208655302741918}: the country, a dot, and at most
     * {@link Limit#USER_ID} letters and digits; with {@code ENT.} after the country if a parent business shares it. It
     * is sent as {@code recipient}: as {@code to}, the service would accept it and send nothing. Source: Meta,
     * "Business-scoped user IDs".
     */
    USER,
    /**
     * A group ID of the Groups API: Base64 of a text that begins with {@code capi_group:}. It is sent as {@code to}
     * with {@code recipient_type: group}. Source: the examples of Meta, "Group messaging".
     */
    GROUP,
    /** None of these. */
    OTHER;

    private static final Pattern USER_ID =
            Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1," + Limit.USER_ID.max() + "}");
    private static final Pattern GROUP_ID = Pattern.compile("Y2FwaV9ncm91cDo[A-Za-z0-9+/_=-]+");

    /** Returns the kind of a recipient. */
    public static Recipient of(String to) {
        Objects.requireNonNull(to, "to");
        if (PhoneNumber.read(to).isClear()) {
            return NUMBER;
        }
        String id = PhoneNumber.visible(to);
        if (USER_ID.matcher(id).matches()) {
            return USER;
        }
        return GROUP_ID.matcher(id).matches() ? GROUP : OTHER;
    }

    /**
     * Returns the normal form of a recipient: the digits of a phone number, or an ID without invisible characters.
     *
     * @return the unchanged text if it is {@link #OTHER}
     */
    public static String normalized(String to) {
        return switch (of(to)) {
            case NUMBER -> PhoneNumber.read(to).digits();
            case USER, GROUP -> PhoneNumber.visible(to);
            case OTHER -> to;
        };
    }

    /**
     * Returns the reason why a text is not a recipient, in words that follow the name of its field; empty if it is one.
     */
    public static String problem(String to) {
        return of(to) == OTHER
                ? "is not a phone number with its country code, such as 4915112345678, a user ID or a group ID: it "
                        + PhoneNumber.read(to).problem()
                : "";
    }
}
