package io.github.whatsapp360.quarkus.deployment;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.ExtensionSslNativeSupportBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import java.lang.reflect.Modifier;
import java.util.Set;
import org.jboss.jandex.ClassInfo;

/** Build steps with the information that Quarkus needs about the component. */
class Whatsapp360Processor {

    static final String FEATURE = "camel-whatsapp360";

    private static final String ROOT = "io.github.whatsapp360";

    /** The packages whose classes routes read by name, as in {@code ${exception.reason}}. */
    private static final Set<String> READ_BY_NAME =
            Set.of(ROOT + ".api", ROOT + ".event", ROOT + ".media", ROOT + ".message");

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
                .filter(type -> Modifier.isPublic(type.flags()))
                .map(ClassInfo::name)
                .map(Object::toString)
                .toArray(String[]::new);
        return ReflectiveClassBuildItem.builder(types).methods().fields().build();
    }

    @BuildStep
    NativeImageResourceBuildItem mimeTypes() {
        return new NativeImageResourceBuildItem("org/apache/tika/mime/tika-mimetypes.xml");
    }

    @BuildStep
    NativeImageResourcePatternsBuildItem kamelets() {
        return NativeImageResourcePatternsBuildItem.builder()
                .includeGlob("kamelets/whatsapp360-*.kamelet.yaml")
                .build();
    }
}
