package io.github.whatsapp360.quarkus.deployment;

import io.github.whatsapp360.emulator.model.EmulatedHosting;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the emulator in dev and test mode, unless the component has an API key or an address. */
class EmulatorProcessor {

    private static final String OPTION = "camel.component.whatsapp360.";
    private static final String BASE_URL = OPTION + "base-url";
    private static final String API_KEY = OPTION + "api-key";
    private static final String WEBHOOK_URL = OPTION + "webhook-external-url";
    private static final String WEBHOOK_TOKEN = OPTION + "webhook-verify-token";

    /** The method with which the Dev UI reads a property that a dev service has set. */
    private static final String PROPERTY_OF_DEV_SERVICE = "devui-dev-services:devServicesConfig";

    @BuildStep(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
    void emulator(
            Whatsapp360BuildTimeConfig config,
            LaunchModeBuildItem launchMode,
            BuildProducer<DevServicesResultBuildItem> services) {
        if (!isWanted(config)) {
            return;
        }
        boolean isTest = launchMode.getLaunchMode() == LaunchMode.TEST;
        int port = isTest ? 0 : config.devservices().port();
        EmulatedHosting hosting = hosting();
        services.produce(DevServicesResultBuildItem.<EmulatorService>owned()
                .feature(Whatsapp360Processor.FEATURE)
                .serviceConfig(List.of(hosting, port))
                .startable(() -> new EmulatorService(hosting, port))
                .configProvider(options(isTest))
                .build());
    }

    /** Shows a link to the chats in the Dev UI. They are not embedded, because the emulator's page refuses frames. */
    @BuildStep(onlyIf = {IsDevelopment.class, DevServicesConfig.Enabled.class})
    void card(Whatsapp360BuildTimeConfig config, BuildProducer<CardPageBuildItem> cards) {
        if (!isWanted(config)) {
            return;
        }
        CardPageBuildItem card = new CardPageBuildItem();
        card.addPage(Page.externalPageBuilder("Chats")
                .icon("font-awesome-solid:comments")
                .dynamicUrlJsonRPCMethodName(
                        PROPERTY_OF_DEV_SERVICE, Map.of("name", Whatsapp360Processor.FEATURE, "configKey", BASE_URL))
                .doNotEmbed()
                .isHtmlContent());
        cards.produce(card);
    }

    private static boolean isWanted(Whatsapp360BuildTimeConfig config) {
        return config.devservices().enabled() && !isSet(BASE_URL, OPTION + "baseUrl", API_KEY, OPTION + "apiKey");
    }

    /** Returns the options that the application gets, so that it calls the emulator and the emulator calls it. */
    private static Map<String, Function<EmulatorService, String>> options(boolean isTest) {
        Map<String, Function<EmulatorService, String>> options = new HashMap<>();
        options.put(BASE_URL, EmulatorService::getConnectionInfo);
        options.put(API_KEY, EmulatorService::apiKey);
        if (!isSet(WEBHOOK_URL, OPTION + "webhookExternalUrl")) {
            options.put(WEBHOOK_URL, service -> application(isTest));
        }
        if (!isSet(WEBHOOK_TOKEN, OPTION + "webhookVerifyToken", OPTION + "webhook-secret", OPTION + "webhookSecret")) {
            options.put(WEBHOOK_TOKEN, EmulatorService::webhookToken);
        }
        return options;
    }

    /** Returns the address of the application as an expression, because its port may be set when it starts. */
    private static String application(boolean isTest) {
        String port = isTest ? "${quarkus.http.test-port:8081}" : "${quarkus.http.port:8080}";
        return "http://localhost:" + port + rootPath();
    }

    /**
     * Returns the path of the application without a slash at its end. Quarkus also accepts it without the first one.
     */
    private static String rootPath() {
        String path = property("quarkus.http.root-path").orElse("").replaceAll("^/+|/+$", "");
        return path.isEmpty() ? "" : "/" + path;
    }

    /** Returns the API that the component calls. The component itself reports a wrong value. */
    private static EmulatedHosting hosting() {
        String name = property(OPTION + "hosting").orElse("").replaceAll("[-_]", "");
        return Stream.of(EmulatedHosting.values())
                .filter(hosting -> hosting.name().replace("_", "").equalsIgnoreCase(name))
                .findFirst()
                .orElse(EmulatedHosting.CLOUD);
    }

    private static Optional<String> property(String name) {
        return ConfigProvider.getConfig().getOptionalValue(name, String.class);
    }

    private static boolean isSet(String... properties) {
        return ConfigUtils.isAnyPropertyPresent(List.of(properties));
    }
}
