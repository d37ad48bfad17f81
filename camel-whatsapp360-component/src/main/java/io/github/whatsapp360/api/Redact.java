package io.github.whatsapp360.api;

import java.util.regex.Pattern;

/** Removes from the service's error texts what must not appear in logs or exceptions. */
final class Redact {

    private static final Pattern PHONE_NUMBER =
            Pattern.compile("(?<![\\w.])\\+?[0-9][0-9 ()./-]{5,18}[0-9](?!\\w)|[0-9]{10,}");

    private Redact() {}

    /** Masks everything that looks like a phone number, except its last three digits. */
    static String numbers(String text) {
        return PHONE_NUMBER.matcher(text).replaceAll(match -> {
            String number = match.group();
            return "***" + number.substring(number.length() - 3);
        });
    }
}
