package io.github.whatsapp360.emulator.model;

/** The 360dialog service that the emulator plays: services differ in paths, payloads and answers. */
public enum EmulatedHosting {

    /** The Cloud API, {@code waba-v2.360dialog.io}. */
    CLOUD,

    /** The Sandbox, {@code waba-sandbox.360dialog.io}: 200 messages, links only. */
    SANDBOX,

    /** The On-Premise API v1, {@code waba.360dialog.io/v1}, which ended in October 2025. */
    ON_PREMISE
}
