package io.github.whatsapp360.delivery.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.event.WebhookJson;
import io.github.whatsapp360.message.SentMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Webhooks that come before the service's response to the question. */
class QuestionsTest {

    private static final String CUSTOMER = "4915112345678";

    private final Questions questions = new Questions();

    @Test
    void aStatusBeforeTheResponseTellsTheNumberThatAsks() {
        Questions.Question question = questions.ask(AnswerRule.ANY, "account", CUSTOMER);
        question.then(answer -> true);
        questions.heard((MessageStatus) event(
                "77",
                "statuses",
                "{\"id\":\"wamid.question\",\"status\":\"sent\",\"recipient_id\":\"" + CUSTOMER + "\"}"));
        question.accepted(SentMessage.of("wamid.question", CUSTOMER));

        assertThat(questions.receive(text("88", "wamid.other"))).isEmpty();
        assertThat(questions.receive(text("77", "wamid.answer"))).hasValue("wamid.question");
        assertThat(questions.size()).isZero();
    }

    @Test
    void anEarlyAnswerThatCouldNotBeRecordedIsRecordedWithTheNextStatus() {
        Questions.Question question = questions.ask(AnswerRule.REPLY, "account", CUSTOMER);
        AtomicBoolean databaseIsThere = new AtomicBoolean();
        question.then(answer -> {
            if (!databaseIsThere.get()) {
                throw new IllegalStateException("The database is not there");
            }
            return true;
        });
        assertThat(questions.receive(reply("wamid.answer"))).isEmpty();
        question.accepted(SentMessage.of("wamid.question", CUSTOMER));
        assertThat(question.answer()).isEmpty();

        assertThat(questions.receive(text("77", "wamid.unrelated"))).isEmpty();
        databaseIsThere.set(true);
        questions.heard((MessageStatus) event(
                "77",
                "statuses",
                "{\"id\":\"wamid.question\",\"status\":\"delivered\",\"recipient_id\":\"" + CUSTOMER + "\"}"));
        assertThat(question.answer()).map(InboundMessage::id).hasValue("wamid.answer");
        assertThat(questions.size()).isZero();
        assertThat(questions.earlySize()).isZero();
    }

    private static InboundMessage reply(String id) {
        return message("77", id, ",\"context\":{\"id\":\"wamid.question\"}");
    }

    private static InboundMessage text(String number, String id) {
        return message(number, id, "");
    }

    private static InboundMessage message(String number, String id, String more) {
        return (InboundMessage) event(
                number,
                "messages",
                "{\"id\":\"" + id + "\",\"from\":\"" + CUSTOMER + "\",\"timestamp\":\""
                        + Instant.now().getEpochSecond() + "\",\"type\":\"text\",\"text\":{\"body\":\"x\"}" + more
                        + "}");
    }

    private static WebhookEvent event(String number, String list, String json) {
        String payload =
                "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\""
                        + number + "\"},\"" + list + "\":[" + json + "]}}]}]}";
        return WebhookJson.read(payload.getBytes(StandardCharsets.UTF_8)).get(0);
    }
}
