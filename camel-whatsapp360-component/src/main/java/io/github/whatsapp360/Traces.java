package io.github.whatsapp360;

import io.github.whatsapp360.trace.CallTrace;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.LoggerFactory;

/** Gives the delivery of an exchange the exchange's trace. */
interface Traces {

    /** The traces of an application that does not trace. */
    Traces NONE = exchange -> CallTrace.NONE;

    /** The name of camel-telemetry's class as a text, so that this class works without camel-telemetry. */
    String TRACER = "org.apache.camel.telemetry.Tracer";

    /** Returns the trace of an exchange; {@link CallTrace#NONE} if the exchange is not traced. */
    CallTrace of(Exchange exchange);

    /**
     * Returns the traces of the exchanges of an endpoint. There are none without camel-telemetry, or with a version
     * that is not compatible.
     */
    static Traces of(Whatsapp360Endpoint endpoint) {
        if (ObjectHelper.loadClass(TRACER, Traces.class.getClassLoader()) == null) {
            return NONE;
        }
        try {
            return TelemetryTraces.of(endpoint);
        } catch (LinkageError e) {
            LoggerFactory.getLogger(Traces.class)
                    .warn("This version of camel-telemetry is not compatible; messages are sent without traces", e);
            return NONE;
        }
    }
}
