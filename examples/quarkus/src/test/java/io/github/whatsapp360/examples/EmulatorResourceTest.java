package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.Chat;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A test that uses the emulator's Java API. */
@QuarkusTest
@WithTestResource(FreePort.class)
@WithTestResource(EmulatorResource.class)
class EmulatorResourceTest {

    Whatsapp360Emulator emulator;

    @Test
    void aCustomerIsAnswered() {
        Chat customer = emulator.chat("4930987654321");
        customer.writes("By bicycle?");
        await().atMost(Duration.ofSeconds(100)).untilAsserted(() -> assertThat(customer.messages())
                .anyMatch(message -> message.text().equals("Thank you. You wrote: By bicycle?")));
    }
}
