package io.github.whatsapp360.benchmarks.report;

import java.util.Collections;

/** A table in Markdown. */
final class MarkdownTable {

    private final StringBuilder text = new StringBuilder();

    MarkdownTable(String... heads) {
        row((Object[]) heads);
        row(Collections.nCopies(heads.length, "---").toArray());
    }

    MarkdownTable row(Object... cells) {
        text.append('|');
        for (Object cell : cells) {
            text.append(' ').append(cell).append(" |");
        }
        text.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.append('\n').toString();
    }
}
