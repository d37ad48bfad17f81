package io.github.whatsapp360.api;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * The public key with which WhatsApp encrypts the requests of a number's flows: a view of its JSON. Sources:
 * docs.360dialog.com, API reference, "Encryption"; Meta, "Flows encryption".
 *
 * @param json the complete JSON; must not be changed
 */
public record FlowPublicKey(JsonNode json) {

    public FlowPublicKey {
        Objects.requireNonNull(json, "json");
    }

    @Override
    @JsonValue
    public JsonNode json() {
        return json;
    }

    /** Returns the key in PEM; empty if the number has none. */
    public String pem() {
        return JsonTexts.first(json, "business_public_key");
    }

    /**
     * Returns the state of Meta's signature of the key: {@code VALID}, or {@code MISMATCH} if the key must be set
     * again; empty if not given.
     */
    public String signatureStatus() {
        return JsonTexts.first(json, "business_public_key_signature_status");
    }

    /** Returns a text with the state only. */
    @Override
    public String toString() {
        return "FlowPublicKey[" + signatureStatus() + "]";
    }
}
