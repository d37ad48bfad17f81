package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.message.Contacts.Contact;
import io.github.whatsapp360.message.Interactive.Button;
import io.github.whatsapp360.message.Interactive.Card;
import io.github.whatsapp360.message.Interactive.Row;
import io.github.whatsapp360.message.Interactive.Section;
import io.github.whatsapp360.message.Template.Component;
import io.github.whatsapp360.message.Template.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every limit: fine at its edges, refused one beyond, in Java and as JSON alike. */
class LimitsTest {

    private static final Media IMAGE = Media.ofId(MediaKind.IMAGE, "1");
    private static final String PARAMETERS = "interactive.action.parameters.";

    /** A limit, the field that a problem with it names, and a content that measures so much there. */
    static Stream<Arguments> limits() {
        List<Arguments> all = new ArrayList<>();
        add(all, Limit.TEXT, "text.body", n -> Text.of(text(n)));
        add(all, Limit.CAPTION, "caption", n -> IMAGE.withCaption(text(n)));
        add(all, Limit.LATITUDE, "location.latitude", n -> Location.of(n, 0));
        add(all, Limit.LONGITUDE, "location.longitude", n -> Location.of(0, n));
        add(all, Limit.CONTACTS, "contacts", n -> Contacts.of(many(n, i -> Contact.of("E", "E"), Contact[]::new)));
        add(all, Limit.BODY, "interactive.body.text", n -> Interactive.locationRequest(text(n)));
        add(all, Limit.LIST_BODY, "interactive.body.text", n -> list(text(n), "b", Section.of("", Row.of("1", "1"))));
        add(all, Limit.HEADER, "interactive.header.text", n -> buttons(1).withHeader(text(n)));
        add(all, Limit.FOOTER, "interactive.footer.text", n -> buttons(1).withFooter(text(n)));
        add(all, Limit.BUTTONS, "interactive.action.buttons", LimitsTest::buttons);
        add(all, Limit.BUTTON_ID, "interactive.action.buttons[0].reply.id", n -> button(Button.of(text(n), "t")));
        add(all, Limit.BUTTON_TITLE, "interactive.action.buttons[0].reply.title", n -> button(Button.of("i", text(n))));
        add(all, Limit.LIST_BUTTON, "interactive.action.button", n -> list("b", text(n), Section.of("", rows(1))));
        add(all, Limit.SECTIONS, "interactive.action.sections", n -> list("b", "b", sections(n)));
        add(
                all,
                Limit.SECTION_TITLE,
                "interactive.action.sections[0].title",
                n -> list("b", "b", Section.of(text(n), rows(1))));
        add(all, Limit.ROWS, "interactive.action.sections: rows", n -> list("b", "b", Section.of("s", rows(n))));
        add(all, Limit.ROW_ID, "interactive.action.sections[0].rows[0].id", n -> row(Row.of(text(n), "t")));
        add(all, Limit.ROW_TITLE, "interactive.action.sections[0].rows[0].title", n -> row(Row.of("i", text(n))));
        add(
                all,
                Limit.ROW_DESCRIPTION,
                "interactive.action.sections[0].rows[0].description",
                n -> row(Row.of("i", "t", text(n))));
        add(
                all,
                Limit.URL_BUTTON,
                PARAMETERS + "display_text",
                n -> Interactive.url("b", text(n), "https://example.com"));
        add(all, Limit.FLOW_BUTTON, PARAMETERS + "flow_cta", n -> Interactive.flow("b", "1", text(n)));
        add(
                all,
                Limit.PRODUCTS,
                "interactive.action.sections",
                n -> Interactive.products("h", "b", "c", Section.ofProducts("s", products(n))));
        add(
                all,
                Limit.ORDER_REFERENCE,
                PARAMETERS + "reference_id",
                n -> Interactive.orderStatus("b", "r".repeat(n), "shipped"));
        add(all, Limit.CARDS, "interactive.action.cards", n -> Interactive.carousel("b", cards(n, "t")));
        add(
                all,
                Limit.CARD_BODY,
                "interactive.action.cards[0].body.text",
                n -> Interactive.carousel("b", cards(2, text(n))));
        add(
                all,
                Limit.CARD_LINES,
                "interactive.action.cards[0].body.text",
                n -> Interactive.carousel("b", cards(2, "t" + "\nt".repeat(n))));
        add(all, Limit.TEMPLATE_NAME, "template.name", n -> Template.of("n".repeat(n), "en"));
        add(all, Limit.TEMPLATE_TEXT, "template.components[0].parameters[0].text", n -> Template.of("n", "en")
                .withBody(text(n)));
        add(all, Limit.TEMPLATE_SPACES, "template.components[0].parameters[0].text", n -> Template.of("n", "en")
                .withBody("a" + " ".repeat(n) + "b"));
        add(all, Limit.COUPON_CODE, "template.components[0].parameters[0].coupon_code", n -> Template.of("n", "en")
                .with(Component.couponCode(0, "c".repeat(n))));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("limits")
    void fineAtItsEdges(Limit limit, String field, IntFunction<Content> content) {
        assertThat(problems(content.apply(limit.max()))).isEmpty();
        assertThat(problems(content.apply(limit.min()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("limits")
    void refusedOneAbove(Limit limit, String field, IntFunction<Content> content) {
        List<Problem> problems = problems(content.apply(limit.max() + 1));
        assertThat(problems).first().satisfies(problem -> {
            assertThat(problem.field()).startsWith(field);
            assertThat(problem.text()).contains(String.valueOf(limit.max()));
        });
        assertThat(problems.stream().map(Problem::text).distinct()).hasSize(1);
    }

    static Stream<Arguments> limitsBelow() {
        return limits().filter(row -> ((Limit) row.get()[0]).min() != 0);
    }

    @ParameterizedTest
    @MethodSource("limitsBelow")
    void refusedOneBelow(Limit limit, String field, IntFunction<Content> content) {
        assertThat(problems(content.apply(limit.min() - 1)))
                .anySatisfy(problem -> assertThat(problem.field()).startsWith(field));
    }

    @Test
    void everyLimitOfAContentIsTried() {
        Set<Limit> tried =
                new TreeSet<>(limits().map(row -> (Limit) row.get()[0]).toList());
        assertThat(tried)
                .containsExactlyElementsOf(Stream.of(Limit.values())
                        .filter(limit -> !Set.of(Limit.PHONE_NUMBER, Limit.USER_ID, Limit.CALLBACK_DATA)
                                .contains(limit))
                        .toList());
    }

    static Stream<Arguments> wrong() {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        Location nowhere = new Location(OptionalDouble.empty(), OptionalDouble.of(0), "", "", Map.of());
        return Stream.of(
                Arguments.of(nowhere, "location.latitude"),
                Arguments.of(Contacts.of(Contact.of("", "E")), "contacts[0].name.formatted_name"),
                Arguments.of(Contacts.of(Contact.of("E", "E"), Contact.of("E", "")), "contacts[1].name"),
                Arguments.of(Contacts.of(Contact.of("E", "E").withBirthday("18.8.2012")), "contacts[0].birthday"),
                Arguments.of(Reaction.of("", "👍"), "reaction.message_id"),
                Arguments.of(Reaction.removed(" "), "reaction.message_id"),
                Arguments.of(Interactive.of("", "b", Interactive.Action.NONE), "interactive.type"),
                Arguments.of(button(Button.of("1", "a"), Button.of("1", "b")), "interactive.action.buttons: id"),
                Arguments.of(button(Button.of("1", "a"), Button.of("2", "a")), "interactive.action.buttons: title"),
                Arguments.of(
                        list("b", "b", Section.of("s", Row.of("1", "a"), Row.of("1", "b"))),
                        "interactive.action.sections[0].rows[1].id"),
                Arguments.of(
                        list("b", "b", Section.of("s", rows(1)), Section.of("", Row.of("x", "x"))),
                        "interactive.action.sections[1].title"),
                Arguments.of(list("b", "b", Section.of("s", rows(1))).withHeader(IMAGE), "interactive.header"),
                Arguments.of(buttons(1).withHeader(Media.ofId(MediaKind.VIDEO, "")), "interactive.header.video"),
                Arguments.of(Interactive.url("b", "d", ""), PARAMETERS + "url"),
                Arguments.of(Interactive.url("b", "d", "example.com"), PARAMETERS + "url"),
                Arguments.of(
                        Interactive.flow("b", "1", "d").withParameter("flow_name", "n"),
                        "interactive.action.parameters"),
                Arguments.of(Interactive.flow("b", "", "d"), "interactive.action.parameters"),
                Arguments.of(
                        Interactive.flow("b", "1", "d").withParameter("flow_message_version", ""),
                        PARAMETERS + "flow_message_version"),
                Arguments.of(Interactive.addressRequest("b", ""), PARAMETERS + "country"),
                Arguments.of(Interactive.product("b", "", "p"), "interactive.action.catalog_id"),
                Arguments.of(Interactive.product("b", "c", ""), "interactive.action.product_retailer_id"),
                Arguments.of(Interactive.product("b", "c", "p").withHeader("h"), "interactive.header"),
                Arguments.of(
                        Interactive.products("h", "b", "", Section.ofProducts("s", "p")),
                        "interactive.action.catalog_id"),
                Arguments.of(
                        Interactive.products("h", "b", "c", Section.ofProducts("s")),
                        "interactive.action.sections[0].product_items"),
                Arguments.of(Interactive.locationRequest("b").withHeader("h"), "interactive.header"),
                Arguments.of(Interactive.carousel("b", cards(2, "t")).withFooter("f"), "interactive.footer"),
                Arguments.of(
                        Interactive.carousel("b", Card.product("c", "p"), Card.product("d", "p")),
                        "interactive.action.cards"),
                Arguments.of(
                        Interactive.carousel(
                                "b",
                                Card.buttons(IMAGE, "t", Button.of("1", "a")),
                                Card.buttons(IMAGE, "t", Button.of("1", "a"), Button.of("2", "b"))),
                        "interactive.action.cards"),
                Arguments.of(Interactive.orderDetails("b", none), PARAMETERS + "reference_id"),
                Arguments.of(Interactive.orderStatus("b", "a b", "shipped"), PARAMETERS + "reference_id"),
                Arguments.of(
                        Interactive.of("call_permission_request", "b", Interactive.Action.NONE),
                        "interactive.action.name"),
                Arguments.of(Template.of("n", ""), "template.language.code"),
                Arguments.of(Template.of("n", "en").with(Component.of("")), "template.components[0].type"),
                Arguments.of(Template.of("n", "en").with(Component.button("", 0)), "template.components[0].sub_type"),
                Arguments.of(
                        Template.of("n", "en")
                                .with(new Component(
                                        "button", "url", OptionalInt.empty(), List.of(), List.of(), Map.of())),
                        "template.components[0].index"),
                Arguments.of(Template.of("n", "en").withBody("a\nb"), "template.components[0].parameters[0].text"),
                Arguments.of(Template.of("n", "en").withBody("a\tb"), "template.components[0].parameters[0].text"),
                Arguments.of(
                        Template.of("n", "en").withHeader(Media.ofId(MediaKind.IMAGE, "")),
                        "template.components[0].parameters[0].image"),
                Arguments.of(
                        Template.of("n", "en").withHeader(nowhere),
                        "template.components[0].parameters[0].location.latitude"),
                Arguments.of(
                        Template.of("n", "en").withBody(Parameter.of("text", JsonNodeFactory.instance.nullNode())),
                        "template.components[0].parameters[0].text"),
                Arguments.of(
                        Template.of("n", "en")
                                .with(Component.of("limited_time_offer", Parameter.of("limited_time_offer", none))),
                        "template.components[0].parameters[0].limited_time_offer.expiration_time_ms"),
                Arguments.of(
                        Template.of("n", "en").with(Component.products(0, "p", Section.ofProducts("s", products(31)))),
                        "template.components[0].parameters[0].action.sections: product_items"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void oneThingIsWrong(Content content, String field) {
        assertThat(problems(content)).extracting(Problem::field).containsExactly(field);
    }

    @Test
    void anIdThatIsANumberIsAnId() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("to", "4915112345678").put("type", "image");
        json.putObject("image").put("id", 985569392615996L);
        OutgoingMessage message = MessageJson.read(json);
        assertThat(message.content()).isInstanceOfSatisfying(Media.class, media -> assertThat(media.id())
                .isEqualTo("985569392615996"));
        assertThat(MessageRules.problems(message)).isEmpty();
        assertThat((JsonNode) MessageJson.write(message)).isEqualTo(json);
        assertThat(MessageJson.write(message.withContent(((Media) message.content()).withId("7")))
                        .at("/image/id")
                        .textValue())
                .isEqualTo("7");
    }

    @Test
    void whatHasAnotherFormThanDocumentedIsLeftToTheService() {
        ObjectNode json = MessageJson.write(OutgoingMessage.of(buttons(1)).withTo("4915112345678"));
        ((ObjectNode) json.get("interactive")).put("body", "a text instead of an object");
        assertThat(MessageRules.problems(MessageJson.read(json))).isEmpty();
    }

    @Test
    void coordinatesMayBeTexts() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("to", "4915112345678").put("type", "location");
        json.putObject("location").put("latitude", "53.5").put("longitude", 10);
        OutgoingMessage message = MessageJson.read(json);
        assertThat(((Location) message.content()).latitude()).hasValue(53.5);
        assertThat(((Location) message.content()).longitude()).hasValue(10);
        assertThat(MessageRules.problems(message)).isEmpty();
        ((ObjectNode) json.get("location")).put("latitude", "53.5 N");
        assertThat(MessageRules.problems(MessageJson.read(json)))
                .extracting(Problem::field)
                .containsExactly("location.latitude");
    }

    /** Returns the problems of a message, which must be the same for the record and for its JSON. */
    private static List<Problem> problems(Content content) {
        OutgoingMessage message = OutgoingMessage.of(content).withTo("4915112345678");
        List<Problem> problems = MessageRules.problems(message);
        assertThat(MessageRules.problems(MessageJson.read(MessageJson.write(message))))
                .extracting(Problem::field)
                .isEqualTo(problems.stream().map(Problem::field).toList());
        return problems;
    }

    private static void add(List<Arguments> all, Limit limit, String field, IntFunction<Content> content) {
        all.add(Arguments.of(limit, field, content));
    }

    /** So many characters, of two UTF-16 units each. */
    private static String text(int length) {
        return "🚀".repeat(length);
    }

    private static <T> T[] many(int n, IntFunction<T> one, IntFunction<T[]> array) {
        return IntStream.range(0, n).mapToObj(one).toArray(array);
    }

    private static Interactive buttons(int n) {
        return button(many(n, i -> Button.of("id" + i, "title" + i), Button[]::new));
    }

    private static Interactive button(Button... buttons) {
        return Interactive.buttons("body", buttons);
    }

    private static Interactive list(String body, String button, Section... sections) {
        return Interactive.list(body, button, sections);
    }

    private static Interactive row(Row row) {
        return list("b", "b", Section.of("s", row));
    }

    private static Row[] rows(int n) {
        return many(n, i -> Row.of("id" + i, "row"), Row[]::new);
    }

    private static Section[] sections(int n) {
        return many(
                n, i -> Section.of("s" + i, i < 10 ? new Row[] {Row.of("id" + i, "row")} : new Row[0]), Section[]::new);
    }

    private static String[] products(int n) {
        return many(n, i -> "p" + i, String[]::new);
    }

    private static Card[] cards(int n, String body) {
        return many(n, i -> Card.url(IMAGE, body, "Buy", "https://example.com"), Card[]::new);
    }
}
