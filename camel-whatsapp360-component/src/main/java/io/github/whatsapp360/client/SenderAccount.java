package io.github.whatsapp360.client;

import io.github.whatsapp360.api.Hosting;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * The account that sends messages: one number at 360dialog. Its rate, media IDs and retry quota are shared by all
 * transports.
 *
 * @param hosting the hosting of the number
 * @param serviceUrl the address of the service
 * @param apiKey the number's API key
 */
public record SenderAccount(Hosting hosting, URI serviceUrl, String apiKey) {

    private static final int SHORT = 8;

    /**
     * Returns a name for something in this account: a hash in lower-case hex, which reveals neither the address, nor
     * the key, nor the words.
     *
     * @param words the parts of a name that is unique within the account; none for the account itself
     */
    public String id(String... words) {
        MessageDigest digest = Sha256.digest();
        Stream.concat(Stream.of(hosting.name(), serviceUrl.toString(), apiKey), Arrays.stream(words))
                .forEach(word -> {
                    digest.update(word.getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) 0);
                });
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Returns a name of the account for people: the first eight characters of its {@linkplain #id hash}. It reveals
     * neither the number nor the key, and stays the same as long as address and key do.
     */
    public String shortId() {
        return id().substring(0, SHORT);
    }

    /** Returns a text without the API key. */
    @Override
    public String toString() {
        return "SenderAccount[hosting=" + hosting + ", serviceUrl=" + serviceUrl + ", apiKey=xxxxxx]";
    }
}
