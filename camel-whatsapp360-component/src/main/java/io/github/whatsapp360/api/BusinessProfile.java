package io.github.whatsapp360.api;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The profile of a business number, which users see: a view of its JSON. An update changes only the fields that are
 * given. Sources: docs.360dialog.com, "WABA profile info"; Meta, "Business profiles".
 *
 * @param json the complete JSON of the profile; must not be changed
 */
public record BusinessProfile(JsonNode json) {

    public BusinessProfile {
        Objects.requireNonNull(json, "json");
    }

    /** Creates a profile without any field. The with-methods add them. */
    public static BusinessProfile empty() {
        return new BusinessProfile(JsonNodeFactory.instance.objectNode());
    }

    @Override
    @JsonValue
    public JsonNode json() {
        return json;
    }

    /** Returns the text below the picture: 1 to 139 characters; empty if not given. */
    public String about() {
        return JsonTexts.first(json, "about");
    }

    /** Returns the address: at most 256 characters; empty if not given. */
    public String address() {
        return JsonTexts.first(json, "address");
    }

    /** Returns the description: at most 512 characters; empty if not given. */
    public String description() {
        return JsonTexts.first(json, "description");
    }

    /** Returns the e-mail address: at most 128 characters; empty if not given. */
    public String email() {
        return JsonTexts.first(json, "email");
    }

    /** Returns the industry, such as {@code RETAIL}; empty if not given. */
    public String vertical() {
        return JsonTexts.first(json, "vertical");
    }

    /** Returns the websites: at most two, of 256 characters each. */
    public List<String> websites() {
        return JsonTexts.list(json.path("websites"));
    }

    /** Returns the address of the picture, which cannot be changed by it; empty if not given. */
    public String pictureUrl() {
        return JsonTexts.first(json, "profile_picture_url");
    }

    /** Returns a copy with this text below the picture. */
    public BusinessProfile withAbout(String about) {
        return with("about", Objects.requireNonNull(about, "about"));
    }

    /** Returns a copy with this address. */
    public BusinessProfile withAddress(String address) {
        return with("address", Objects.requireNonNull(address, "address"));
    }

    /** Returns a copy with this description. */
    public BusinessProfile withDescription(String description) {
        return with("description", Objects.requireNonNull(description, "description"));
    }

    /** Returns a copy with this e-mail address. */
    public BusinessProfile withEmail(String email) {
        return with("email", Objects.requireNonNull(email, "email"));
    }

    /** Returns a copy with this industry, such as {@code RETAIL}. */
    public BusinessProfile withVertical(String vertical) {
        return with("vertical", Objects.requireNonNull(vertical, "vertical"));
    }

    /** Returns a copy with these websites. */
    public BusinessProfile withWebsites(List<String> websites) {
        ObjectNode copy = copy();
        ArrayNode list = copy.putArray("websites");
        Objects.requireNonNull(websites, "websites").forEach(list::add);
        return new BusinessProfile(copy);
    }

    /** Returns a copy with the handle of an uploaded picture, from the resumable upload of the service. */
    public BusinessProfile withPictureHandle(String handle) {
        return with("profile_picture_handle", Objects.requireNonNull(handle, "handle"));
    }

    private BusinessProfile with(String field, String value) {
        return new BusinessProfile(copy().put(field, value));
    }

    private ObjectNode copy() {
        return json instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
    }

    /** Returns a text with the names of the fields only, because contents must not be logged. */
    @Override
    public String toString() {
        return "BusinessProfile"
                + json.properties().stream().map(Map.Entry::getKey).toList();
    }
}
