package io.github.whatsapp360.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRecord.State;
import io.github.whatsapp360.repository.MessageRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The promises of {@link MessageRepository} as JUnit 5 tests. An implementation passes all of them. Extend this class
 * in the tests of the implementation:
 *
 * <pre>{@code
 * class MyRepositoryTest extends MessageRepositoryTestKit {
 *     @Override
 *     protected MessageRepository emptyRepository() {
 *         return new MyRepository(...);
 *     }
 * }
 * }</pre>
 *
 * <p>Two promises cannot be tested here: the records survive the end of the process, and {@code cleanUp} removes what
 * is too old.
 */
public abstract class MessageRepositoryTestKit {

    private static final int THREADS = 8;
    private static final int MOST_KEYS = 1000;
    private static final int LONGEST_KEY = 512;
    private static final String CONTENT = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final Instant EXPIRES_AT = Instant.now().plus(30, ChronoUnit.DAYS);

    private MessageRepository repository;
    private MessageRepository other;

    /** Creates the tests. */
    protected MessageRepositoryTestKit() {}

    /** Returns a repository without records and media IDs. It is called before each test. */
    protected abstract MessageRepository emptyRepository() throws Exception;

    /**
     * Returns another object for the same records, as another application has it. The default is the same object, for a
     * repository that lives in one process.
     *
     * @param repository the repository of this test
     */
    protected MessageRepository ofAnotherApplication(MessageRepository repository) throws Exception {
        return repository;
    }

    @BeforeEach
    final void begin() throws Exception {
        repository = emptyRepository();
        other = ofAnotherApplication(repository);
    }

    @Test
    final void anUnknownMessageHasNoRecord() {
        repository.insert(sending("known"));

        assertThat(repository.find(List.of("unknown", "known"))).containsOnlyKeys("known");
        assertThat(repository.find(List.of())).isEmpty();
    }

    @Test
    final void eachFieldComesBackInEachState() {
        MessageRecord record = sending("invoice \"17\" \\ 100 % \u20ac");
        assertThat(repository.insert(record)).isTrue();
        assertStored(record);

        record = replaced(record, record.released());
        record = replaced(record, record.sendingAgain("ab".repeat(32), "other/2"));
        record = replaced(record, record.accepted("wamid.HBgN" + "x".repeat(200) + "==", "4915112345678", "accepted"));
        record = replaced(record, record.reported(State.SENT, "sent", "wamid.1").orElseThrow());
        MessageRecord failed = record.failed(record.messageId(), 131_026, "not \"deliverable\"\n\u0000 \ud83d\ude00")
                .orElseThrow();
        record = replaced(record, failed);
        replaced(record, record.closed());
    }

    /** An answer is the JSON of a webhook, and much longer than any other field. */
    @Test
    final void aQuestionKeepsItsAnswerAndItsReference() {
        MessageRecord record = sending("approval").withQuestion(true);
        assertThat(repository.insert(record)).isTrue();
        assertStored(record);

        record = replaced(record, record.accepted("wamid.1", "", "accepted"));
        MessageRecord reference = MessageRecord.reference("wamid.1", "approval");
        assertThat(repository.insert(reference)).isTrue();
        assertThat(repository.insert(reference)).isFalse();
        assertStored(reference);
        String answer = "{\"text\": \"" + "\ud83d\ude00 \\n\u6f22\u0000".repeat(20_000) + "\"}";
        replaced(record, record.answered("wamid.1", answer).orElseThrow());

        assertThat(repository.unresolved(Duration.ZERO, 10)).isEmpty();
    }

    @Test
    final void aSecondInsertionChangesNothing() {
        MessageRecord first = sending("key", "first");
        assertThat(repository.insert(first)).isTrue();

        assertThat(repository.insert(sending("key", "second"))).isFalse();
        assertThat(other.insert(sending("key", "second"))).isFalse();

        assertStored(first);
    }

    @Test
    final void keysMayHave512CharactersOfAnyKind() {
        List<String> keys = List.of(
                "a".repeat(LONGEST_KEY),
                "a".repeat(LONGEST_KEY - 1) + "b",
                "\u00e9".repeat(LONGEST_KEY),
                "\u6f22".repeat(LONGEST_KEY),
                "\ud83d\ude00".repeat(LONGEST_KEY / 2),
                "'; -- \" \\ % _ ? {p} \u2028");
        for (String key : keys) {
            assertThat(repository.insert(sending(key))).isTrue();
        }

        assertThat(other.find(keys)).containsOnlyKeys(keys);
        other.find(keys).forEach((key, record) -> assertThat(record).isEqualTo(sending(key)));
    }

    @Test
    final void keysThatDifferInCaseSpacesOrAccentsAreDifferent() {
        List<String> keys = List.of(
                "invoice-e",
                "Invoice-e",
                "INVOICE-E",
                "invoice-e ",
                "invoice-e  ",
                " invoice-e",
                "invoice-\u00e9",
                "invoice-e\u0301",
                "invoice-\u0130",
                "invoice-\u0131",
                "stra\u00dfe",
                "strasse");
        for (String key : keys) {
            assertThat(repository.insert(sending(key, "owner of " + key)))
                    .as(key)
                    .isTrue();
        }

        assertThat(repository.find(keys)).containsOnlyKeys(keys);
        repository.find(keys).forEach((key, record) -> assertThat(record.owner())
                .isEqualTo("owner of " + key));
        assertThat(repository.remove(sending(keys.get(0)))).isTrue();
        assertThat(repository.find(keys)).containsOnlyKeys(keys.subList(1, keys.size()));
    }

    @Test
    final void aThousandKeysAreFoundAtOnce() {
        List<String> known = keys("known", MOST_KEYS / 2);
        known.forEach(key -> repository.insert(sending(key)));
        List<String> asked = new ArrayList<>(known);
        asked.addAll(keys("unknown", MOST_KEYS - known.size()));
        Collections.shuffle(asked);

        assertThat(other.find(asked)).containsOnlyKeys(known);
        assertThat(other.find(asked.subList(0, MOST_KEYS - 1)).keySet()).isSubsetOf(known);
    }

    @Test
    final void onlyTheStoredVersionIsReplaced() {
        MessageRecord first = sending("key");
        assertThat(repository.replace(first, first.released())).isFalse();
        assertThat(repository.find(List.of("key"))).isEmpty();
        repository.insert(first);
        MessageRecord second = first.accepted("wamid.1", "", "accepted");
        assertThat(other.replace(first, second)).isTrue();

        assertThat(repository.replace(first, first.released())).isFalse();
        assertThat(repository.replace(second.closed(), second.closed().closed()))
                .isFalse();

        assertStored(second);
    }

    @Test
    final void onlyTheStoredVersionIsRemoved() {
        MessageRecord first = sending("key");
        assertThat(repository.remove(first)).isFalse();
        repository.insert(first);
        MessageRecord second = first.released();
        repository.replace(first, second);

        assertThat(repository.remove(first)).isFalse();
        assertStored(second);
        assertThat(other.remove(second)).isTrue();
        assertThat(repository.find(List.of("key"))).isEmpty();
        assertThat(repository.remove(second)).isFalse();
        assertThat(repository.insert(first)).isTrue();
    }

    @Test
    final void oneOfManySimultaneousInsertionsWins() throws Exception {
        for (String key : keys("key", 25)) {
            List<MessageRecord> records = IntStream.range(0, THREADS)
                    .mapToObj(n -> sending(key, "thread " + n))
                    .toList();

            List<Boolean> inserted = simultaneously(n -> any(n).insert(records.get(n)) && assertStored(records.get(n)));

            assertThat(inserted).containsOnlyOnce(true);
        }
    }

    @Test
    final void oneOfManySimultaneousReplacementsWins() throws Exception {
        MessageRecord record = sending("key");
        repository.insert(record);
        for (int round = 0; round < 25; round++) {
            MessageRecord before = record;
            List<MessageRecord> after = IntStream.range(0, THREADS)
                    .mapToObj(n -> before.sendingAgain(CONTENT, "thread " + n))
                    .toList();

            List<Boolean> replaced = simultaneously(n -> any(n).replace(before, after.get(n)));

            assertThat(replaced).containsOnlyOnce(true);
            record = after.get(replaced.indexOf(true));
            assertStored(record);
        }
    }

    @Test
    final void noSimultaneousChangeIsLost() throws Exception {
        repository.insert(sending("key"));
        int changes = 25;

        simultaneously(n -> {
            for (int done = 0; done < changes; ) {
                MessageRecord before = any(n).find(List.of("key")).get("key");
                done += any(n).replace(before, before.released()) ? 1 : 0;
            }
            return true;
        });

        assertThat(stored("key").version()).isEqualTo(1 + THREADS * changes);
    }

    @Test
    final void theAgeGrowsUntilTheNextChange() {
        MessageRecord record = sending("key");
        repository.insert(record);
        awaitAge("key", Duration.ofMillis(500));

        long changed = System.nanoTime();
        MessageRecord next = replaced(record, record.accepted("wamid.1", "", "accepted"));
        Duration age = stored("key").age();
        assertThat(age).isGreaterThanOrEqualTo(Duration.ZERO);
        // the clock of the repository may run a little faster than this one
        assertThat(age).isLessThan(Duration.ofNanos(System.nanoTime() - changed).plusMillis(100));
        awaitAge("key", age);
        assertStored(next);
    }

    @Test
    final void aChangeThatWasRefusedDoesNotResetTheAge() {
        MessageRecord first = sending("key");
        repository.insert(first);
        MessageRecord second = replaced(first, first.released());
        awaitAge("key", Duration.ofMillis(20));
        Duration age = stored("key").age();

        repository.insert(first);
        repository.replace(first, first.closed());
        repository.remove(first);

        assertThat(stored("key").age()).isGreaterThanOrEqualTo(age);
        assertStored(second);
    }

    @Test
    final void theOldestUnresolvedRecordsComeFirst() {
        MessageRecord one = insertedAfter(sending("one"), null);
        MessageRecord two = insertedAfter(sending("two"), "one");
        insertedAfter(sending("three"), "two");
        awaitAge("three", Duration.ZERO);
        assertThat(unresolved(Duration.ZERO, 10)).containsExactly("one", "two", "three");

        replaced(one, one.accepted("wamid.1", "", "accepted"));
        awaitAge("one", Duration.ZERO);

        assertThat(unresolved(Duration.ZERO, 10)).containsExactly("two", "three", "one");
        assertThat(unresolved(Duration.ZERO, 2)).containsExactly("two", "three");
        assertThat(unresolved(Duration.ofHours(1), 10)).isEmpty();
        MessageRecord found = other.unresolved(Duration.ZERO, 1).get(0);
        assertThat(found).isEqualTo(two);
        assertThat(found.age()).isPositive();
    }

    @Test
    final void recordsWithAKnownOutcomeAreNotUnresolved() {
        for (State state : State.values()) {
            MessageRecord record = sending(state.name());
            repository.insert(record);
            switch (state) {
                case SENDING -> {}
                case PREPARED -> replaced(record, record.released());
                case ACCEPTED -> replaced(record, record.accepted("wamid.1", "", "accepted"));
                case FAILED -> replaced(record, record.failed("wamid.1", "").orElseThrow());
                case CLOSED -> replaced(record, record.closed());
                default ->
                    replaced(record, record.reported(state, "status", "wamid.1").orElseThrow());
            }
            awaitAge(state.name(), Duration.ZERO);
        }

        assertThat(unresolved(Duration.ZERO, 100)).containsExactlyInAnyOrder("SENDING", "ACCEPTED");
    }

    @Test
    final void cleaningUpKeepsWhatIsYoung() {
        MessageRecord sending = sending("sending");
        repository.insert(sending);
        MessageRecord done = sending("done");
        repository.insert(done);
        MessageRecord read =
                replaced(done, done.reported(State.READ, "read", "wamid.1").orElseThrow());
        repository.mediaIds().ifPresent(store -> store.put("key", media("1")));

        repository.cleanUp();
        other.cleanUp();

        assertStored(sending);
        assertStored(read);
        repository.mediaIds().ifPresent(store -> assertThat(store.get("key")).contains(media("1")));
    }

    @Test
    final void mediaIdsComeBackUntilTheyAreRemoved() {
        assumeTrue(repository.mediaIds().isPresent(), "The repository has no store of media IDs");
        MediaIdStore store = repository.mediaIds().orElseThrow();
        MediaIdStore same = other.mediaIds().orElseThrow();
        String key = "a".repeat(64) + ":1234567890a";
        assertThat(store.get(key)).isEmpty();
        store.remove(key);

        store.put(key, media("1"));
        assertThat(same.get(key)).contains(media("1"));
        assertThat(same.get("a".repeat(64))).isEmpty();
        same.put(key, media("2"));
        assertThat(store.get(key)).contains(media("2"));
        same.remove(key);
        assertThat(store.get(key)).isEmpty();
    }

    @Test
    final void mediaIdsMayBeStoredSimultaneously() throws Exception {
        assumeTrue(repository.mediaIds().isPresent(), "The repository has no store of media IDs");
        for (String key : keys("key", 25)) {
            simultaneously(n -> {
                any(n).mediaIds().orElseThrow().put(key, media(Integer.toString(n)));
                return true;
            });
            assertThat(repository.mediaIds().orElseThrow().get(key)).isPresent();
        }
    }

    private MessageRepository any(int n) {
        return n % 2 == 0 ? repository : other;
    }

    private static MessageRecord sending(String callbackData) {
        return sending(callbackData, "application/1");
    }

    private static MessageRecord sending(String callbackData, String owner) {
        return MessageRecord.sending(callbackData, CONTENT, owner);
    }

    private static UploadedMedia media(String id) {
        return UploadedMedia.of(id, MediaKind.AUDIO, "audio/ogg", EXPIRES_AT)
                .withFilename("gr\u00fc\u00dfe \"1\" \ud83d\ude00.ogg")
                .withSize(5_000_000_000L)
                .withSha256("ab".repeat(32));
    }

    private static List<String> keys(String beginning, int number) {
        return IntStream.range(0, number).mapToObj(n -> beginning + n).toList();
    }

    private MessageRecord insertedAfter(MessageRecord record, String earlier) {
        if (earlier != null) {
            awaitAge(earlier, Duration.ofMillis(2));
        }
        assertThat(repository.insert(record)).isTrue();
        return record;
    }

    private MessageRecord replaced(MessageRecord before, MessageRecord after) {
        assertThat(repository.replace(before, after)).isTrue();
        assertStored(after);
        return after;
    }

    private MessageRecord stored(String callbackData) {
        return other.find(Set.of(callbackData)).get(callbackData);
    }

    private boolean assertStored(MessageRecord record) {
        assertThat(stored(record.callbackData())).isEqualTo(record);
        return true;
    }

    private void awaitAge(String callbackData, Duration age) {
        await().until(() -> stored(callbackData).age().compareTo(age) > 0);
    }

    private List<String> unresolved(Duration age, int limit) {
        return repository.unresolved(age, limit).stream()
                .map(MessageRecord::callbackData)
                .toList();
    }

    private interface Task {
        boolean run(int thread) throws Exception;
    }

    /** Runs a task on several threads that begin together, and returns the answer of each. */
    private static List<Boolean> simultaneously(Task task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int n = 0; n < THREADS; n++) {
            int thread = n;
            all.add(() -> {
                start.await();
                return task.run(thread);
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Boolean> answers = new ArrayList<>();
            for (Future<Boolean> each : threads.invokeAll(all)) {
                answers.add(each.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
