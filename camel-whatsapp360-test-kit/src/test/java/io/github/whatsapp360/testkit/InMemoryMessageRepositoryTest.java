package io.github.whatsapp360.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRepository;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryMessageRepositoryTest extends MessageRepositoryTestKit {

    @Override
    protected MessageRepository emptyRepository() {
        return MessageRepository.inMemory(10_000);
    }

    @Test
    void theOldestRecordsAreDropped() {
        MessageRepository repository = MessageRepository.inMemory(2);
        for (String key : List.of("one", "two", "three")) {
            repository.insert(MessageRecord.sending(key, "", "owner"));
        }

        assertThat(repository.find(List.of("one", "two", "three"))).containsOnlyKeys("two", "three");
    }
}
