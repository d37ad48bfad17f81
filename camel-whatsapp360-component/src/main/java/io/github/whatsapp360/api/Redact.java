package io.github.whatsapp360.api;

import java.util.regex.Pattern;

/** Takes out of the service's words what may not stand in a log or an exception. */
final class Redact {

    private static final Pattern PHONE_NUMBER =
            Pattern.compile("(?<![\\w.])\\+?[0-9][0-9 ()./-]{5,18}[0-9](?!\\w)|[0-9]{10,}");

    private Redact() {}

    /** Masks everything that looks like a phone number but for its last three digits. */
    static String numbers(String text) {
        return PHONE_NUMBER.matcher(text).replaceAll(match -> {
            String number = match.group();
            return "***" + number.substring(number.length() - 3);
        });
    }
}
