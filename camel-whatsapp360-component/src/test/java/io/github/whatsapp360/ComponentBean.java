package io.github.whatsapp360;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;

/** The MBean of the component whatsapp360, as an operator uses it. */
final class ComponentBean {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;

    ComponentBean(CamelContext context) throws JMException {
        name = server.queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName()
                                + ",type=components,name=\"whatsapp360\""),
                        null)
                .iterator()
                .next();
    }

    /** Returns an attribute that is a number. */
    long number(String attribute) throws JMException {
        return ((Number) server.getAttribute(name, attribute)).longValue();
    }

    Object invoke(String operation) throws JMException {
        return server.invoke(name, operation, new Object[0], new String[0]);
    }

    Object invoke(String operation, Object argument, String type) throws JMException {
        return server.invoke(name, operation, new Object[] {argument}, new String[] {type});
    }

    Object invoke(String operation, String argument) throws JMException {
        return invoke(operation, argument, String.class.getName());
    }
}
