package io.github.whatsapp360.emulator.browser;

/** Messages to press something on. */
final class Interactives {

    static final String BUTTONS = "{\"type\":\"button\",\"header\":{\"type\":\"text\",\"text\":\"Order 4711\"},"
            + "\"body\":{\"text\":\"Is the address right?\"},\"footer\":{\"text\":\"Example Ltd.\"},\"action\":{\"buttons\":["
            + "{\"type\":\"reply\",\"reply\":{\"id\":\"yes\",\"title\":\"Yes\"}},"
            + "{\"type\":\"reply\",\"reply\":{\"id\":\"no\",\"title\":\"No\"}}]}}";

    static final String LIST =
            "{\"type\":\"list\",\"body\":{\"text\":\"When may we come?\"},\"action\":{\"button\":\"Choose a day\","
                    + "\"sections\":[{\"title\":\"This week\",\"rows\":[{\"id\":\"thu\",\"title\":\"Thursday\",\"description\":\"8 to 12\"},"
                    + "{\"id\":\"fri\",\"title\":\"Friday\"}]},{\"title\":\"Next week\",\"rows\":[{\"id\":\"mon\",\"title\":\"Monday\"}]}]}}";

    private Interactives() {}
}
