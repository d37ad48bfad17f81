package io.github.whatsapp360.examples;

/** Repeats the comparison of {@link ActuatorTest} on Spring Boot 4.0. */
class SpringBoot4ActuatorTest extends ActuatorTest {}
