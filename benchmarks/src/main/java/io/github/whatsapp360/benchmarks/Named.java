package io.github.whatsapp360.benchmarks;

/** What has a name in the report. */
interface Named {

    String name();
}
