package io.github.whatsapp360.api;

/** The 360dialog API that hosts a number. It decides the address, the paths, and the form of requests and answers. */
public enum Hosting {
    /** Meta's Cloud API through 360dialog: every number since 2024. Source: docs.360dialog.com, "Media messages". */
    CLOUD,
    /**
     * 360dialog's test environment. It sends links instead of uploaded files, and only to the phone number that
     * requested the API key. Source: docs.360dialog.com, "Sandbox".
     */
    SANDBOX,
    /**
     * The On-Premise API, version 1, which Meta ended in October 2025. Source: docs.360dialog.com, "Differences between
     * Cloud API and On-Premise API".
     */
    ON_PREMISE
}
