package io.github.whatsapp360.examples;

/** The example on Spring Boot 4.0, with the line of Camel that supports it. */
class SpringBoot4Test extends SpringBootTest {}
