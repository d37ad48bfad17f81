package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.model.ChatMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job, the same route in each language: a file that is named after a number goes to that number. */
class MainJobTest extends EmulatorTest {

    @TempDir
    Path inbox;

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setTo(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aFileGoesToTheNumberInItsName(String language) throws Exception {
        context.getPropertiesComponent().addInitialProperty("inbox", inbox.toString());
        if (language.equals("java")) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:{{inbox}}/java?move=.sent&moveFailed=.failed&initialDelay=0")
                            .to("whatsapp360:media")
                            .setHeader("CamelWhatsapp360To", simple("${file:onlyname.noext}"))
                            .to("whatsapp360:send");
                }
            });
        } else {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context)
                            .resolveResource("classpath:main-job/route." + language));
        }
        Path folder = Files.createDirectories(inbox.resolve(language));
        Files.copy(sample("good/invoice.pdf"), folder.resolve(".part"));
        Files.move(folder.resolve(".part"), folder.resolve("4916055511.pdf"));

        ChatMessage message = emulator().chat("4916055511").awaitDocument("4916055511.pdf");
        assertThat(message.sha256()).isEqualTo(sha256(Files.readAllBytes(sample("good/invoice.pdf"))));
        await().until(() -> Files.exists(folder.resolve(".sent/4916055511.pdf")));
    }
}
