package io.github.whatsapp360.benchmarks;

/** Something with a name in the report. */
interface Named {

    String name();
}
