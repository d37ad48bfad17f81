package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.message.Contacts.Contact;
import io.github.whatsapp360.message.Interactive.Button;
import io.github.whatsapp360.message.Interactive.Card;
import io.github.whatsapp360.message.Interactive.Row;
import io.github.whatsapp360.message.Interactive.Section;
import io.github.whatsapp360.message.Template.Component;
import io.github.whatsapp360.message.Template.Parameter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** The examples of docs/guide/messages.md. {@link GuideTest} copies the code between the comments to that page. */
final class GuideExamples {

    private GuideExamples() {}

    static RouteBuilder route() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                // example: route
                from("direct:ask")
                        .setBody(e -> OutgoingMessage.of(Interactive.buttons(
                                "Is the address right?", Button.of("yes", "Yes"), Button.of("no", "No"))))
                        .to("whatsapp360:send?to=4915112345678");
                // end
            }
        };
    }

    static OutgoingMessage text() {
        // example: text
        OutgoingMessage message = OutgoingMessage.of(
                Text.of("Your parcel: https://example.com/p/7").withPreview());
        // end
        return message;
    }

    static OutgoingMessage media() {
        // example: media
        OutgoingMessage message = OutgoingMessage.of(Media.ofId(MediaKind.DOCUMENT, "985569392615996")
                .withFilename("invoice.pdf")
                .withCaption("Invoice of May"));
        // end
        return message;
    }

    static OutgoingMessage link() {
        // example: link
        OutgoingMessage message = OutgoingMessage.of(Media.ofLink(MediaKind.IMAGE, "https://example.com/roses.jpg"));
        // end
        return message;
    }

    static OutgoingMessage voice() {
        // example: voice
        OutgoingMessage message = OutgoingMessage.of(
                Media.ofId(MediaKind.AUDIO, "985569392615996").asVoice());
        // end
        return message;
    }

    static OutgoingMessage location() {
        // example: location
        OutgoingMessage message = OutgoingMessage.of(
                Location.of(53.5437, 9.9661).withName("Landungsbrücken").withAddress("20359 Hamburg"));
        // end
        return message;
    }

    static OutgoingMessage contacts() {
        // example: contacts
        OutgoingMessage message = OutgoingMessage.of(Contacts.of(Contact.of("Erika Mustermann", "Erika")
                .withPhone("+49 151 12345678")
                .withEmail("erika@example.com")));
        // end
        return message;
    }

    static OutgoingMessage reaction() {
        // example: reaction
        OutgoingMessage message = OutgoingMessage.of(Reaction.of("wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQz", "👍"));
        // end
        return message;
    }

    static OutgoingMessage buttons() {
        // example: buttons
        OutgoingMessage message = OutgoingMessage.of(
                Interactive.buttons("Is the address right?", Button.of("yes", "Yes"), Button.of("no", "No"))
                        .withHeader("Order 4711")
                        .withFooter("Example Ltd."));
        // end
        return message;
    }

    static OutgoingMessage list() {
        // example: list
        OutgoingMessage message = OutgoingMessage.of(Interactive.list(
                "When may we come?",
                "Choose a day",
                Section.of("This week", Row.of("thu", "Thursday", "8 to 12"), Row.of("fri", "Friday")),
                Section.of("Next week", Row.of("mon", "Monday"))));
        // end
        return message;
    }

    static OutgoingMessage url() {
        // example: url
        OutgoingMessage message =
                OutgoingMessage.of(Interactive.url("Your invoice is there.", "Pay now", "https://example.com/pay"));
        // end
        return message;
    }

    static OutgoingMessage flow() {
        // example: flow
        OutgoingMessage message =
                OutgoingMessage.of(Interactive.flow("Please tell us how it was.", "1122334455", "Rate us")
                        .withParameter("flow_token", "visit-4711"));
        // end
        return message;
    }

    static OutgoingMessage locationRequest() {
        // example: locationRequest
        OutgoingMessage message = OutgoingMessage.of(Interactive.locationRequest("Where shall we pick you up?"));
        // end
        return message;
    }

    static OutgoingMessage contactRequest() {
        // example: contactRequest
        OutgoingMessage message = OutgoingMessage.of(Interactive.contactRequest("May we have your number?"));
        // end
        return message;
    }

    static OutgoingMessage addressRequest() {
        // example: addressRequest
        OutgoingMessage message = OutgoingMessage.of(Interactive.addressRequest("Where shall we deliver?", "IN"));
        // end
        return message;
    }

    static OutgoingMessage product() {
        // example: product
        OutgoingMessage message = OutgoingMessage.of(Interactive.product("Back in stock", "146265584024623", "rose-1"));
        // end
        return message;
    }

    static OutgoingMessage products() {
        // example: products
        OutgoingMessage message = OutgoingMessage.of(Interactive.products(
                "Spring",
                "What is in bloom",
                "146265584024623",
                Section.ofProducts("Roses", "rose-1", "rose-2"),
                Section.ofProducts("Tulips", "tulip-1")));
        // end
        return message;
    }

    static OutgoingMessage catalog() {
        // example: catalog
        OutgoingMessage message = OutgoingMessage.of(Interactive.catalog("All that we have", "rose-1"));
        // end
        return message;
    }

    static OutgoingMessage productCarousel() {
        // example: productCarousel
        OutgoingMessage message = OutgoingMessage.of(Interactive.carousel(
                "New this week",
                Card.product("146265584024623", "rose-1"),
                Card.product("146265584024623", "tulip-1")));
        // end
        return message;
    }

    static OutgoingMessage mediaCarousel() {
        // example: mediaCarousel
        Media roses = Media.ofLink(MediaKind.IMAGE, "https://example.com/roses.jpg");
        Media tulips = Media.ofLink(MediaKind.IMAGE, "https://example.com/tulips.jpg");
        OutgoingMessage message = OutgoingMessage.of(Interactive.carousel(
                "New this week",
                Card.url(roses, "Roses", "Buy", "https://example.com/roses"),
                Card.url(tulips, "Tulips", "Buy", "https://example.com/tulips")));
        // end
        return message;
    }

    static OutgoingMessage buttonCarousel() {
        // example: buttonCarousel
        Media roses = Media.ofLink(MediaKind.IMAGE, "https://example.com/roses.jpg");
        Media tulips = Media.ofLink(MediaKind.IMAGE, "https://example.com/tulips.jpg");
        OutgoingMessage message = OutgoingMessage.of(Interactive.carousel(
                "Which do you like?",
                Card.buttons(roses, "Roses", Button.of("roses", "These")),
                Card.buttons(tulips, "Tulips", Button.of("tulips", "These"))));
        // end
        return message;
    }

    static OutgoingMessage orderDetails() {
        // example: orderDetails
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put("reference_id", "order-4711");
        order.put("type", "digital-goods");
        order.put("currency", "BRL");
        order.putObject("total_amount").put("value", 50000).put("offset", 100);
        OutgoingMessage message = OutgoingMessage.of(Interactive.orderDetails("Please pay.", order));
        // end
        return message;
    }

    static OutgoingMessage orderStatus() {
        // example: orderStatus
        OutgoingMessage message =
                OutgoingMessage.of(Interactive.orderStatus("It is on its way.", "order-4711", "shipped"));
        // end
        return message;
    }

    static OutgoingMessage callPermission() {
        // example: callPermission
        OutgoingMessage message =
                OutgoingMessage.of(Interactive.callPermissionRequest("May we call you about order 4711?"));
        // end
        return message;
    }

    static OutgoingMessage template() {
        // example: template
        OutgoingMessage message = OutgoingMessage.of(Template.of("invoice_ready", "en")
                .withHeader(Media.ofId(MediaKind.DOCUMENT, "985569392615996").withFilename("invoice.pdf"))
                .withBody("Erika", "4711")
                .with(Component.quickReply(0, "paid-4711"))
                .with(Component.urlButton(1, "4711")));
        // end
        return message;
    }

    static OutgoingMessage templateParameters() {
        // example: templateParameters
        OutgoingMessage message = OutgoingMessage.of(Template.of("reminder", "en_US")
                .withHeader(Location.of(53.5437, 9.9661).withName("Pier 3").withAddress("20359 Hamburg"))
                .withBody(
                        Parameter.text("Erika"),
                        Parameter.currency("EUR", 49900, "€49.90"),
                        Parameter.dateTime("May 7, 2026")));
        // end
        return message;
    }

    static OutgoingMessage templateNames() {
        // example: templateNames
        OutgoingMessage message =
                OutgoingMessage.of(Template.of("welcome", "en").withBody(Parameter.named("first_name", "Erika")));
        // end
        return message;
    }

    static OutgoingMessage authentication() {
        // example: authentication
        OutgoingMessage message = OutgoingMessage.of(Template.authentication("login_code", "en", "123456"));
        // end
        return message;
    }

    static OutgoingMessage offer() {
        // example: offer
        OutgoingMessage message = OutgoingMessage.of(Template.of("spring_sale", "en")
                .with(Component.limitedTimeOffer(Instant.parse("2026-05-31T22:00:00Z")))
                .with(Component.couponCode(0, "SPRING25")));
        // end
        return message;
    }

    static OutgoingMessage templateFlow() {
        // example: templateFlow
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("order", "4711");
        OutgoingMessage message =
                OutgoingMessage.of(Template.of("rate_us", "en").with(Component.flow(0, "visit-4711", data)));
        // end
        return message;
    }

    static OutgoingMessage templateProducts() {
        // example: templateProducts
        OutgoingMessage message = OutgoingMessage.of(Template.of("in_bloom", "en")
                .with(Component.products(0, "rose-1", Section.ofProducts("Roses", "rose-1", "rose-2"))));
        // end
        return message;
    }

    static OutgoingMessage templateCatalog() {
        // example: templateCatalog
        OutgoingMessage message =
                OutgoingMessage.of(Template.of("our_catalog", "en").with(Component.catalog(0, "rose-1")));
        // end
        return message;
    }

    static OutgoingMessage templateCarousel() {
        // example: templateCarousel
        OutgoingMessage message = OutgoingMessage.of(Template.of("spring_cards", "en")
                .with(Component.carousel(
                        Template.Card.of(
                                Component.of("header", Parameter.media(Media.ofId(MediaKind.IMAGE, "101"))),
                                Component.quickReply(0, "roses")),
                        Template.Card.of(
                                Component.of("header", Parameter.media(Media.ofId(MediaKind.IMAGE, "102"))),
                                Component.quickReply(0, "tulips")))));
        // end
        return message;
    }

    static OutgoingMessage reply() {
        // example: reply
        OutgoingMessage message = OutgoingMessage.text("Thank you, we are on it.")
                .withTo("4915112345678")
                .withReplyTo("wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQz")
                .withCallbackData("ticket-4711");
        // end
        return message;
    }

    static OutgoingMessage map() {
        // example: map
        Map<String, Object> yes = Map.of("type", "reply", "reply", Map.of("id", "yes", "title", "Yes"));
        Map<String, Object> interactive = Map.of(
                "type", "button",
                "body", Map.of("text", "Is the address right?"),
                "action", Map.of("buttons", List.of(yes)));
        Map<String, Object> body = Map.of("type", "interactive", "interactive", interactive);
        // end
        return new ObjectMapper().convertValue(body, OutgoingMessage.class);
    }
}
