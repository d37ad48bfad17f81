package io.github.whatsapp360.message;

/**
 * The limits of messages, with their sources. {@link MessageRules} checks them, and docs/reference/limits.md is
 * generated from them. Characters are Unicode code points; an emoji has one or more. File sizes are in
 * {@link io.github.whatsapp360.media.MediaKind}.
 */
public enum Limit {
    PHONE_NUMBER("to, a phone number", 5, 15, "digits", "ITU-T E.164 (at most); the least is ours, to catch slips"),
    USER_ID("to, a user ID", 1, 128, "letters and digits after the country", "Meta, Business-scoped user IDs"),
    CALLBACK_DATA("biz_opaque_callback_data", 0, 512, Limit.CHARACTERS, "Meta, changelog, \"from 256 to 512\""),

    TEXT("text.body", 1, 4096, Limit.CHARACTERS, "Meta, Text messages"),
    CAPTION(
            "caption of an image, a video or a document",
            0,
            1024,
            Limit.CHARACTERS,
            "Meta, Image messages, Video messages, Document messages"),

    LATITUDE("location.latitude", -90, 90, "degrees", "WGS 84"),
    LONGITUDE("location.longitude", -180, 180, "degrees", "WGS 84"),

    CONTACTS("contacts", 1, 257, "contacts", "Meta, Contacts messages (Meta's OpenAPI file says 5)"),

    BODY("interactive.body.text", 1, 1024, Limit.CHARACTERS, "Meta, Interactive reply buttons messages"),
    LIST_BODY(
            "interactive.body.text of a list",
            1,
            4096,
            Limit.CHARACTERS,
            "Meta, Interactive list messages (older pages say 1024)"),
    HEADER("interactive.header.text", 1, 60, Limit.CHARACTERS, "Meta, Interactive reply buttons messages"),
    FOOTER("interactive.footer.text", 0, 60, Limit.CHARACTERS, "Meta, Interactive reply buttons messages"),

    BUTTONS("interactive.action.buttons", 1, 3, "buttons", "Meta, Interactive reply buttons messages"),
    BUTTON_ID("id of a reply button", 1, 256, Limit.CHARACTERS, "Meta, Interactive reply buttons messages"),
    BUTTON_TITLE("title of a reply button", 1, 20, Limit.CHARACTERS, "Meta, Interactive reply buttons messages"),

    LIST_BUTTON("interactive.action.button of a list", 1, 20, Limit.CHARACTERS, Limit.LISTS),
    SECTIONS("interactive.action.sections", 1, 10, "sections", Limit.LISTS),
    SECTION_TITLE("title of a section", 0, 24, Limit.CHARACTERS, Limit.LISTS),
    ROWS("rows of a list, in all its sections", 1, 10, "rows", Limit.LISTS),
    ROW_ID("id of a row", 1, 200, Limit.CHARACTERS, Limit.LISTS),
    ROW_TITLE("title of a row", 1, 24, Limit.CHARACTERS, Limit.LISTS),
    ROW_DESCRIPTION("description of a row", 0, 72, Limit.CHARACTERS, Limit.LISTS),

    URL_BUTTON(
            "display_text of a URL button",
            1,
            20,
            Limit.CHARACTERS,
            "Meta, Interactive call-to-action URL button messages"),
    FLOW_BUTTON(
            "flow_cta of a flow",
            1,
            30,
            Limit.CHARACTERS,
            "Meta, Interactive flow messages: \"advised\" (older pages say 20)"),
    PRODUCTS("products, in all sections", 1, 30, "products", "Meta, Multi-product messages"),
    ORDER_REFERENCE("reference_id of an order", 1, 35, Limit.CHARACTERS, "Meta, Payments API, order details"),

    CARDS("cards of a carousel", 2, 10, "cards", "Meta, Interactive media carousel messages"),
    CARD_BODY("body of a card", 0, 160, Limit.CHARACTERS, "Meta, Interactive media carousel messages"),
    CARD_LINES("line breaks in the body of a card", 0, 2, "line breaks", "Meta, Interactive media carousel messages"),

    TEMPLATE_NAME("template.name", 1, 512, Limit.CHARACTERS, "Meta, Templates; 360dialog, Coupon code templates"),
    TEMPLATE_TEXT(
            "text parameter of a template", 1, 32768, Limit.CHARACTERS, "Meta, OpenAPI file, schema TextParameter"),
    TEMPLATE_SPACES(
            "spaces in a row in a text parameter of a template",
            0,
            4,
            "spaces, and neither line break nor tab",
            "Meta's error 132018, as in github.com/netflie/whatsapp-cloud-api/issues/201"),
    COUPON_CODE("coupon_code of a template", 1, 15, Limit.CHARACTERS, "360dialog, Coupon code templates");

    private static final String CHARACTERS = "characters";
    private static final String LISTS = "Meta, Interactive list messages";

    private final String field;
    private final int min;
    private final int max;
    private final String unit;
    private final String source;

    Limit(String field, int min, int max, String unit, String source) {
        this.field = field;
        this.min = min;
        this.max = max;
        this.unit = unit;
        this.source = source;
    }

    /** Returns the limited field: a path in the API's JSON, or a description if it is used in several places. */
    public String field() {
        return field;
    }

    /** Returns the minimum; 1 also means that the field is required, 0 that it is optional. */
    public int min() {
        return min;
    }

    /** Returns the maximum. */
    public int max() {
        return max;
    }

    /** Returns the unit of the limit. */
    public String unit() {
        return unit;
    }

    /** Returns the source of the limit. */
    public String source() {
        return source;
    }
}
