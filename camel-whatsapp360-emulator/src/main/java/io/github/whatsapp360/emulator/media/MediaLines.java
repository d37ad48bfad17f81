package io.github.whatsapp360.emulator.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Accounts;
import java.nio.file.Path;
import java.time.Instant;

/** Lines of the data folder about files. Keys are secret, so it has their hashes. */
public final class MediaLines {

    private MediaLines() {}

    public static ObjectNode media(StoredMedia media) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("line", "media");
        json.put("id", media.id()).put("owner", Accounts.hash(media.owner())).put("filename", media.filename());
        json.put("mimeType", media.mimeType()).put("size", media.size()).put("sha256", media.sha256());
        return json.put("file", media.path().getFileName().toString())
                .put("expires", media.expires().toString());
    }

    public static StoredMedia media(JsonNode json, Accounts accounts, Path folder) {
        return new StoredMedia(
                json.path("id").asText(),
                accounts.keyOf(json.path("owner").asText()),
                json.path("filename").asText(),
                json.path("mimeType").asText(),
                json.path("size").asLong(),
                json.path("sha256").asText(),
                folder.resolve(Path.of(json.path("file").asText()).getFileName()),
                Instant.parse(json.path("expires").asText()));
    }

    static ObjectNode deleted(String mediaId) {
        return JsonNodeFactory.instance.objectNode().put("line", "deleted").put("id", mediaId);
    }
}
