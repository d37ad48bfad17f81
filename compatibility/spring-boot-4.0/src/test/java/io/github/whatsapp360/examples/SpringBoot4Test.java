package io.github.whatsapp360.examples;

/** The example on Spring Boot 4.0; Camel's own part in Actuator's health is not there before Camel supports it. */
class SpringBoot4Test extends PackagedJar {}
