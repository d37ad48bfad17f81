package io.github.whatsapp360.benchmarks;

/** An object with a name in the report. */
interface Named {

    String name();
}
