package io.github.whatsapp360.examples;

/** The example in development, on Spring Boot 4.0. */
class SpringBoot4DevelopmentTest extends DevelopmentTest {}
