package io.github.whatsapp360.emulator.browser;

import static org.awaitility.Awaitility.await;

/** A conversation with messages of all kinds, for screenshots. */
final class Conversation {

    static final String GROUP = "Y2FwaV9ncm91cDoxMjM0NTY3ODkwZD";

    private Conversation() {}

    /** Plays it in the chat of {@link Page#NUMBER}, which is then open and read. Returns the ID of the last message. */
    static String play(Page page) throws Exception {
        write(
                page,
                "4916099988",
                "{\"type\":\"text\",\"text\":{\"body\":\"Do you open on Sunday?\"},\"name\":\"Bernd Muster\"}");
        page.api.message(
                "4930901820",
                "video",
                "{\"id\":\"" + page.api.upload("clip.mp4") + "\",\"caption\":\"How to set it up\"}");
        page.api.message(
                "location",
                "{\"latitude\":53.5437,\"longitude\":9.9661,\"name\":\"Landungsbrücken\",\"address\":\"20359 Hamburg\"}");
        page.api.call(
                "POST",
                "/messages",
                "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"group\",\"to\":\"" + GROUP
                        + "\",\"type\":\"text\",\"text\":{\"body\":\"Hello, all\"}}");
        write(page, GROUP, "{\"type\":\"text\",\"text\":{\"body\":\"Hello!\"},\"from\":\"4916099988\"}");
        page.show(Page.NUMBER);
        page.api.message(
                "contacts",
                "[{\"name\":{\"formatted_name\":\"Erika Mustermann\",\"first_name\":\"Erika\"},"
                        + "\"phones\":[{\"phone\":\"+49 151 12345678\"}]}]");
        page.api.message("sticker", "{\"id\":\"" + page.api.upload("sticker.webp") + "\"}");
        page.api.message("audio", "{\"id\":\"" + page.api.upload("voice.ogg") + "\",\"voice\":true}");
        page.api.message("interactive", Interactives.LIST);
        page.api.call("PUT", "/emulator/settings", "{\"statuses\":{\"failCode\":131026}}");
        page.api.text(Page.NUMBER, "This one does not get through.");
        page.api.call("PUT", "/emulator/settings", "{\"statuses\":{\"failCode\":0}}");
        write(
                page,
                Page.NUMBER,
                "{\"type\":\"text\",\"text\":{\"body\":\"Hello, is my order *4711* on its way?\"},\"name\":\"Anna Beispiel\"}");
        page.api.message(
                "image", "{\"id\":\"" + page.api.upload("photo.jpg") + "\",\"caption\":\"Packed an hour ago\"}");
        String invoice = page.api.message(
                "document",
                "{\"id\":\"" + page.api.upload("invoice.pdf")
                        + "\",\"filename\":\"invoice.pdf\",\"caption\":\"Your _invoice_\"}");
        write(
                page,
                Page.NUMBER,
                "{\"type\":\"reaction\",\"reaction\":{\"message_id\":\"" + invoice + "\",\"emoji\":\"👍\"}}");
        write(
                page,
                Page.NUMBER,
                "{\"type\":\"text\",\"text\":{\"body\":\"A tip of a friend\"},\"context\":{\"forwarded\":true}}");
        write(page, Page.NUMBER, "{\"type\":\"unsupported\",\"unsupported\":{\"type\":\"poll_creation\"}}");
        String question = page.api.message("interactive", Interactives.BUTTONS);
        write(
                page,
                Page.NUMBER,
                "{\"type\":\"interactive\",\"interactive\":{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"yes\","
                        + "\"title\":\"Yes\"}},\"context\":{\"id\":\"" + question + "\"}}");
        String last = page.api.text(Page.NUMBER, "Thank you, *Anna*! Follow it at https://example.com/p/4711");
        await().until(() -> page.shows(".reactions"));
        return last;
    }

    private static void write(Page page, String number, String json) {
        page.api.call("POST", "/emulator/chats/" + number + "/messages", json);
    }
}
