package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Reads everything that Camel shows over JMX as text. */
final class JmxText {

    private static final Pattern NUMERIC = Pattern.compile("(int|long|boolean|double|float).*");
    private static final List<String> DUMPS = List.of("dumpRouteAsXml", "dumpRoutesAsXml");

    private JmxText() {}

    /** Names and attributes of all that Camel has registered. */
    static String attributes() throws Exception {
        StringBuilder seen = new StringBuilder();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            seen.append(name);
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable()
                        && !NUMERIC.matcher(attribute.getType()).matches()) {
                    try {
                        seen.append(server.getAttribute(name, attribute.getName()))
                                .append('\n');
                    } catch (JMException | RuntimeException e) {
                        seen.append(e); // an attribute that is not available now
                    }
                }
            }
        }
        assertThat(seen.toString()).contains("org.apache.camel:");
        return seen.toString();
    }

    /** The routes, written out by the operations for that. */
    static String dumps() throws Exception {
        StringBuilder seen = new StringBuilder();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
                if (DUMPS.contains(operation.getName()) && operation.getSignature().length == 0) {
                    seen.append(server.invoke(name, operation.getName(), null, null));
                }
            }
        }
        assertThat(seen.toString()).contains("whatsapp360:send");
        return seen.toString();
    }
}
