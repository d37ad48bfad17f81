package io.github.whatsapp360;

import java.util.List;
import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Shows the state of all whatsapp360 components in Camel's developer console. */
@DevConsole(
        name = "whatsapp360",
        displayName = "WhatsApp (360dialog)",
        description = "Accounts, queues, pauses, stores and webhooks of the WhatsApp (360dialog) component")
public class Whatsapp360DevConsole extends AbstractDevConsole {

    /** The option for a part of an account's name. */
    static final String FILTER = "filter";

    /** The option for the largest number of accounts. */
    static final String LIMIT = "limit";

    public Whatsapp360DevConsole() {
        super(
                "camel",
                "whatsapp360",
                "WhatsApp (360dialog)",
                "Accounts, queues, pauses, stores and webhooks of the WhatsApp (360dialog) component");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        return StateReport.text(report(options));
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        return report(options);
    }

    private JsonObject report(Map<String, Object> options) {
        String filter = text(options, FILTER, "");
        int limit = Integer.parseInt(text(options, LIMIT, Integer.toString(StateReport.MAX_ACCOUNTS)));
        JsonArray components = new JsonArray();
        for (String name : List.copyOf(getCamelContext().getComponentNames())) {
            if (getCamelContext().hasComponent(name) instanceof Whatsapp360Component component) {
                JsonObject json = new JsonObject();
                json.put("component", name);
                json.putAll(component.report(filter, limit));
                components.add(json);
            }
        }
        JsonObject report = new JsonObject();
        report.put("components", components);
        return report;
    }

    private static String text(Map<String, Object> options, String name, String otherwise) {
        Object value = options == null ? null : options.get(name);
        return value == null ? otherwise : value.toString();
    }
}
