package io.github.whatsapp360.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.api.MessageTemplate;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.message.Location;
import io.github.whatsapp360.message.Media;
import io.github.whatsapp360.message.MessageJson;
import io.github.whatsapp360.message.Template;
import io.github.whatsapp360.message.Template.Card;
import io.github.whatsapp360.message.Template.Component;
import io.github.whatsapp360.message.Template.Parameter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A template message is compared with the template that it names. */
class TemplateFitTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Template ORDER = Template.of("order", "en");
    private static final Media PDF = Media.ofId(MediaKind.DOCUMENT, "1");

    private static MessageTemplate template(String components) {
        return template("en", "APPROVED", "POSITIONAL", components);
    }

    private static MessageTemplate template(String language, String status, String format, String components) {
        try {
            return new MessageTemplate(MAPPER.readTree("{\"name\":\"order\",\"language\":\"" + language
                    + "\",\"status\":\"" + status + "\",\"category\":\"UTILITY\",\"parameter_format\":\"" + format
                    + "\",\"components\":[" + components + "]}"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> problems(Template message, MessageTemplate... templates) {
        return TemplateFit.problems(message, List.of(templates)).stream()
                .map(Problem::toString)
                .toList();
    }

    private static void fits(MessageTemplate template, Template message) {
        assertThat(problems(message, template)).isEmpty();
    }

    private static void refused(MessageTemplate template, Template message, String... words) {
        assertThat(problems(message, template)).singleElement().asString().contains(words);
    }

    @Test
    void aTemplateMustExistInTheLanguageAndBeApproved() {
        assertThat(problems(ORDER)).singleElement().asString().contains("template.name", "no template \"order\"");
        assertThat(problems(ORDER, template("de", "APPROVED", "", ""), template("en_US", "APPROVED", "", "")))
                .singleElement()
                .asString()
                .contains("language", "\"en\"", "de, en_US");
        for (String status : List.of("PENDING", "REJECTED", "paused", "DISABLED", "PENDING_DELETION")) {
            refused(template("en", status, "", "{\"type\":\"BODY\",\"text\":\"{{1}}\"}"), ORDER, status.toUpperCase());
        }
        fits(template("en", "approved", "", ""), ORDER);
        fits(template("en", "A_NEW_ONE", "", ""), ORDER);
    }

    @Test
    void theBodyHasAsManyParametersAsPlaceholders() {
        MessageTemplate two = template("{\"type\":\"BODY\",\"text\":\"{{1}} of {{2}}, again {{1}}\"}");
        fits(two, ORDER.withBody("7", "Anna"));
        refused(two, ORDER, "template.body", "2 parameters in its body ({{1}}, {{2}})", "has 0", "\"order\" (en)");
        refused(two, ORDER.withBody("7"), "has 1");
        MessageTemplate none = template("{\"type\":\"BODY\",\"text\":\"Hi\"}");
        fits(none, ORDER);
        fits(none, ORDER.withBody(new Parameter[0]));
        refused(none, ORDER.withBody("7"), "no parameters");
    }

    @Test
    void namedParametersHaveTheNamesOfThePlaceholders() {
        MessageTemplate named =
                template("en", "APPROVED", "NAMED", "{\"type\":\"BODY\",\"text\":\"{{order_id}} of {{customer}}\"}");
        fits(named, ORDER.withBody(Parameter.named("customer", "Anna"), Parameter.named("order_id", "7")));
        refused(named, ORDER.withBody("7", "Anna"), "{{order_id}}", "parameter_name");
        refused(named, ORDER.withBody(Parameter.named("customer", "Anna")), "has 1 (customer)");
        refused(named, ORDER.withBody(Parameter.named("customer", "A"), Parameter.named("id", "7")), "(customer, id)");
    }

    @Test
    void theHeaderHasTheKindOfTheTemplate() {
        MessageTemplate document = template("{\"type\":\"HEADER\",\"format\":\"DOCUMENT\"}");
        fits(document, ORDER.withHeader(PDF));
        refused(document, ORDER, "template.header", "type document", "has none");
        refused(document, ORDER.withHeader(Media.ofId(MediaKind.IMAGE, "1")), "has image");
        refused(document, ORDER.withHeader("text"), "has text");
        MessageTemplate location = template("{\"type\":\"HEADER\",\"format\":\"LOCATION\"}");
        fits(location, ORDER.withHeader(Location.of(1, 2)));
        refused(location, ORDER, "type location");
        MessageTemplate text = template("{\"type\":\"HEADER\",\"format\":\"TEXT\",\"text\":\"Order {{1}}\"}");
        fits(text, ORDER.withHeader("7"));
        refused(text, ORDER, "1 parameter in its header");
        refused(template(""), ORDER.withHeader(PDF), "no parameters in its header");
        fits(template("{\"type\":\"HEADER\",\"format\":\"HOLOGRAM\"}"), ORDER.withHeader(PDF));
    }

    @Test
    void buttonsHaveTheirParameters() {
        MessageTemplate buttons = template(
                """
                {"type":"BUTTONS","buttons":[
                 {"type":"QUICK_REPLY","text":"Stop"},
                 {"type":"URL","text":"Shop","url":"https://example.com"},
                 {"type":"URL","text":"Track","url":"https://example.com/{{1}}"},
                 {"type":"COPY_CODE","text":"Copy"}]}""");
        Template full = ORDER.with(Component.urlButton(2, "7")).with(Component.couponCode(3, "25OFF"));
        fits(buttons, full);
        fits(buttons, full.with(Component.quickReply(0, "stop")));
        refused(buttons, ORDER.with(Component.couponCode(3, "25OFF")), "buttons[2]", "one text for its address");
        refused(buttons, ORDER.with(Component.urlButton(2, "7")), "buttons[3]", "coupon_code", "has none");
        refused(buttons, full.with(Component.urlButton(1, "7")), "buttons[1]", "fixed address");
        refused(buttons, full.with(Component.quickReply(4, "7")), "buttons[4]", "has 4 buttons");
        assertThat(problems(full.with(Component.quickReply(3, "x")), buttons)).hasSize(2);
        refused(template(""), ORDER.with(Component.urlButton(0, "7")), "has 0 buttons");
    }

    @Test
    void aTemplateWithACodeIsCheckedInBothForms() throws Exception {
        Template code = Template.authentication("order", "en", "123456");
        MessageTemplate listed = template(
                """
                {"type":"BODY","text":"*{{1}}* is your verification code.","add_security_recommendation":true},
                {"type":"FOOTER","text":"This code expires in 10 minutes.","code_expiration_minutes":10},
                {"type":"BUTTONS","buttons":[{"type":"URL","text":"Copy code",
                 "url":"https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}"}]}""");
        MessageTemplate submitted = template(
                        """
                        {"type":"BODY","add_security_recommendation":true},
                        {"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE","text":"Copy Code"}]}""")
                .with("category", JsonNodeFactory.instance.textNode("AUTHENTICATION"));
        fits(listed, code);
        fits(submitted, code);
        assertThat(problems(ORDER, listed)).hasSize(2);
        assertThat(problems(ORDER, submitted)).hasSize(2);
    }

    @Test
    void cardsAndOffersAreChecked() {
        MessageTemplate cards = template(
                """
                {"type":"BODY","text":"Hi"},{"type":"CAROUSEL","cards":[
                 {"components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"{{1}}"}]},
                 {"components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"x"}]}]}""");
        Component image = Component.of("header", Parameter.media(Media.ofId(MediaKind.IMAGE, "1")));
        Card first = Card.of(image, Component.of("body", Parameter.text("a")));
        fits(cards, ORDER.with(Component.carousel(first, Card.of(image))));
        refused(cards, ORDER, "template.carousel", "2 cards", "has 0");
        refused(cards, ORDER.with(Component.carousel(Card.of(image), Card.of(image))), "cards[0].body");
        refused(cards, ORDER.with(Component.carousel(first, Card.of())), "cards[1].header");

        MessageTemplate offer = template(
                "{\"type\":\"LIMITED_TIME_OFFER\",\"limited_time_offer\":{\"text\":\"Now\",\"has_expiration\":true}}");
        fits(offer, ORDER.with(Component.limitedTimeOffer(Instant.now())));
        refused(offer, ORDER, "limited_time_offer");
    }

    @Test
    void whatCannotBeReadIsNoProblem() throws Exception {
        MessageTemplate strict = template("{\"type\":\"BODY\",\"text\":\"{{1}}\"}");
        ObjectNode odd = (ObjectNode) MAPPER.readTree("{\"type\":\"template\",\"template\":{\"name\":\"order\","
                + "\"language\":{\"code\":\"en\"},\"components\":\"what\"}}");
        fits(strict, (Template) MessageJson.read(odd).content());
        fits(template("{\"type\":\"BODY\"},7,null"), ORDER.withBody("7"));
    }
}
