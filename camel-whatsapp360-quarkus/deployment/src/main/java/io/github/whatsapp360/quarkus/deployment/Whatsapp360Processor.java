package io.github.whatsapp360.quarkus.deployment;

import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.ExtensionSslNativeSupportBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import org.jboss.jandex.ClassInfo;

/** Build steps with the information that Quarkus needs about the component. */
class Whatsapp360Processor {

    static final String FEATURE = "camel-whatsapp360";

    private static final String ROOT = "io.github.whatsapp360";

    /** The packages whose classes routes read by name, as in {@code ${exception.reason}}. */
    private static final Set<String> READ_BY_NAME =
            Set.of(ROOT + ".api", ROOT + ".event", ROOT + ".media", ROOT + ".message", ROOT + ".repository");

    /** The classes whose private fields are the JSON of a message repository. */
    private static final String RECORD = ROOT + ".repository.MessageRecord";

    private static final String TRACER = "org.apache.camel.telemetry.Tracer";

    /** The classes of optional libraries whose names the component looks up to see whether they are there. */
    private static final String[] LOOKED_UP = {
        "io.micrometer.core.instrument.MeterRegistry",
        "org.apache.camel.component.webhook.WebhookCapableEndpoint",
        TRACER
    };

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    ExtensionSslNativeSupportBuildItem ssl() {
        return new ExtensionSslNativeSupportBuildItem(FEATURE);
    }

    /**
     * Adds the component to the index, because Camel Quarkus finds components, configurers and converters in indexed
     * jars only.
     */
    @BuildStep
    IndexDependencyBuildItem index() {
        return new IndexDependencyBuildItem(ROOT, "camel-whatsapp360");
    }

    @BuildStep
    ReflectiveClassBuildItem reflection(CombinedIndexBuildItem index) {
        String[] types = index.getIndex().getKnownClasses().stream()
                .filter(type -> READ_BY_NAME.contains(type.name().packagePrefix()))
                .filter(type -> Modifier.isPublic(type.flags())
                        || type.name().toString().startsWith(RECORD))
                .map(ClassInfo::name)
                .map(Object::toString)
                .toArray(String[]::new);
        return ReflectiveClassBuildItem.builder(types).methods().fields().build();
    }

    @BuildStep
    ReflectiveClassBuildItem optionalLibraries() {
        return ReflectiveClassBuildItem.builder(LOOKED_UP)
                .constructors(false)
                .weak(true)
                .build();
    }

    /** Registers the tags of spans, only if the class that they extend is there. */
    @BuildStep
    void spans(BuildProducer<ServiceProviderBuildItem> services) {
        if (QuarkusClassLoader.isClassPresentAtRuntime(TRACER)) {
            services.produce(spanDecorators());
        }
    }

    static ServiceProviderBuildItem spanDecorators() {
        return new ServiceProviderBuildItem(
                "org.apache.camel.telemetry.SpanDecorator",
                List.of(ROOT + ".Whatsapp360SpanDecorator", ROOT + ".Whatsapp360WebhookSpanDecorator"));
    }

    @BuildStep
    NativeImageResourceBuildItem mimeTypes() {
        return new NativeImageResourceBuildItem("org/apache/tika/mime/tika-mimetypes.xml");
    }

    @BuildStep
    NativeImageResourceBuildItem tables() {
        return new NativeImageResourceBuildItem(
                "META-INF/whatsapp360/postgresql.sql", "META-INF/whatsapp360/mysql.sql", "META-INF/whatsapp360/h2.sql");
    }

    @BuildStep
    NativeImageResourcePatternsBuildItem kamelets() {
        return NativeImageResourcePatternsBuildItem.builder()
                .includeGlob("kamelets/whatsapp360-*.kamelet.yaml")
                .build();
    }
}
