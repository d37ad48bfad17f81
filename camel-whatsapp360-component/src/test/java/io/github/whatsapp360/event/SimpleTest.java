package io.github.whatsapp360.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions of routes in Camel's Simple language. */
class SimpleTest {

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    @BeforeAll
    static void start() {
        CONTEXT.start();
    }

    @AfterAll
    static void stop() throws Exception {
        CONTEXT.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "text-reply      | ${body.text}                                             | Ja, bitte.",
                "text-reply      | ${body.from}                                             | 491713920023",
                "text-reply      | ${body.contactName}                                      | Ada Beispiel",
                "text-reply      | ${body.phoneNumberId}                                    | 360000000000001",
                "text-reply      | ${body.replyTo}                                          | wamid.OURS1",
                "text-reply      | ${body.timestamp.get}                                    | 2025-11-24T16:00:00Z",
                "text-reply      | ${body.media.isPresent}                                  | false",
                "text-forwarded  | ${body.isForwarded}                                      | true",
                "text-forwarded  | ${body.forwarded}                                        | true",
                "document        | ${body.type}                                             | document",
                "document        | ${body.media.isPresent}                                  | true",
                "document        | ${body.media.get.filename}                               | Rechnung 7.pdf",
                "document        | ${body.media.get.mimeType}                               | application/pdf",
                "meta-location-message | ${body.content.path('latitude').asText}            | 37.44221496582",
                "meta-text-message-from-click-to-whatsapp-ad | ${body.json.at('/referral/source_type').asText} | ad",
                "status-failed   | ${body.status}                                           | failed",
                "status-failed   | ${body.errors[0].code.orElse(0)}                         | 131053",
                "status-failed   | ${body.callbackData}                                     | order-7",
                "status-read     | ${body.isAtLeast('DELIVERED')}                           | true",
                "status-sent     | ${body.isAtLeast('DELIVERED')}                           | false",
                "status-read     | ${body.state}                                            | READ",
                "status-delivered | ${body.pricing.get.category}                          | utility",
                "status-delivered | ${body.pricing.get.billable.orElse(true)}             | false",
                "status-failed   | ${body.pricing.isPresent}                              | false",
                "template-status | ${body.field}                                            | message_template_status_update",
                "template-status | ${body.json.path('event').asText}                        | REJECTED",
            })
    void anExpressionReadsTheEvent(String payload, String expression, String expected) {
        assertThat(evaluate(payload, expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "text-reply    | ${body.type} == 'text'                                      | true",
                "text-reply    | ${body} is 'io.github.whatsapp360.event.InboundMessage'     | true",
                "status-failed | ${body} is 'io.github.whatsapp360.event.InboundMessage'     | false",
                "status-failed | ${body.state} == 'FAILED'                                   | true",
                "status-failed | ${body.status} in 'failed,deleted'                          | true",
                "text-reply    | ${body.text} regex '(?i)ja\\b.*'                      | true",
            })
    void aPredicateDecidesByTheEvent(String payload, String predicate, boolean expected) {
        DefaultExchange exchange = exchange(payload);
        var simple = CONTEXT.resolveLanguage("simple").createPredicate(predicate);
        simple.init(CONTEXT);
        assertThat(simple.matches(exchange)).isEqualTo(expected);
    }

    private static String evaluate(String payload, String expression) {
        var simple = CONTEXT.resolveLanguage("simple").createExpression(expression);
        simple.init(CONTEXT);
        return simple.evaluate(exchange(payload), String.class);
    }

    private static DefaultExchange exchange(String payload) {
        DefaultExchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setBody(Payloads.events(payload).get(0));
        return exchange;
    }
}
