package io.github.whatsapp360.emulator.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rules of axe-core: those of WCAG 2.2 AA, and its best practices. */
final class Axe {

    private static final String VIOLATIONS =
            """
            const done = arguments[0];
            axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => done(violations.flatMap(
              ({ id, help, nodes }) => nodes.map(node => `${id}: ${help} — ${node.html} ${node.failureSummary}`))));
            """;

    private static final String SCRIPT = script();

    private Axe() {}

    private static String script() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the violations in what the page shows now. */
    @SuppressWarnings("unchecked")
    static List<String> violations(Page page) {
        page.js(SCRIPT);
        return (List<String>) page.browser.executeAsyncScript(VIOLATIONS);
    }
}
