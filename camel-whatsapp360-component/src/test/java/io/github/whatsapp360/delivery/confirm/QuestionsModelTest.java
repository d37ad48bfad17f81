package io.github.whatsapp360.delivery.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.event.WebhookJson;
import io.github.whatsapp360.message.SentMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Questions, responses, statuses, replies, texts, repetitions, timeouts and failures of the repository in random
 * orders, beside a model that knows which question must have which answer. Customers write under a number or a user ID.
 */
class QuestionsModelTest {

    private static final int ROUNDS = 300;
    private static final int STEPS = 60;
    private static final int CUSTOMERS = 2;

    private long seed = new Random().nextLong();
    private Random random;
    private Questions questions;
    private List<Asked> asked;
    private List<Written> written;
    private int ids;

    /** The questions that take any message, in the order in which the IDs of their customer got known. */
    private final Map<String, List<Asked>> learned = new HashMap<>();

    /** A question, as its exchange sees it. */
    private static final class Asked {
        private final AnswerRule rule;
        private final int customer;
        private final String id;
        private final int since;
        private Questions.Question question;
        private boolean accepted;
        private boolean heard;
        private boolean closed;
        private Written answer;

        private Asked(AnswerRule rule, int customer, String id, int since) {
            this.rule = rule;
            this.customer = customer;
            this.id = id;
            this.since = since;
        }

        private boolean isOpen() {
            return !closed && answer == null;
        }
    }

    /** A message of a customer. */
    private static final class Written {
        private final String id;
        private final int customer;
        private final boolean byUserId;
        private final String replyTo;
        private Asked answers;
        private boolean refused;

        private Written(String id, int customer, boolean byUserId, String replyTo) {
            this.id = id;
            this.customer = customer;
            this.byUserId = byUserId;
            this.replyTo = replyTo;
        }
    }

    @Test
    void eachQuestionGetsItsOwnAnswerInEveryOrder() {
        for (int round = 0; round < ROUNDS; round++) {
            seed++;
            random = new Random(seed);
            questions = new Questions();
            asked = new ArrayList<>();
            written = new ArrayList<>();
            learned.clear();
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            end();
        }
    }

    private void step() {
        List<Asked> open = asked.stream().filter(each -> !each.closed).toList();
        switch (random.nextInt(9)) {
            case 0, 1 -> ask();
            case 2 -> any(open.stream().filter(each -> !each.accepted).toList(), this::accept);
            case 3 -> any(asked, this::hear);
            case 4 -> any(asked, each -> write(each.customer, each.id));
            case 5, 6 -> write(random.nextInt(CUSTOMERS), "");
            case 7 -> any(written, this::repeat);
            default -> {
                if (random.nextInt(3) == 0) {
                    any(open, this::close);
                }
            }
        }
    }

    private <T> void any(List<T> all, Consumer<T> action) {
        if (!all.isEmpty()) {
            action.accept(all.get(random.nextInt(all.size())));
        }
    }

    private static String number(int customer) {
        return "491511234567" + customer;
    }

    private static String userId(int customer) {
        return "DE.customer" + customer;
    }

    private void ask() {
        AnswerRule rule = random.nextBoolean() ? AnswerRule.ANY : AnswerRule.REPLY;
        Asked each = new Asked(rule, random.nextInt(CUSTOMERS), "wamid.q" + ids++, written.size());
        each.question = questions.ask(rule, "account", number(each.customer));
        each.question.then(message -> take(each, message));
        asked.add(each);
    }

    private boolean take(Asked each, InboundMessage message) {
        Written found = written.stream()
                .filter(one -> one.id.equals(message.id()))
                .findAny()
                .orElseThrow();
        if (found.refused) {
            found.refused = false;
            throw new IllegalStateException("the repository failed");
        }
        assertThat(each.isOpen()).as("an open question, seed %d", seed).isTrue();
        assertThat(found.answers).as("one question, seed %d", seed).isNull();
        assertThat(written.indexOf(found))
                .as("an answer after its question, seed %d", seed)
                .isGreaterThanOrEqualTo(each.since);
        assertThat(fits(each, found)).as("the right question, seed %d", seed).isTrue();
        found.answers = each;
        each.answer = found;
        return true;
    }

    private static boolean fits(Asked each, Written message) {
        return message.replyTo.isEmpty()
                ? each.rule == AnswerRule.ANY && each.customer == message.customer
                : each.id.equals(message.replyTo);
    }

    private void accept(Asked each) {
        each.accepted = true;
        learn(each);
        each.question.accepted(SentMessage.of(each.id, number(each.customer)).withWaId(number(each.customer)));
    }

    private void hear(Asked each) {
        each.heard |= !each.closed;
        learn(each);
        questions.heard((MessageStatus) event(
                "statuses",
                "{\"id\":\"" + each.id + "\",\"status\":\"sent\",\"recipient_id\":\"" + number(each.customer)
                        + "\",\"recipient_user_id\":\"" + userId(each.customer) + "\"}"));
    }

    private void learn(Asked each) {
        if (each.accepted && !each.closed && each.rule == AnswerRule.ANY) {
            learn(number(each.customer), each);
            if (each.heard) {
                learn(userId(each.customer), each);
            }
        }
    }

    private void learn(String key, Asked each) {
        List<Asked> same = learned.computeIfAbsent(key, unknown -> new ArrayList<>());
        if (!same.contains(each)) {
            same.add(each);
        }
    }

    private void close(Asked each) {
        each.closed = true;
        each.question.close();
    }

    private void write(int customer, String replyTo) {
        Written message = new Written("wamid.m" + ids++, customer, random.nextInt(3) == 0, replyTo);
        written.add(message);
        Asked due = dueNow(message);
        if (due != null && random.nextInt(5) == 0) { // then the webhook is delivered again
            message.refused = true;
            assertThatThrownBy(() -> questions.receive(inbound(message))).hasMessage("the repository failed");
            assertThat(message.answers).isNull();
        }
        receive(message, due);
    }

    private void repeat(Written message) {
        if (message.answers != null && message.answers.accepted) {
            assertThat(questions.receive(inbound(message)))
                    .as("a repetition, seed %d", seed)
                    .hasValue(message.answers.id);
        } else {
            assertThat(questions.receive(inbound(message)))
                    .as("a repetition, seed %d", seed)
                    .isEmpty();
        }
    }

    private void receive(Written message, Asked due) {
        assertThat(questions.receive(inbound(message)).orElse(""))
                .as("the answered question, seed %d", seed)
                .isEqualTo(due == null ? "" : due.id);
        assertThat(message.answers).as("seed %d", seed).isSameAs(due);
    }

    /** Returns the question that a message answers at once, if it is known whose it is. */
    private Asked dueNow(Written message) {
        List<Asked> known = asked.stream()
                .filter(each -> each.accepted && each.isOpen() && fits(each, message))
                .toList();
        if (known.isEmpty()) {
            return null;
        }
        if (!message.replyTo.isEmpty()) {
            return known.get(0);
        }
        return order(message).stream()
                .filter(known::contains)
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** Returns the questions in the order in which their customer got known under this ID. */
    private List<Asked> order(Written message) {
        return learned.getOrDefault(message.byUserId ? userId(message.customer) : number(message.customer), List.of());
    }

    private InboundMessage inbound(Written message) {
        return (InboundMessage) event(
                "messages",
                "{\"id\":\"" + message.id + "\",\"" + (message.byUserId ? "from_user_id" : "from") + "\":\""
                        + (message.byUserId ? userId(message.customer) : number(message.customer))
                        + "\",\"timestamp\":\"" + Instant.now().getEpochSecond() + "\",\"type\":\"text\","
                        + (message.replyTo.isEmpty() ? "" : "\"context\":{\"id\":\"" + message.replyTo + "\"},")
                        + "\"text\":{\"body\":\"x\"}}");
    }

    private static WebhookEvent event(String list, String json) {
        String payload =
                "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"77\"},\""
                        + list + "\":[" + json + "]}}]}]}";
        return WebhookJson.read(payload.getBytes(StandardCharsets.UTF_8)).get(0);
    }

    /** Lets all responses and statuses come. Then no question is open whose answer has come. */
    private void end() {
        for (Asked each : asked) {
            if (!each.closed && !each.accepted) {
                accept(each);
            }
            hear(each);
        }
        for (Asked each : asked) {
            if (each.isOpen()) {
                assertThat(written.subList(each.since, written.size()))
                        .as("an answer that nobody got, seed %d", seed)
                        .noneMatch(message -> message.answers == null && fits(each, message));
            }
            each.question.close();
        }
        assertThat(questions.size()).isZero();
        assertThat(questions.earlySize()).isZero();
    }
}
