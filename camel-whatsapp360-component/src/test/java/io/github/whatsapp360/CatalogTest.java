package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The JSON in the jar in Camel's catalog, into which tools put it. The editors of Camel's language server do it with
 * the same call.
 */
class CatalogTest {

    private static final DefaultCamelCatalog CATALOG = new DefaultCamelCatalog();

    @BeforeAll
    static void addTheComponent() throws IOException {
        try (InputStream json =
                CatalogTest.class.getResourceAsStream("/META-INF/io/github/whatsapp360/whatsapp360.json")) {
            CATALOG.addComponent(
                    "whatsapp360",
                    Whatsapp360Component.class.getName(),
                    new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static EndpointValidationResult validate(String options) {
        return CATALOG.validateEndpointProperties("whatsapp360:" + options);
    }

    @Test
    void theCatalogKnowsTheComponentAndItsVersion() {
        assertThat(CATALOG.findComponentNames()).contains("whatsapp360");
        assertThat(CATALOG.componentModel("whatsapp360").getVersion()).startsWith("1.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send?to=4915112345678&confirm=delivered&confirmTimeout=60000",
                "media?operation=download",
                "events?webhookPath=/in&rawPayload=true",
                "account?operation=setPublicKey&privateKey=#key",
                "flow?webhookPath=/flow&privateKey=#key&privateKeyPassword=x&clientSecret=x"
            })
    void aRightEndpointIsValid(String options) {
        EndpointValidationResult result = validate(options);
        assertThat(result.isSuccess()).as(result.summaryErrorMessage(true)).isTrue();
    }

    @Test
    void mistakesAreNamed() {
        assertThat(validate("send?captoin=x").getUnknown()).containsExactly("captoin");
        assertThat(validate("send?confirm=often").getInvalidEnum()).containsEntry("confirm", "often");
        assertThat(validate("sned").getInvalidEnum()).containsEntry("action", "sned");
        assertThat(validate("send?maxRetries=many").getInvalidInteger()).containsEntry("maxRetries", "many");
        assertThat(CATALOG.validateEndpointProperties("whatsapp360:send?rawPayload=true", false, false, true)
                        .getNotProducerOnly())
                .containsExactly("rawPayload");
    }

    @Test
    void propertiesOfTheComponentAreValidated() {
        assertThat(CATALOG.validateConfigurationProperty("camel.component.whatsapp360.api-key = k")
                        .isSuccess())
                .isTrue();
        assertThat(CATALOG.validateConfigurationProperty("camel.component.whatsapp360.api-kye = k")
                        .getUnknown())
                .containsExactly("camel.component.whatsapp360.api-kye");
    }
}
