package io.github.whatsapp360.springboot.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.Chat;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.message.SentMessage;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextManager;

/** An application with the properties of its production gets an emulator in its tests, with one annotation. */
@SpringBootTest(
        classes = AutoConfigureWhatsapp360EmulatorTest.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=production")
@AutoConfigureWhatsapp360Emulator
class AutoConfigureWhatsapp360EmulatorTest {

    private static final String TO = "4915112345678";

    @Autowired
    private Whatsapp360Emulator emulator;

    @Autowired
    private ProducerTemplate template;

    @SpringBootApplication
    static class Application {
        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:invoice").to("whatsapp360:send?confirm=delivered&to=" + TO);
                    from("whatsapp360:events")
                            .filter(simple("${header.CamelWhatsapp360EventType} == 'message'"))
                            .setHeader("CamelWhatsapp360To", header("CamelWhatsapp360From"))
                            .setBody(constant("Thank you"))
                            .to("whatsapp360:send");
                }
            };
        }
    }

    /** The second time shows that the first one has left nothing behind, and that the webhook is still there. */
    @RepeatedTest(2)
    void messagesAndWebhooksGoBetweenTheApplicationAndTheEmulator() {
        SentMessage sent = template.requestBody("direct:invoice", "Your invoice", SentMessage.class);
        assertThat(sent.status()).isEqualTo("delivered");
        assertThat(emulator.messages()).extracting(ChatMessage::text).containsExactly("Your invoice");

        Chat customer = emulator.chat("4930987654321");
        customer.writes("Hello");
        await().until(() ->
                customer.messages().stream().anyMatch(message -> message.text().equals("Thank you")));
        assertThat(emulator.webhooks().attempts())
                .allSatisfy(delivery ->
                        assertThat(delivery.url()).hasHost("127.0.0.1").hasPath("/invoices/whatsapp360"));
    }

    /** Spring caches the context for classes with the same configuration, and the emulator with it. */
    @Test
    void classesShareAnEmulatorAndFindItEmpty() throws Exception {
        TestContextManager first = new TestContextManager(First.class);
        TestContextManager second = new TestContextManager(Second.class);
        Whatsapp360Emulator shared = emulator(first);
        assertThat(emulator(second)).isSameAs(shared).isNotSameAs(emulator);

        first.getTestContext()
                .getApplicationContext()
                .getBean(ProducerTemplate.class)
                .requestBody("whatsapp360:send?to=" + TO, "before the first test");
        first.beforeTestMethod(new First(), First.class.getDeclaredMethod("test"));
        assertThat(shared.messages()).hasSize(1);
        first.afterTestMethod(new First(), First.class.getDeclaredMethod("test"), null);
        assertThat(shared.messages()).isEmpty();
        assertThat(emulator(second)).isSameAs(shared);
    }

    private static Whatsapp360Emulator emulator(TestContextManager manager) {
        TestContext context = manager.getTestContext();
        return context.getApplicationContext().getBean(Whatsapp360Emulator.class);
    }

    /** The route for events starts without a web server too. */
    @SpringBootTest(classes = Application.class, properties = "spring.config.name=production")
    @AutoConfigureWhatsapp360Emulator
    static class First {
        void test() {}
    }

    static class Second extends First {}
}
