package io.github.whatsapp360.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.Whatsapp360Component;
import io.github.whatsapp360.Whatsapp360Configuration;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.repository.MessageRepository;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.component.stub.StubEndpoint;
import org.apache.camel.component.webhook.WebhookComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * Starts routes in a Camel context as an application has it: with a key, an address for webhooks and an HTTP server.
 *
 * <p>The components of other systems are stubs. The options of their endpoints are compared with Camel's catalog.
 */
final class Routes {

    /** The objects that routes of the pages refer to by these names, and that another block or sentence makes. */
    private static final Map<String, Object> BEANS =
            Map.of("messages", MessageRepository.inMemory(1_000), "locks", new MemoryIdempotentRepository());

    private static final DefaultCamelCatalog CATALOG = new DefaultCamelCatalog();

    private final Whatsapp360Emulator emulator;
    private final DataSource database;

    Routes(Whatsapp360Emulator emulator, DataSource database) {
        this.emulator = emulator;
        this.database = database;
    }

    /** Starts the routes of a builder. */
    void start(RoutesBuilder routes, Properties properties) throws Exception {
        start(properties, context -> context.addRoutes(routes));
    }

    /** Starts the routes of a text. */
    void load(String language, String text, Properties properties) throws Exception {
        Resource resource = ResourceHelper.fromString("routes." + language, text);
        start(properties, context -> PluginHelper.getRoutesLoader(context).loadRoutes(resource));
    }

    /** Checks the options of an endpoint by the catalog. */
    static void assertOptions(String uri) {
        EndpointValidationResult result = CATALOG.validateEndpointProperties(uri, true);
        assertThat(result.isSuccess())
                .as(() -> result.summaryErrorMessage(false))
                .isTrue();
    }

    private interface Loading {
        void into(DefaultCamelContext context) throws Exception;
    }

    private void start(Properties properties, Loading loading) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ComponentResolver resolver = PluginHelper.getComponentResolver(context);
            context.getCamelContextExtension()
                    .addContextPlugin(ComponentResolver.class, (name, owner) -> resolve(resolver, name, owner));
            BEANS.forEach(context.getRegistry()::bind);
            context.getRegistry().bind("dataSource", database);
            context.getRegistry().bind("slots", (Processor) exchange -> {});
            context.getPropertiesComponent().setInitialProperties(properties);
            context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
            context.getShutdownStrategy().setTimeout(100);
            VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
            http.setBindHost("127.0.0.1");
            http.setBindPort(0);
            VertxPlatformHttpServer server = new VertxPlatformHttpServer(http);
            server.setCamelContext(context);
            context.addService(server);
            server.start();
            Whatsapp360Configuration options = context.getComponent("whatsapp360", Whatsapp360Component.class)
                    .getConfiguration();
            options.setBaseUrl(emulator.baseUrl());
            options.setApiKey(emulator.apiKey());
            options.setTo("4915112345678");
            options.setWebhookExternalUrl("http://127.0.0.1:" + server.getPort());
            options.setWebhookVerifyToken("a-token-of-our-own");
            context.getComponent("webhook", WebhookComponent.class)
                    .getConfiguration()
                    .setWebhookExternalUrl(options.getWebhookExternalUrl());
            loading.into(context);
            context.start();
            for (Endpoint endpoint : context.getEndpoints()) {
                if (endpoint instanceof StubEndpoint) {
                    assertOptions(endpoint.getEndpointUri());
                }
            }
        }
    }

    private static Component resolve(ComponentResolver resolver, String name, CamelContext context) throws Exception {
        Component component = resolver.resolveComponent(name, context);
        boolean other = component == null && CATALOG.findComponentNames().contains(name);
        return other ? new StubComponent() : component;
    }
}
