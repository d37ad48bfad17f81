package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.message.MessageJson;
import io.github.whatsapp360.message.OutgoingMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hash of what a message sends, by which a repetition of the message is told from another message.
 *
 * <p>It leaves out what may differ in a repetition: the callback data, the media ID of a file that was uploaded again,
 * and the query of a link, which often holds a signature with a time.
 */
public final class ContentHash {

    private ContentHash() {}

    /**
     * Returns the hash of a message.
     *
     * @param file the SHA-256 of the file that is sent with it, in hex; empty if it sends none
     * @return a SHA-256 in lower-case hex
     */
    public static String of(OutgoingMessage message, String file) {
        ObjectNode json = MessageJson.write(message);
        json.remove("biz_opaque_callback_data");
        MessageDigest digest = Sha256.digest();
        add(digest, file);
        add(digest, json, false);
        return Sha256.hex(digest.digest());
    }

    private static void add(MessageDigest digest, JsonNode node, boolean isMedia) {
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            add(digest, "{");
            sorted.forEach((name, value) -> {
                if (isMedia && name.equals("id")) {
                    return;
                }
                add(digest, name);
                if (isMedia && name.equals("link")) {
                    add(digest, value.asText().replaceFirst("\\?.*", ""));
                } else {
                    add(
                            digest,
                            value,
                            value.isObject() && MediaKind.ofType(name).isPresent());
                }
            });
            add(digest, "}");
        } else if (node.isArray()) {
            add(digest, "[");
            node.forEach(element -> add(digest, element, false));
            add(digest, "]");
        } else {
            add(digest, node.asText());
        }
    }

    private static void add(MessageDigest digest, String word) {
        digest.update(word.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
