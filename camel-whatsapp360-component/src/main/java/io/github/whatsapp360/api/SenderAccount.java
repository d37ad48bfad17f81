package io.github.whatsapp360.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * The account that messages are sent from: one number at 360dialog. Its rate, its media IDs and its retry quota belong to
 * it, whatever transport they are used by.
 *
 * @param hosting where the number lives
 * @param serviceUrl the address of the service
 * @param apiKey the number's key
 */
public record SenderAccount(Hosting hosting, URI serviceUrl, String apiKey) {

    /**
     * Returns a name for something of this account that tells neither its address, nor its key, nor the words: a hash in
     * lower-case hex.
     *
     * @param words that tell it from the other things of the account; none for the account itself
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

    /** Returns a text without the key. */
    @Override
    public String toString() {
        return "SenderAccount[hosting=" + hosting + ", serviceUrl=" + serviceUrl + ", apiKey=xxxxxx]";
    }
}
