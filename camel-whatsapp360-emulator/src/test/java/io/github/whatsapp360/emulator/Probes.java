package io.github.whatsapp360.emulator;

import static io.github.whatsapp360.emulator.Probe.OTHER;
import static io.github.whatsapp360.emulator.Probe.answered;
import static io.github.whatsapp360.emulator.Probe.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.whatsapp360.emulator.Probe.Request;
import io.github.whatsapp360.emulator.ProbedEmulator.Answer;
import io.github.whatsapp360.emulator.TestClient.Form;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * The rules of the Cloud API that an emulator can have, each with its probe. In sources, D is docs.360dialog.com, M is
 * Meta's documentation, and R is a refusal of the service that users recorded.
 */
final class Probes {

    private static final String LINK = "\"link\":\"https://example.com/a\"";
    private static final Request TEXT = message("text", "{\"body\":\"Hi\"}");

    private static final Request NOBODY =
            json("{\"messaging_product\":\"whatsapp\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}");

    private static final String KEYS = "Keys and forms";
    private static final String MESSAGES = "Messages";
    private static final String BUTTONS = "Buttons and lists";
    private static final String FILES = "Files";
    private static final String TEMPLATES = "Templates";
    private static final String NUMBER = "The number";
    private static final String LIMITS = "Limits";
    private static final String WEBHOOKS = "Webhooks";

    private static final List<Probe> ALL = new ArrayList<>();

    private static final String BUTTON =
            """
            {"type":"button","body":{"text":"BODY"},"footer":{"text":"FOOTER"},"action":{"buttons":[
             {"type":"reply","reply":{"id":"ID","title":"TITLE"}},{"type":"reply","reply":{"id":"n","title":"No"}}]}}""";
    private static final String LIST =
            """
            {"type":"list","body":{"text":"b"},"action":{"button":"BUTTON","sections":[
             {"title":"SECTION","rows":[{"id":"ROW","title":"TITLE","description":"DESCRIPTION"}]},
             {"title":"Two","rows":[{"id":"2","title":"Two"}]}]}}""";
    private static final String URL =
            """
            {"type":"cta_url","body":{"text":"b"},"action":{"name":"cta_url","parameters":{
             "display_text":"TITLE","url":"https://example.com/"}}}""";

    private Probes() {}

    static List<Probe> all() {
        return List.copyOf(ALL);
    }

    private static void add(String area, String rule, String source, Function<ProbedEmulator, String> check) {
        ALL.add(new Probe(area, rule, source, check));
    }

    private static Request message(String type, String content) {
        return emulator -> emulator.message(type, content);
    }

    private static Request interactive(String content) {
        return message("interactive", content);
    }

    /** Sends a text to this recipient, and with these fields of the envelope. */
    private static Request to(String recipient, String fields) {
        return emulator -> emulator.post("{\"messaging_product\":\"whatsapp\"," + fields + "\"to\":\"" + recipient
                + "\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}");
    }

    private static Request json(String json) {
        return emulator -> emulator.post(json);
    }

    private static Request upload(String sample) {
        return emulator -> emulator.upload(sample);
    }

    private static String x(int count) {
        return "x".repeat(count);
    }

    /** A request is accepted, if a simpler one is, too. */
    private static Function<ProbedEmulator, String> accepted(Request simple, Request request) {
        return emulator -> !simple.apply(emulator).isAccepted()
                ? Probe.NOTHING
                : request.apply(emulator).isAccepted() ? Probe.YES : "refused";
    }

    private static byte[] file(String sample, int size) {
        return Arrays.copyOf(Sample.good(sample).bytes(), size);
    }

    static {
        keys();
        messages();
        buttons();
        files();
        templates();
        number();
        webhooks();
        limits();
    }

    private static void keys() {
        add(
                KEYS,
                "a request without a key gets 401",
                "D, API error message list; M, Error codes: 0",
                status(TEXT, emulator -> emulator.withKey("", ProbedEmulator.text("4915112345678")), 401));
        add(
                KEYS,
                "a request with a wrong key gets 401",
                "D, API error message list; M, Error codes: 190",
                status(TEXT, emulator -> emulator.withKey("wrong", ProbedEmulator.text("4915112345678")), 401));
        add(
                KEYS,
                "errors have `message` with `(#code)`, `type`, `code`, `error_data.details` and `fbtrace_id`",
                "M, Error codes",
                emulator -> {
                    Answer answer = NOBODY.apply(emulator);
                    return answer.isAccepted()
                            ? Probe.NOTHING
                            : answer.text("/error/message").startsWith("(#" + answer.code() + ") ")
                                            && answer.json().at("/error/type").isTextual()
                                            && answer.json()
                                                    .at("/error/error_data/details")
                                                    .isTextual()
                                            && answer.json()
                                                    .at("/error/fbtrace_id")
                                                    .isTextual()
                                    ? Probe.YES
                                    : OTHER;
                });
        add(KEYS, "a body that is not JSON gets 400", "M, Error codes: 100", status(TEXT, json("{\"a\""), 400));
        add(
                KEYS,
                "`messaging_product` is required: 100",
                "M, Send messages; D, API reference",
                refused(TEXT, json("{\"to\":\"4915112345678\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}"), 100));
        add(KEYS, "`to` is required: 100 or 131008", "M, Error codes: 131008", refused(TEXT, NOBODY, 100, 131008));
        add(
                KEYS,
                "a `GET` request for messages is refused",
                "M, API reference, Messages: POST only",
                refused(TEXT, emulator -> emulator.ofNumber("GET", "/messages", null)));
    }

    /** A wrong request gets this HTTP status, and a right one is accepted. */
    private static Function<ProbedEmulator, String> status(Request right, Request wrong, int status) {
        return emulator -> {
            if (!right.apply(emulator).isAccepted()) {
                return Probe.NOTHING;
            }
            Answer answer = wrong.apply(emulator);
            return answer.status() == status ? Probe.YES : answer.toString();
        };
    }

    private static void messages() {
        add(
                MESSAGES,
                "the answer has `contacts[input, wa_id]` and an ID that begins with `wamid.`",
                "M, Send messages",
                answered(
                        TEXT,
                        answer -> answer.text("/messages/0/id").startsWith("wamid.")
                                && answer.text("/contacts/0/wa_id").startsWith("49151")));
        add(
                MESSAGES,
                "`input` is the number in the request, and `wa_id` has its digits",
                "M, Send messages",
                answered(
                        to("+49 (151) 1234-5678", ""),
                        answer -> answer.text("/contacts/0/input").equals("+49 (151) 1234-5678")
                                && answer.text("/contacts/0/wa_id").equals("4915112345678")));
        add(
                MESSAGES,
                "a word instead of a number is refused: 131009",
                "M, Error codes: 131009",
                refused(TEXT, to("someone", ""), 131009, 100));
        add(
                MESSAGES,
                "a number has at most 15 digits: 131009",
                "ITU-T E.164; M, Error codes: 131009",
                refused(TEXT, to("4915112345678901", ""), 131009, 100));
        add(
                MESSAGES,
                "an unknown `type` is refused: 100",
                "R, \"Param type must be one of {AUDIO, …}\"",
                refused(TEXT, message("hologram", "{}"), 100));
        add(
                MESSAGES,
                "the object of the type is required: 131008",
                "M, Error codes: 131008",
                refused(
                        TEXT,
                        json("{\"messaging_product\":\"whatsapp\",\"to\":\"4915112345678\",\"type\":\"text\"}"),
                        131008,
                        100));
        add(MESSAGES, "a text is not empty: 100", "R", refused(TEXT, message("text", "{\"body\":\"\"}"), 100));
        add(
                MESSAGES,
                "a text has at most 4,096 characters: 100",
                "M, Text messages",
                refused(
                        message("text", "{\"body\":\"" + x(4096) + "\"}"),
                        message("text", "{\"body\":\"" + x(4097) + "\"}"),
                        100));
        add(
                MESSAGES,
                "the callback data has at most 512 characters",
                "M, Changelog",
                refused(
                        to("4915112345678", "\"biz_opaque_callback_data\":\"" + x(512) + "\","),
                        to("4915112345678", "\"biz_opaque_callback_data\":\"" + x(513) + "\",")));
        Request link = message("image", "{" + LINK + "}");
        add(MESSAGES, "a file may be a link", "D, Media messages; M, Media", accepted(TEXT, link));
        add(
                MESSAGES,
                "a user ID may be the `recipient`",
                "M, Business-scoped user IDs",
                accepted(
                        TEXT,
                        json("{\"messaging_product\":\"whatsapp\",\"recipient\":\"US.13491208655302741918\","
                                + "\"type\":\"text\",\"text\":{\"body\":\"x\"}}")));
        add(
                MESSAGES,
                "a file with both `id` and `link` is refused",
                "D, Media messages",
                refused(link, message("image", "{\"id\":\"${photo.jpg}\"," + LINK + "}")));
        add(
                MESSAGES,
                "a file without `id` and `link` is refused",
                "D, Media messages",
                refused(message("image", "{\"id\":\"${photo.jpg}\"}"), message("image", "{\"caption\":\"x\"}")));
        add(
                MESSAGES,
                "a link is an http or https address: 100",
                "R, \"is not a valid URI\"",
                refused(link, message("image", "{\"link\":\"file:///etc/passwd\"}"), 100));
        add(
                MESSAGES,
                "an unknown media ID is refused: 100",
                "R, \"is not a valid whatsapp business account media attachment ID\"",
                refused(message("image", "{\"id\":\"${photo.jpg}\"}"), message("image", "{\"id\":\"1\"}"), 100));
        add(
                MESSAGES,
                "a file must match the message type, so a PDF is refused as an image: 131053",
                "M, Media; M, Error codes: 131053",
                refused(
                        message("document", "{\"id\":\"${invoice.pdf}\"}"),
                        message("image", "{\"id\":\"${invoice.pdf}\"}"),
                        131053));
        add(
                MESSAGES,
                "a caption has at most 1,024 characters: 100",
                "M, Image messages",
                refused(
                        message("image", "{" + LINK + ",\"caption\":\"" + x(1024) + "\"}"),
                        message("image", "{" + LINK + ",\"caption\":\"" + x(1025) + "\"}"),
                        100));
        add(
                MESSAGES,
                "audio messages have no caption: 100",
                "M, Audio messages",
                refused(message("audio", "{" + LINK + "}"), message("audio", "{" + LINK + ",\"caption\":\"x\"}"), 100));
        add(
                MESSAGES,
                "only documents have a `filename`: 100",
                "M, Image messages",
                refused(link, message("image", "{" + LINK + ",\"filename\":\"x.jpg\"}"), 100));
        add(
                MESSAGES,
                "a location needs both coordinates",
                "M, Location messages",
                refused(
                        message("location", "{\"latitude\":52.5,\"longitude\":13.4}"),
                        message("location", "{\"latitude\":52.5}")));
        add(
                MESSAGES,
                "a reaction needs a `message_id`",
                "M, Reaction messages",
                refused(
                        message("reaction", "{\"message_id\":\"wamid.x\",\"emoji\":\"+\"}"),
                        message("reaction", "{\"emoji\":\"+\"}")));
        add(
                MESSAGES,
                "a contact has a `formatted_name`",
                "M, Contacts messages",
                refused(
                        message("contacts", "[{\"name\":{\"formatted_name\":\"Ann\",\"first_name\":\"Ann\"}}]"),
                        message("contacts", "[{\"name\":{\"first_name\":\"Ann\"}}]")));
        String read = "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.x\"%s}";
        add(
                MESSAGES,
                "a read receipt is answered with `success`",
                "M, Mark messages as read",
                answered(
                        json(read.formatted("")),
                        answer -> answer.json().path("success").asBoolean()));
        String typing = ",\"typing_indicator\":{\"type\":\"%s\"}";
        add(
                MESSAGES,
                "a typing indicator has the type `text`",
                "M, Typing indicators; D, Typing indicators",
                refused(
                        json(read.formatted(typing.formatted("text"))),
                        json(read.formatted(typing.formatted("audio")))));
    }

    private static void tooLong(String rule, String source, String json, String field, int limit) {
        String fits = json.replace("\"" + field + "\"", "\"" + x(limit) + "\"");
        String tooLong = json.replace("\"" + field + "\"", "\"" + x(limit + 1) + "\"");
        add(BUTTONS, rule + ": 131009", source, refused(interactive(fits), interactive(tooLong), 131009));
    }

    private static String buttons(int count) {
        StringBuilder buttons = new StringBuilder();
        for (int i = 0; i < count; i++) {
            buttons.append(",{\"type\":\"reply\",\"reply\":{\"id\":\"")
                    .append(i)
                    .append("\",\"title\":\"")
                    .append(i)
                    .append("\"}}");
        }
        return "{\"type\":\"button\",\"body\":{\"text\":\"b\"},\"action\":{\"buttons\":[" + buttons.substring(1)
                + "]}}";
    }

    private static String rows(int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append(",{\"id\":\"")
                    .append(i)
                    .append("\",\"title\":\"")
                    .append(i)
                    .append("\"}");
        }
        return "{\"type\":\"list\",\"body\":{\"text\":\"b\"},\"action\":{\"button\":\"b\",\"sections\":[{\"rows\":["
                + rows.substring(1) + "]}]}}";
    }

    private static void buttons() {
        String reply = "M, Interactive reply buttons messages";
        String list = "M, Interactive list messages";
        add(
                BUTTONS,
                "there are at most 3 reply buttons: 131009",
                reply + "; R, \"Invalid buttons count\"",
                refused(interactive(buttons(3)), interactive(buttons(4)), 131009));
        tooLong("a button's title has at most 20 characters", reply + "; R", BUTTON, "TITLE", 20);
        tooLong("a button's ID has at most 256 characters", reply, BUTTON, "ID", 256);
        add(
                BUTTONS,
                "the IDs of buttons are unique",
                reply,
                refused(interactive(BUTTON), interactive(BUTTON.replace("\"ID\"", "\"n\""))));
        tooLong("a body has at most 1,024 characters", reply + "; R", BUTTON, "BODY", 1024);
        add(
                BUTTONS,
                "a body is required: 100",
                reply + "; R",
                refused(interactive(BUTTON), interactive(BUTTON.replace("\"body\":{\"text\":\"BODY\"},", "")), 100));
        tooLong("a footer has at most 60 characters", reply, BUTTON, "FOOTER", 60);
        String header = "{\"header\":{\"type\":\"text\",\"text\":\"HEADER\"},";
        tooLong("a header's text has at most 60 characters", reply, BUTTON.replaceFirst("\\{", header), "HEADER", 60);
        String picture = "{\"header\":{\"type\":\"image\",\"image\":{\"id\":\"%s\"}},";
        add(
                BUTTONS,
                "an unknown media ID in a header is refused",
                reply + "; M, Media",
                refused(
                        interactive(BUTTON.replaceFirst(
                                "\\{", Matcher.quoteReplacement(picture.formatted("${photo.jpg}")))),
                        interactive(BUTTON.replaceFirst("\\{", picture.formatted("1")))));
        add(
                BUTTONS,
                "a list has at most 10 rows: 131009",
                list + "; R, \"Total row count exceed max allowed count\"",
                refused(interactive(rows(10)), interactive(rows(11)), 131009));
        tooLong("the button of a list has at most 20 characters", list, LIST, "BUTTON", 20);
        tooLong("a section's title has at most 24 characters", list, LIST, "SECTION", 24);
        add(
                BUTTONS,
                "with several sections, each has a title",
                list,
                refused(interactive(LIST), interactive(LIST.replace("\"title\":\"SECTION\",", ""))));
        tooLong("a row's title has at most 24 characters", list + "; R", LIST, "TITLE", 24);
        tooLong("a row's description has at most 72 characters", list + "; R", LIST, "DESCRIPTION", 72);
        tooLong("a row's ID has at most 200 characters", list, LIST, "ROW", 200);
        add(
                BUTTONS,
                "the IDs of rows are unique",
                list,
                refused(interactive(LIST), interactive(LIST.replace("\"ROW\"", "\"2\""))));
        String flow = "{\"type\":\"flow\",\"body\":{\"text\":\"b\"},\"action\":{\"name\":\"flow\",\"parameters\":{"
                + "\"flow_message_version\":\"3\",\"flow_token\":\"t\",\"flow_cta\":\"Open\",%s}}}";
        add(
                BUTTONS,
                "a flow message has the ID or the name of its flow",
                "M, Interactive flow messages",
                refused(
                        interactive(flow.formatted("\"flow_id\":\"1\",\"flow_action\":\"data_exchange\"")),
                        interactive(flow.formatted("\"flow_action\":\"data_exchange\""))));
        tooLong(
                "the text of a URL button has at most 20 characters",
                "M, Interactive call-to-action URL button messages",
                URL,
                "TITLE",
                20);
    }

    private static Request form(byte[]... parts) {
        return emulator -> emulator.upload(Form.of(parts));
    }

    private static void size(String rule, String sample, int limit) {
        Sample file = Sample.good(sample);
        add(
                FILES,
                rule + ": 100",
                "M, Media; R, \"File Too Large\"",
                refused(
                        emulator -> emulator.upload(file(sample, limit), file.name(), file.mimeType()),
                        emulator -> emulator.upload(file(sample, limit + 1), file.name(), file.mimeType()),
                        100));
    }

    private static void files() {
        Sample photo = Sample.good("photo.jpg");
        byte[] part = Form.part(
                "Content-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg",
                photo.bytes());
        byte[] product = Form.field("messaging_product", "whatsapp");
        add(
                FILES,
                "an upload is answered with an ID of digits",
                "M, Media",
                answered(upload("photo.jpg"), answer -> answer.text("/id").matches("\\d+")));
        for (String name : List.of(
                "chart.png",
                "sticker.webp",
                "song.mp3",
                "voice.ogg",
                "clip.mp4",
                "invoice.pdf",
                "contract.docx",
                "note.txt")) {
            add(
                    FILES,
                    "the type " + Sample.good(name).mimeType() + " is accepted",
                    "M, Media",
                    accepted(upload("photo.jpg"), upload(name)));
        }
        add(
                FILES,
                "`messaging_product` is required: 100",
                "D, Upload, retrieve or delete media; M, Media",
                refused(form(product, part), form(part), 100));
        add(
                FILES,
                "a `file` is required: 100",
                "D, Upload, retrieve or delete media; M, Media",
                refused(form(product, part), form(product, Form.field("type", "image/jpeg")), 100));
        add(
                FILES,
                "other types are refused, for example image/gif: 100",
                "M, Media; R, \"must be a file with one of the following types\"",
                refused(
                        upload("photo.jpg"),
                        emulator -> emulator.upload("GIF89a".getBytes(), "a.gif", "image/gif"),
                        100));
        add(
                FILES,
                "the bytes of a file must match its type: 131053",
                "M, Media; M, Error codes: 131053",
                refused(
                        upload("photo.jpg"),
                        emulator -> emulator.upload(Sample.good("invoice.pdf").bytes(), "a.jpg", "image/jpeg"),
                        131053));
        size("an image file has at most 5 MB", "photo.jpg", 5 * 1024 * 1024);
        size("a sticker has at most 100 KB", "sticker.webp", 100 * 1024);
        size("an audio file has at most 16 MB", "song.mp3", 16 * 1024 * 1024);
        size("a video has at most 16 MB", "clip.mp4", 16 * 1024 * 1024);
        add(
                FILES,
                "a lookup has `url`, `mime_type`, `file_size`, `id`, `messaging_product`, and the SHA-256 in hex",
                "M, Media; D, API reference",
                lookedUp((emulator, info) -> info.text("/sha256").equals(photo.sha256())
                                && info.json().path("file_size").asInt() == photo.bytes().length
                                && info.text("/mime_type").equals("image/jpeg")
                                && info.text("/messaging_product").equals("whatsapp")
                        ? Probe.YES
                        : OTHER));
        add(
                FILES,
                "a download returns the bytes that were uploaded",
                "D, Upload, retrieve or delete media",
                lookedUp((emulator, info) -> {
                    Answer file = emulator.download(info.text("/url"), emulator.key());
                    return Arrays.equals(file.bytes(), photo.bytes()) ? Probe.YES : OTHER;
                }));
        add(
                FILES,
                "a download needs the API key",
                "D, Upload, retrieve or delete media; M, Media",
                lookedUp((emulator, info) -> refused(emulator.download(info.text("/url"), ""))));
        add(FILES, "an unknown ID gets 400 with code 100 and subcode 33", "M, Media; R", lookedUp((emulator, info) -> {
            Answer answer = emulator.object("GET", "12345");
            boolean same = answer.status() == 400 && answer.code() == 100 && answer.subcode() == 33;
            return same ? Probe.YES : answer.toString();
        }));
        add(
                FILES,
                "a deleted file cannot be looked up any more: 100",
                "D, Upload, retrieve or delete media",
                emulator -> {
                    String id = emulator.upload("photo.jpg").text("/id");
                    return emulator.object("DELETE", id).isAccepted()
                            ? refused(emulator.object("GET", id), 100)
                            : Probe.NOTHING;
                });
    }

    private interface Lookup {
        String apply(ProbedEmulator emulator, Answer info);
    }

    private static Function<ProbedEmulator, String> lookedUp(Lookup check) {
        return emulator -> {
            Answer info = emulator.object("GET", emulator.upload("photo.jpg").text("/id"));
            return info.isAccepted() ? check.apply(emulator, info) : Probe.NOTHING;
        };
    }

    private static final String ORDER =
            """
            {"name":"NAME","language":"en","category":"UTILITY","components":[
             {"type":"BODY","text":"Order {{1}}","example":{"body_text":[["7"]]}}]}""";

    private static Request create(String json) {
        return emulator -> emulator.ofAccount("POST", "/message_templates", json);
    }

    private static Request send(String name, String language, String parameters) {
        return message(
                "template",
                "{\"name\":\"" + name + "\",\"language\":{\"code\":\"" + language
                        + "\"},\"components\":[{\"type\":\"body\",\"parameters\":[" + parameters + "]}]}");
    }

    private static Function<ProbedEmulator, String> created(String name, Function<ProbedEmulator, String> check) {
        return emulator -> create(ORDER.replace("NAME", name)).apply(emulator).isAccepted()
                ? check.apply(emulator)
                : Probe.NOTHING;
    }

    private static void templates() {
        String seven = "{\"type\":\"text\",\"text\":\"7\"}";
        add(
                TEMPLATES,
                "an unknown template gets 132001",
                "M, Error codes: 132001",
                created("probe", refused(send("probe", "en", seven), send("unknown", "en", seven), 132001)));
        add(
                TEMPLATES,
                "a template without the requested language gets 132001",
                "M, Error codes: 132001",
                created("language", refused(send("language", "en", seven), send("language", "de", seven), 132001)));
        add(
                TEMPLATES,
                "a wrong number of parameters is refused: 132000",
                "M, Error codes: 132000",
                created(
                        "count",
                        refused(send("count", "en", seven), send("count", "en", seven + "," + seven), 132000)));
        add(TEMPLATES, "a template in review gets 132001", "M, Error codes: 132001", created("approved", emulator -> {
            emulator.review(true);
            try {
                return created("review", refused(send("approved", "en", seven), send("review", "en", seven), 132001))
                        .apply(emulator);
            } finally {
                emulator.review(false);
            }
        }));
        add(
                TEMPLATES,
                "a placeholder needs an example: 100 with subcode 2388043",
                "M, Templates; R",
                created(
                        "with_example",
                        emulator -> refused(
                                create(ORDER.replace("NAME", "without").replace("example", "sample"))
                                        .apply(emulator),
                                2388043)));
        add(
                TEMPLATES,
                "a template's name must be new in its language: 100 with subcode 2388024",
                "R, \"Content in This Language Already Exists\"",
                created(
                        "twice",
                        emulator ->
                                refused(create(ORDER.replace("NAME", "twice")).apply(emulator), 2388024)));
        add(
                TEMPLATES,
                "a template may have several languages",
                "M, Templates",
                created(
                        "languages",
                        accepted(
                                create(ORDER.replace("NAME", "other")),
                                create(ORDER.replace("NAME", "languages").replace("\"en\"", "\"de\"")))));
        add(
                TEMPLATES,
                "a name has only small letters, digits and underscores: 100",
                "M, Templates",
                created(
                        "small",
                        emulator ->
                                refused(create(ORDER.replace("NAME", "Large")).apply(emulator), 100)));
        add(
                TEMPLATES,
                "the category is one of three: 100",
                "M, Templates",
                created(
                        "category",
                        emulator -> refused(
                                create(ORDER.replace("NAME", "spam").replace("UTILITY", "SPAM"))
                                        .apply(emulator),
                                100)));
        add(
                TEMPLATES,
                "an unknown template cannot be deleted: 100",
                "R, subcode 2593002",
                created(
                        "gone",
                        refused(
                                emulator -> emulator.ofAccount("DELETE", "/message_templates?name=gone", null),
                                emulator -> emulator.ofAccount("DELETE", "/message_templates?name=gone", null),
                                100)));
    }

    private static Request profile(String fields) {
        return emulator -> emulator.ofNumber(
                "POST", "/whatsapp_business_profile", "{\"messaging_product\":\"whatsapp\"," + fields + "}");
    }

    private static void number() {
        String source = "D, WABA profile info; M, Business profiles";
        add(
                NUMBER,
                "`about` has at most 139 characters: 100",
                source,
                refused(profile("\"about\":\"" + x(139) + "\""), profile("\"about\":\"" + x(140) + "\""), 100));
        add(
                NUMBER,
                "there are at most two websites: 100",
                source,
                refused(
                        profile("\"websites\":[\"https://a.example/\",\"https://b.example/\"]"),
                        profile("\"websites\":[\"https://a.example/\",\"https://b.example/\",\"https://c.example/\"]"),
                        100));
        add(
                NUMBER,
                "only users who wrote in the last 24 hours can be blocked: 139100",
                "M, Block users",
                refused(
                        emulator -> emulator.ofNumber("GET", "/block_users", null),
                        emulator -> emulator.ofNumber(
                                "POST",
                                "/block_users",
                                "{\"messaging_product\":\"whatsapp\",\"block_users\":[{\"user\":\"4915112345678\"}]}"),
                        139100));
    }

    /** Sends a text with callback data, and returns its status of this name; a missing node if none comes. */
    private static JsonNode status(ProbedEmulator emulator, String name) {
        String id = to(emulator.recipient(), "\"biz_opaque_callback_data\":\"order 7\",")
                .apply(emulator)
                .text("/messages/0/id");
        Predicate<JsonNode> wanted = status -> status.path("id").asText().equals(id)
                && status.path("status").asText().equals(name);
        emulator.becomes(
                () -> emulator.hook().posts().stream().map(Hook.Post::status).anyMatch(wanted));
        return emulator.hook().posts().stream()
                .map(Hook.Post::status)
                .filter(wanted)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static Function<ProbedEmulator, String> reported(String name, Predicate<JsonNode> test) {
        return emulator -> {
            JsonNode status = status(emulator, name);
            return status.isMissingNode() ? "none comes" : test.test(status) ? Probe.YES : OTHER;
        };
    }

    private static void webhooks() {
        String source = "M, Webhooks, status messages";
        add(
                WEBHOOKS,
                "`sent` arrives in Meta's form, and its time is a text with seconds",
                source,
                reported(
                        "sent",
                        status -> status.path("timestamp").isTextual()
                                && status.path("timestamp").asText().matches("\\d{10}")
                                && status.path("recipient_id").isTextual()));
        add(WEBHOOKS, "`delivered` arrives", source, reported("delivered", status -> true));
        add(
                WEBHOOKS,
                "statuses have the callback data of their message",
                source,
                reported("sent", status -> status.path("biz_opaque_callback_data")
                        .asText()
                        .equals("order 7")));
        add(
                WEBHOOKS,
                "`pricing` has `billable`, `pricing_model` PMP, `type` and `category`",
                "M, Status messages webhook reference",
                reported("sent", status -> {
                    JsonNode pricing = status.path("pricing");
                    return pricing.path("billable").isBoolean()
                            && pricing.path("pricing_model").asText().equals("PMP")
                            && pricing.path("type").isTextual()
                            && pricing.path("category").isTextual();
                }));
        add(
                WEBHOOKS,
                "without a free entry point, there is no `conversation`",
                "M, Status messages webhook reference",
                reported("sent", status -> !status.has("conversation")));
        add(
                WEBHOOKS,
                "a webhook that is not answered with 200 is sent again",
                "M, Throughput; D, Receiving messages",
                emulator -> {
                    emulator.hook().answers(500);
                    TEXT.apply(emulator);
                    if (!emulator.becomes(() -> refusedStatuses(emulator).count() == 1)) {
                        return "none comes";
                    }
                    JsonNode status = refusedStatuses(emulator).findFirst().orElseThrow();
                    boolean again = emulator.becomes(() -> {
                        emulator.pass(Duration.ofSeconds(1));
                        return emulator.hook().posts().stream()
                                        .map(Hook.Post::status)
                                        .filter(status::equals)
                                        .count()
                                > 1;
                    });
                    return again ? Probe.YES : "not again";
                });
    }

    private static Stream<JsonNode> refusedStatuses(ProbedEmulator emulator) {
        return emulator.hook().posts().stream()
                .filter(post -> post.answer() == 500)
                .map(Hook.Post::status);
    }

    private static void limits() {
        add(
                LIMITS,
                "80 messages a second: 130429",
                "M, Throughput; M, Error codes: 130429",
                emulator -> refused(emulator.flood(400, false), 130429));
        add(
                LIMITS,
                "45 messages at once to one number: 131056",
                "M, About the platform; M, Error codes: 131056",
                emulator -> refused(emulator.flood(80, true), 131056));
        add(LIMITS, "25 uploads a second: 429", "D, Upload, retrieve or delete media", emulator -> {
            if (!emulator.upload("photo.jpg").isAccepted()) {
                return Probe.NOTHING;
            }
            Answer last = null;
            for (int i = 0; i < 50; i++) {
                last = emulator.upload("photo.jpg");
                if (last.status() == 429) {
                    return Probe.YES;
                }
            }
            return String.valueOf(last);
        });
        add(
                LIMITS,
                "more than 5 failed lookups in an hour block all lookups: 429",
                "D, Upload, retrieve or delete media",
                lookedUp((emulator, info) -> {
                    for (int i = 0; i < 7; i++) {
                        emulator.object("GET", "12345");
                    }
                    Answer answer = emulator.object("GET", info.text("/id"));
                    return answer.status() == 429 ? Probe.YES : answer.toString();
                }));
    }
}
